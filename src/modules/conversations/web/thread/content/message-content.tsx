import { IconAlertCircle, IconHandClick, IconInfoCircle } from '@tabler/icons-react'
import type { Message } from '#conversations/contract/message.ts'
import { ContactsCard, FormCard, LocationCard } from '#conversations/web/thread/content/cards.tsx'
import { InteractiveCard } from '#conversations/web/thread/content/interactive-card.tsx'
import { OrderCard } from '#conversations/web/thread/content/order-card.tsx'
import { MediaContent } from '#conversations/web/thread/content/media-content.tsx'
import { shownContent, TemplateBubble } from '#conversations/web/templates/template-bubble.tsx'
import { useT } from '#web/i18n/i18n.tsx'
import { MessageText } from '#web/ui/message-text.tsx'
import s from '#conversations/web/thread/bubble.module.css'

/** What a message says, each kind in its own way; what cannot be shown is said to be that. */
export function MessageContent({ message }: { message: Message }) {
  const { content } = message
  switch (content.kind) {
    case 'text':
      return isOnlyEmoji(content.text) ? <p className={s.bigEmoji}>{content.text}</p> : <MessageText text={content.text} />
    case 'image':
    case 'audio':
    case 'video':
    case 'document':
    case 'sticker':
      return <MediaContent message={message} content={content} />
    case 'location':
      return <LocationCard content={content} />
    case 'contacts':
      return <ContactsCard content={content} />
    case 'choice':
      return <Choice title={content.title} description={content.description} />
    case 'form':
      return <FormCard content={content} />
    case 'template':
      return <TemplateBubble {...shownContent(content)} />
    case 'interactive':
      return <InteractiveCard interactive={content.interactive} />
    case 'order':
      return <OrderCard content={content} />
    case 'notice':
      return (
        <p className={s.notice}>
          <IconInfoCircle size={15} stroke={1.8} aria-hidden />
          {content.text}
        </p>
      )
    default:
      return <Unsupported type={'type' in content ? content.type : null} />
  }
}

/** A button or a row of a list that we had offered. */
function Choice({ title, description }: { title: string; description: string | null }) {
  const t = useT()
  return (
    <div className={s.choice}>
      <small>
        <IconHandClick size={13} stroke={1.8} aria-hidden />
        {t('conversations.thread.chose')}
      </small>
      <b>{title}</b>
      {description && <span>{description}</span>}
    </div>
  )
}

function Unsupported({ type }: { type: string | null }) {
  const t = useT()
  return (
    <p className={s.revoked}>
      <IconAlertCircle size={15} stroke={1.8} aria-hidden />
      <span>{type ? t('conversations.thread.unsupported_type', { type }) : t('conversations.thread.unsupported')}</span>
    </p>
  )
}

/** One to three emojis and nothing else stand large, as on the customer's own screen. */
export function isOnlyEmoji(text: string): boolean {
  if (text.length > 40) return false
  const signs = [...new Intl.Segmenter().segment(text.trim())].map(({ segment }) => segment)
  return (
    signs.length > 0 && signs.length <= 3 && signs.every((sign) => /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}{2})/u.test(sign))
  )
}
