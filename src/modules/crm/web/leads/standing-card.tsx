import { Button, Menu, Textarea, Tooltip } from '@mantine/core'
import { useState } from 'react'
import { getContact, listTimeline } from '#crm/contract/api.ts'
import { commercialStates, lifecycleStages, rankOfStage, type CommercialState, type LifecycleStage } from '#crm/contract/badge.ts'
import { getStanding, listLeads, moveStage, overrideState } from '#crm/contract/lead-api.ts'
import type { Reason, Standing } from '#crm/contract/lead.ts'
import { canWriteContacts } from '#crm/contract/permissions.ts'
import { useOriginText } from '#crm/web/leads/origin-text.ts'
import { StandingBadge } from '#crm/web/leads/standing-badge.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { DialogForm } from '#web/ui/dialog-form.tsx'
import { useContractForm } from '#web/ui/form.tsx'
import { FactGroup } from '#web/ui/record-page.tsx'
import { Bone } from '#web/ui/states.tsx'
import { DateTime, RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'
import s from '#crm/web/leads/leads.module.css'

/** How far somebody is, what is going on with them and why, and where they came from. */
export function StandingCard({ contactId }: { contactId: string }) {
  const t = useT()
  const { data, error } = useApi(getStanding, { id: contactId })
  if (error && !data) return null
  return <FactGroup title={t('crm.leads.card')}>{data ? <Stands standing={data} /> : <Bone width={220} height={48} />}</FactGroup>
}

function Stands({ standing }: { standing: Standing }) {
  const t = useT()
  const originText = useOriginText()
  const first = standing.leads.find(({ isFirstTouch }) => isFirstTouch)
  const since = standing.stageEnteredAt
  return (
    <div className={s.card}>
      <div className={s.head}>
        <StandingBadge attentionAt={standing.attentionAt} state={standing.state} />
        <Override standing={standing} />
      </div>
      <ul className={s.reasons}>
        {standing.waitingSince && (
          <li>
            {t('crm.leads.waits')} <RelativeTime at={standing.waitingSince} />
          </li>
        )}
        {standing.override ? (
          <li>
            {t('crm.leads.said', { by: standing.override.by ?? t('crm.leads.somebody') })}{' '}
            <DateTime at={standing.override.until} show="day" />
            {standing.override.reason && <small>{standing.override.reason}</small>}
          </li>
        ) : (
          standing.reasons.map((reason) => <Why key={`${reason.code} ${reason.at}`} reason={reason} />)
        )}
      </ul>
      <StageBar standing={standing} />
      <p className={s.quiet}>
        {standing.stage ? t(`crm.leads.stages_long.${standing.stage}`) : t('crm.leads.no_stage')}
        {since && (
          <>
            {' · '}
            <DateTime at={since} show="day" />
          </>
        )}
      </p>
      {first && (
        <p className={s.quiet}>
          {t('crm.leads.first_touch')}: {originText(first)} · <DateTime at={first.createdAt} show="day" />
        </p>
      )}
    </div>
  )
}

function Why({ reason }: { reason: Reason }) {
  const t = useT()
  return (
    <li>
      {t(`crm.leads.reasons.${reason.code}`, { count: reason.count ?? 0 })}
      {reason.at && (
        <small>
          <RelativeTime at={reason.at} />
        </small>
      )}
    </li>
  )
}

/** The steps so far; pressing one moves there, backwards after saying why. */
function StageBar({ standing }: { standing: Standing }) {
  const t = useT()
  const may = useMay()
  const [back, setBack] = useState<LifecycleStage | null>(null)
  const moving = useMove(() => setBack(null))
  const rank = rankOfStage(standing.stage)
  const go = (stage: LifecycleStage): void => {
    if (rankOfStage(stage) < rank) setBack(stage)
    else if (stage !== standing.stage)
      void moving.send({ id: standing.contactId, stage }).catch((error: Error) => void toast({ text: error.message, tone: 'bad' }))
  }
  return (
    <>
      <div className={s.bar} role="group" aria-label={t('crm.leads.stage')}>
        {lifecycleStages.map((stage) => (
          <Tooltip key={stage} label={t(`crm.leads.stages_long.${stage}`)}>
            <button
              type="button"
              disabled={!may(canWriteContacts)}
              aria-label={t(`crm.leads.stages_long.${stage}`)}
              aria-current={stage === standing.stage ? 'step' : undefined}
              data-reached={rankOfStage(stage) <= rank || undefined}
              onClick={() => go(stage)}
            />
          </Tooltip>
        ))}
      </div>
      {back && <BackDialog standing={standing} stage={back} onClose={() => setBack(null)} />}
    </>
  )
}

const useMove = (onDone: () => void) => useSend(moveStage, { invalidates: [getStanding, getContact, listTimeline, listLeads], onDone })

function BackDialog({ standing, stage, onClose }: { standing: Standing; stage: LifecycleStage; onClose: () => void }) {
  const t = useT()
  const { send } = useMove(onClose)
  const form = useContractForm<{ reason: string }>({
    initialValues: { reason: '' },
    validate: { reason: (reason) => (reason.trim() === '' ? t('crm.leads.reason_missing') : null) },
    save: ({ reason }) => send({ id: standing.contactId, stage, reason: reason.trim() }),
  })
  return (
    <DialogForm
      form={form}
      onClose={onClose}
      title={t('crm.leads.back_to', { stage: t(`crm.leads.stages.${stage}`) })}
      size={440}
      submit={t('crm.leads.go_back')}
      onCancel={onClose}
    >
      <Textarea
        label={t('crm.leads.reason')}
        description={t('crm.leads.back_hint')}
        withAsterisk
        aria-required
        maxLength={500}
        minRows={2}
        autosize
        data-autofocus
        {...form.field('reason')}
      />
    </DialogForm>
  )
}

/** What a person knows better, for a week. */
function Override({ standing }: { standing: Standing }) {
  const t = useT()
  const may = useMay()
  const { send } = useSend(overrideState, {
    invalidates: [getStanding, listLeads],
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  if (!may(canWriteContacts)) return null
  const say = (state: CommercialState | null): void => void send({ id: standing.contactId, state }).catch(() => {})
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <Button variant="subtle" color="gray" size="compact-sm">
          {t('crm.leads.correct')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('crm.leads.correct_hint')}</Menu.Label>
        {commercialStates.map((state) => (
          <Menu.Item key={state} disabled={standing.override?.state === state} onClick={() => say(state)}>
            {t(`crm.leads.badge.${state}`)}
          </Menu.Item>
        ))}
        {standing.override && <Menu.Item onClick={() => say(null)}>{t('crm.leads.by_facts')}</Menu.Item>}
      </Menu.Dropdown>
    </Menu>
  )
}
