import { memo } from 'react'
import type { PhoneContent, PhoneMessage } from '#platform/contract/phone.ts'
import { FileView } from '#platform/web/phone/file-view.tsx'
import { Actions, Answers, Order } from '#platform/web/phone/interactive.tsx'
import { LocationCard } from '#platform/web/phone/location-card.tsx'
import { MessageMenu } from '#platform/web/phone/message-menu.tsx'
import { isNamed, kindOf, wordsOf } from '#platform/web/phone/message-words.ts'
import { isSending } from '#platform/web/phone/phone.queries.ts'
import { Ticks } from '#platform/web/phone/ticks.tsx'
import s from '#platform/web/phone/bubble.module.css'
import { useT } from '#web/i18n/i18n.tsx'
import { MessageText } from '#web/ui/message-text.tsx'
import { DateTime } from '#web/ui/time.tsx'

export type Act = {
  /** Presses a button of a message of the business, or answers it. */
  answer: (message: PhoneMessage, content: PhoneContent) => void
  reply: (message: PhoneMessage) => void
  forward: (message: PhoneMessage) => void
  edit: (message: PhoneMessage) => void
  react: (message: PhoneMessage, emoji: string | undefined) => void
  revoke: (message: PhoneMessage) => void | Promise<void>
}

/** What fills its bubble from edge to edge. */
const faces = new Set(['image', 'sticker', 'video', 'document'])

type BubbleProps = {
  message: PhoneMessage
  /** Null: it answers something that is not here any more. */
  quoted: PhoneMessage | null | undefined
  business: string
  isFirst: boolean
  isLast: boolean
  act: Act
}

/** One message. `in` is what the business receives: on this telephone the person's own, on the right. */
export const Bubble = memo(function Bubble({ message, quoted, business, isFirst, isLast, act }: BubbleProps) {
  const t = useT()
  const isOwn = message.direction === 'in'
  const hasFace = !message.isRevoked && (message.location !== null || (message.file !== null && faces.has(message.type)))
  return (
    <div
      className={s.row}
      data-own={isOwn || undefined}
      data-first={isFirst || undefined}
      data-kind={message.isRevoked ? undefined : message.type}
    >
      <div className={s.bubble} data-last={isLast || undefined} data-face={hasFace || undefined}>
        <span className="sr-only">{isOwn ? t('platform.phone.you') : business}: </span>
        {quoted !== undefined && !message.isRevoked && <Quote quoted={quoted} business={business} />}
        <Inside message={message} />
        {message.interactive && !message.isRevoked && <Actions message={message} interactive={message.interactive} act={act} />}
        <span className={s.meta}>
          {message.isEdited && !message.isRevoked && <span>{t('platform.phone.edited')}</span>}
          <DateTime at={message.at} show="hour" />
          {isOwn && !message.isRevoked && <Ticks state={isSending(message) ? 'sending' : message.isReadByBusiness ? 'read' : 'sent'} />}
        </span>
        <Reactions message={message} business={business} onReact={(emoji) => act.react(message, emoji)} />
      </div>
      {!message.isRevoked && !isSending(message) && <MessageMenu message={message} act={act} />}
    </div>
  )
})

function Inside({ message }: { message: PhoneMessage }) {
  const t = useT()
  const { type, text, file, location, interactive, order, answers, isRevoked } = message
  const isForeign =
    !file &&
    !location &&
    !interactive &&
    !order &&
    !answers &&
    type !== 'text' &&
    !((type === 'interactive' || type === 'template') && text !== null)
  if (isRevoked) return <p className={s.gone}>{wordsOf(message, t)}</p>
  return (
    <>
      {file && <FileView message={message} file={file} />}
      {location && <LocationCard location={location} />}
      {order && <Order lines={order} />}
      {answers && <Answers answers={answers} />}
      {interactive?.header && <b className={s.heading}>{interactive.header}</b>}
      {isForeign && (
        <p className={s.gone}>
          {isNamed(type) ? t('platform.phone.file_gone', { kind: kindOf(message, t) }) : t('platform.phone.unsupported')}
        </p>
      )}
      {text !== null && !answers && (
        <p className={s.text}>
          <MessageText text={text} />
        </p>
      )}
      {interactive?.footer && <p className={s.footer}>{interactive.footer}</p>}
    </>
  )
}

export function Quote({ quoted, business }: { quoted: PhoneMessage | null; business: string }) {
  const t = useT()
  return (
    <span className={s.quote}>
      {quoted && <b>{quoted.direction === 'in' ? t('platform.phone.you') : business}</b>}
      <span>{quoted ? wordsOf(quoted, t) : t('platform.phone.quoted_missing')}</span>
    </span>
  )
}

function Reactions({ message, business, onReact }: { message: PhoneMessage; business: string; onReact: (emoji: undefined) => void }) {
  const t = useT()
  const { customer, business: theirs } = message.reactions
  if ((!customer && !theirs) || message.isRevoked) return null
  return (
    <span className={s.reactions}>
      {theirs && (
        <span>
          <span aria-hidden>{theirs}</span>
          <span className="sr-only">{t('platform.phone.reacted_business', { business, emoji: theirs })}</span>
        </span>
      )}
      {customer && (
        <button type="button" onClick={() => onReact(undefined)} title={t('platform.phone.take_reaction_back', { emoji: customer })}>
          <span aria-hidden>{customer}</span>
          <span className="sr-only">
            {t('platform.phone.reacted_you', { emoji: customer })}. {t('platform.phone.take_reaction_back', { emoji: customer })}
          </span>
        </button>
      )}
    </span>
  )
}
