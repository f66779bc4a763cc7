import { Button, Menu, Tooltip } from '@mantine/core'
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
import { askReason } from '#web/ui/reason.tsx'
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
  const rank = rankOfStage(standing.stage)
  const { send } = useSend(moveStage, { invalidates: [getStanding, getContact, listTimeline, listLeads] })
  const id = standing.contactId
  const go = (stage: LifecycleStage): void => {
    if (rankOfStage(stage) < rank)
      return askReason({
        title: t('crm.leads.back_to', { stage: t(`crm.leads.stages.${stage}`) }),
        confirm: t('crm.leads.go_back'),
        // The usual word says the same as this button.
        cancel: t('web.action.cancel'),
        hint: t('crm.leads.back_hint'),
        most: 500,
        send: (reason) => send({ id, stage, reason }),
      })
    if (stage !== standing.stage) void send({ id, stage }).catch((error: Error) => void toast({ text: error.message, tone: 'bad' }))
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
    </>
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
