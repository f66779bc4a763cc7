import { Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { listMessageVersions } from '#conversations/contract/api.ts'
import type { Message } from '#conversations/contract/message.ts'
import { useFailureWords } from '#conversations/web/thread/failure-note.tsx'
import { useThread } from '#conversations/web/thread/thread-context.ts'
import { useCharge } from '#conversations/web/rates/charge.tsx'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { useApi } from '#web/query.ts'
import { Linked } from '#web/ui/linked.tsx'
import { Facts } from '#web/ui/marks.tsx'
import s from '#conversations/web/thread/message-details.module.css'

const steps = ['sent', 'delivered', 'read', 'played', 'failed'] as const

/** Every moment of a message, who wrote it, and what the provider calls it. */
export function MessageDetails({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = useT()
  const format = useFormat()
  const words = useFailureWords()
  const { numberOf } = useThread()
  const number = numberOf(message.channelId)
  const { direction, at, times, failure, editedAt, revokedAt, reactions } = message
  const moment = (instant: string) => (
    <time className="num" dateTime={instant}>
      {`${format.day(instant)} ${format.hour(instant)}:${instant.slice(17, 19)}`}
    </time>
  )
  const rows = [
    { label: t('conversations.details.author'), value: message.author.name },
    { label: t(direction === 'in' ? 'conversations.details.written' : 'conversations.details.created'), value: moment(at) },
    ...(number ? [{ label: t('conversations.numbers.one'), value: number.name }] : []),
    ...steps.flatMap((step) =>
      times[step]
        ? [
            {
              label: t(`conversations.ticks.${step === 'sent' && number?.capabilities.receipts === false ? 'handed_over' : step}`),
              value: moment(times[step]),
            },
          ]
        : [],
    ),
    ...(failure
      ? [
          {
            label: t('conversations.details.reason'),
            value: `${words(failure.reason).title}${failure.code === null ? '' : ` (${failure.code})`}`,
          },
        ]
      : []),
    ...useCharge(message),
    ...(editedAt ? [{ label: t('conversations.details.edited'), value: moment(editedAt) }] : []),
    ...(revokedAt ? [{ label: t('conversations.details.revoked'), value: moment(revokedAt) }] : []),
    ...(message.referral?.clickId ? [{ label: t('conversations.details.ad'), value: message.referral.clickId }] : []),
    ...reactions.map((one) => ({ label: `${one.emoji} ${one.authorName}`, value: moment(one.at) })),
  ]
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('conversations.details.title')}
      size={400}
      closeButtonProps={{ 'aria-label': t('web.action.close') }}
    >
      <Facts rows={rows} />
      {editedAt && !revokedAt && <Before messageId={message.id} moment={moment} />}
    </Modal>
  )
}

/** What it said before it was edited. */
function Before({ messageId, moment }: { messageId: string; moment: (instant: string) => ReactNode }) {
  const t = useT()
  const { data, error } = useApi(listMessageVersions, { id: messageId })
  if (error) return <p className={s.before}>{t('conversations.details.before_failed')}</p>
  if (!data || data.items.length === 0) return null
  return (
    <section className={s.before} aria-label={t('conversations.details.before')}>
      <h3>{t('conversations.details.before')}</h3>
      {data.items.map(({ at, text }, i) => (
        <blockquote key={i}>
          <Linked text={text || t('conversations.details.before_empty')} />
          <small>{moment(at)}</small>
        </blockquote>
      ))}
    </section>
  )
}
