import { Button, Menu } from '@mantine/core'
import { IconCopy, IconLink } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Invitation } from '#surveys/contract/invitation.ts'
import { canManageSurveys } from '#surveys/contract/permissions.ts'
import { inviteByHand, listContactSurveys, listSurveys } from '#surveys/contract/survey-api.ts'
import s from '#surveys/web/contacts/contact-surveys.module.css'
import { ScoreChip } from '#surveys/web/results/score-chip.tsx'
import { useSurveysLive } from '#surveys/web/surveys.live.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import type { PanelProps } from '#web/module.ts'
import { useApi, useSend } from '#web/query.ts'
import { useMay } from '#web/session.ts'
import { Chip } from '#web/ui/marks.tsx'
import { LentPart } from '#web/ui/record-page.tsx'
import { ErrorState, ListBones } from '#web/ui/states.tsx'
import { RelativeTime } from '#web/ui/time.tsx'
import { toast } from '#web/ui/toast.ts'

/** What somebody was asked and answered: on their record and beside their conversation. */
export function ContactSurveys({ contactId, conversationId }: PanelProps['contact']) {
  const t = useT()
  const may = useMay()
  const { data, error, refetch } = useApi(listContactSurveys, { id: contactId })
  useSurveysLive(`crm.contact:${contactId}`)
  return (
    <LentPart title={t('surveys.nav')} isInTab={conversationId === undefined}>
      {error && !data ? (
        <ErrorState error={error} onRetry={() => void refetch()} />
      ) : !data ? (
        <ListBones rows={2} face={false} />
      ) : data.items.length === 0 ? (
        <p>{t('surveys.panel.none')}</p>
      ) : (
        <ul className={s.list}>
          {data.items.map((one) => (
            <li key={one.id}>
              <Line invitation={one} />
            </li>
          ))}
        </ul>
      )}
      {may(canManageSurveys) && <AskByLink contactId={contactId} />}
    </LentPart>
  )
}

function Line({ invitation: one }: { invitation: Invitation }) {
  const t = useT()
  return (
    <>
      <div className={s.head}>
        <strong>{one.surveyName}</strong>
        {one.answeredAt === null ? (
          <Chip>{t(`surveys.panel.${one.state === 'sent' ? 'waiting' : one.state}`)}</Chip>
        ) : (
          <ScoreChip kind={one.kind} score={one.score} band={one.band} />
        )}
      </div>
      {one.comment && <p className={s.comment}>“{one.comment}”</p>}
      <small className={s.facts}>
        {one.reason ? t(`surveys.reasons.${one.reason}`) : one.state === 'partly' ? t('surveys.panel.partly') : null}
        {(one.answeredAt ?? one.sentAt) && <RelativeTime at={one.answeredAt ?? one.sentAt ?? ''} />}
        {one.conversationId && (
          <Link to="/bandeja/{-$id}" params={{ id: one.conversationId } as never}>
            {t('surveys.results.conversation')}
          </Link>
        )}
        {one.taskId && (
          <Link to="/tareas/{-$id}" params={{ id: one.taskId } as never}>
            {t('surveys.panel.task')}
          </Link>
        )}
      </small>
    </>
  )
}

/** A link for this person, to be handed over by whatever way. */
function AskByLink({ contactId }: { contactId: string }) {
  const t = useT()
  const format = useFormat()
  const [made, setMade] = useState<{ url: string; until: string } | null>(null)
  const { data } = useApi(listSurveys, {})
  const { send, sending } = useSend(inviteByHand, {
    invalidates: [listContactSurveys, listSurveys],
    onDone: ({ url, invitation }) => setMade({ url, until: invitation.expiresAt ?? '' }),
    onProblem: (_problem, text) => void toast({ text, tone: 'bad' }),
  })
  const surveys = data?.items.filter(({ archivedAt }) => archivedAt === null) ?? []
  if (surveys.length === 0) return null
  const copy = async (url: string): Promise<void> => {
    await navigator.clipboard.writeText(url)
    void toast({ text: t('surveys.panel.copied') })
  }
  if (made)
    return (
      <div className={s.link}>
        <input readOnly value={made.url} aria-label={t('surveys.panel.copy')} onFocus={(event) => event.currentTarget.select()} />
        <Button variant="default" size="xs" leftSection={<IconCopy size={15} stroke={1.7} />} onClick={() => void copy(made.url)}>
          {t('surveys.panel.copy')}
        </Button>
        <small>{t('surveys.panel.link_hint', { at: format.full(made.until) })}</small>
      </div>
    )
  const button = (onClick?: () => void) => (
    <Button variant="default" size="xs" loading={sending} leftSection={<IconLink size={15} stroke={1.7} />} {...(onClick && { onClick })}>
      {t('surveys.panel.ask')}
    </Button>
  )
  const ask = (id: string): void => void send({ id, contactId }).catch(() => {})
  const [only] = surveys
  if (only && surveys.length === 1) return button(() => ask(only.id))
  return (
    <Menu position="bottom-start">
      <Menu.Target>{button()}</Menu.Target>
      <Menu.Dropdown>
        {surveys.map(({ id, name }) => (
          <Menu.Item key={id} onClick={() => ask(id)}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
