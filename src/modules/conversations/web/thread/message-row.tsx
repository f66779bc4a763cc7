import { IconArrowForwardUp, IconArrowsExchange, IconDeviceMobile, IconLock, IconTrash } from '@tabler/icons-react'
import { memo, useState } from 'react'
import type { Activity } from '#conversations/contract/content.ts'
import type { Message } from '#conversations/contract/message.ts'
import { FailureNote } from '#conversations/web/thread/failure-note.tsx'
import { MessageParts } from '#conversations/web/thread/message-parts.tsx'
import { NoteText } from '#conversations/web/thread/note-text.tsx'
import { MessageContent } from '#conversations/web/thread/content/message-content.tsx'
import { MessageMenu } from '#conversations/web/thread/message-menu.tsx'
import { QuotedBar } from '#conversations/web/thread/quoted.tsx'
import { ReactionBadges } from '#conversations/web/thread/reactions.tsx'
import { Ticks } from '#conversations/web/thread/ticks.tsx'
import { useThread } from '#conversations/web/thread/thread-context.ts'
import { useFormat, useT } from '#web/i18n/i18n.tsx'
import { Linked } from '#web/ui/linked.tsx'
import s from '#conversations/web/thread/bubble.module.css'

type Props = { message: Message; isFirst: boolean; isLast: boolean; via: string | null }

export const MessageRow = memo(function MessageRow(props: Props) {
  const { message } = props
  if (message.content.kind === 'activity') return <ActivityLine message={message} activity={message.content} />
  if (message.content.kind === 'note')
    return <Note message={message} text={message.content.text} mentions={message.content.mentions ?? []} />
  return <Bubble {...props} />
})

function Bubble({ message, isFirst, isLast, via }: Props) {
  const t = useT()
  const { mayReply, numberOf } = useThread()
  // The menu is drawn when somebody comes near: hundreds of closed menus would cost more than the thread.
  const [isNear, setNear] = useState(false)
  const isOut = message.direction === 'out'
  const isRevoked = message.revokedAt !== null
  const near = () => setNear(true)
  return (
    <div className={s.side} data-dir={isOut ? 'out' : 'in'} data-first={isFirst || undefined}>
      {isFirst && isOut && <AuthorLine message={message} />}
      {via && numberOf(via) && (
        <p className={s.author}>
          <IconArrowsExchange size={13} stroke={1.8} aria-hidden />
          {t('conversations.numbers.via', { name: numberOf(via)?.name ?? '' })}
        </p>
      )}
      <div className={s.line} onPointerEnter={near} onFocus={near} onContextMenu={near}>
        <article
          className={s.bubble}
          data-dir={isOut ? 'out' : 'in'}
          data-kind={isRevoked ? 'text' : message.kind}
          data-last={isLast || undefined}
          data-message
          tabIndex={-1}
          aria-label={t(isOut ? 'conversations.thread.from_us' : 'conversations.thread.from_them', { name: message.author.name })}
        >
          {message.isForwarded && (
            <p className={s.mark}>
              <IconArrowForwardUp size={13} stroke={1.8} aria-hidden />
              {t('conversations.thread.forwarded')}
            </p>
          )}
          <Referral message={message} />
          {message.isReply && <QuotedBar quoted={message.replyTo} />}
          {isRevoked ? (
            <p className={s.revoked}>
              <IconTrash size={14} stroke={1.8} aria-hidden />
              {t('conversations.thread.revoked')}
            </p>
          ) : (
            <MessageContent message={message} />
          )}
          <Meta message={message} isLast={isLast} />
        </article>
        {isNear && !isRevoked && <MessageMenu message={message} mayReply={mayReply} />}
      </div>
      {message.reactions.length > 0 && <ReactionBadges message={message} />}
      {isOut ? <FailureNote message={message} /> : !isRevoked && <MessageParts message={message} />}
    </div>
  )
}

/** Whose hand it was, when it was not one's own. */
function AuthorLine({ message }: { message: Message }) {
  const t = useT()
  const { personId } = useThread()
  const { kind, id, name } = message.author
  if (kind === 'user' && id === personId) return null
  return (
    <p className={s.author}>
      {kind === 'phone-app' && <IconDeviceMobile size={13} stroke={1.8} aria-hidden />}
      {kind === 'phone-app' ? t('conversations.thread.phone_app') : name}
    </p>
  )
}

/** The hour below the last of a run; below others only what must be known. */
function Meta({ message, isLast }: { message: Message; isLast: boolean }) {
  const t = useT()
  const format = useFormat()
  const { numberOf } = useThread()
  const { state } = message
  const isSettled = state === null || state === 'sent' || state === 'delivered' || state === 'read' || state === 'played'
  if (!isLast && isSettled && message.editedAt === null) return null
  return (
    <footer className={s.meta}>
      {message.editedAt !== null && message.revokedAt === null && <span>{t('conversations.thread.edited')}</span>}
      <time className="num" dateTime={message.at} title={format.full(message.at)}>
        {format.hour(message.at)}
      </time>
      {state === 'unknown' && <span className={s.unknown}>{t('conversations.ticks.unknown')}</span>}
      {(state === 'queued' || state === 'sending') && <span>{t('web.state.sending')}</span>}
      {message.direction === 'out' && state && <Ticks state={state} hasReceipts={numberOf(message.channelId)?.capabilities.receipts} />}
    </footer>
  )
}

function Referral({ message }: { message: Message }) {
  const t = useT()
  const { referral } = message
  if (!referral) return null
  return (
    <div className={s.referral}>
      <b>{t('conversations.thread.referral')}</b>
      <Linked text={[referral.headline, referral.body, referral.sourceUrl].filter(Boolean).join('\n')} />
    </div>
  )
}

/** Yellow paper: between colleagues, never for the customer. */
function Note({ message, text, mentions }: { message: Message; text: string; mentions: readonly { id: string; name: string }[] }) {
  const t = useT()
  const format = useFormat()
  return (
    <article className={s.note} data-message tabIndex={-1}>
      <header>
        <IconLock size={13} stroke={1.8} aria-hidden />
        {t('conversations.thread.note_by', { name: message.author.name })}
        <time className="num" dateTime={message.at} title={format.full(message.at)}>
          {format.hour(message.at)}
        </time>
      </header>
      <NoteText text={text} mentions={mentions} />
    </article>
  )
}

function ActivityLine({ message, activity }: { message: Message; activity: Activity }) {
  const t = useT()
  const format = useFormat()
  const { kind, name } = message.author
  const actor = kind === 'system' ? t('conversations.thread.system') : name
  const values = Object.fromEntries(
    Object.entries(activity.values).map(([key, value]) => [key, typeof value === 'number' ? value : String(value)]),
  )
  return (
    <p className={s.activity}>
      {t(`conversations.activities.${activity.what}`, { ...values, actor })} · <span className="num">{format.hour(message.at)}</span>
    </p>
  )
}
