import {
  IconCopy,
  IconCornerUpLeft,
  IconExternalLink,
  IconFileText,
  IconMapPin,
  IconPhone,
  IconPhoto,
  IconVideo,
} from '@tabler/icons-react'
import type { TemplateContent } from '#conversations/contract/content.ts'
import { filled, filledUrl } from '#conversations/contract/template-text.ts'
import type { TemplateDesign } from '#conversations/contract/template.ts'
import { useT } from '#web/i18n/i18n.tsx'
import { MessageText } from '#web/ui/message-text.tsx'
import type { Icon } from '#web/module.ts'
import s from '#conversations/web/templates/template-bubble.module.css'

type Button = { kind: TemplateContent['buttons'][number]['kind']; text: string; target: string | null }
type Shown = {
  header: { kind: 'text'; text: string } | { kind: 'image' | 'video' | 'document' | 'location'; url: string | null; name: string } | null
  body: string
  footer: string | null
  buttons: readonly Button[]
}

const signs: Record<Button['kind'], Icon> = {
  'quick-reply': IconCornerUpLeft,
  url: IconExternalLink,
  phone: IconPhone,
  'copy-code': IconCopy,
  other: IconExternalLink,
}
const headerSigns = { image: IconPhoto, video: IconVideo, document: IconFileText, location: IconMapPin }

/** A template as the customer sees it: header, text, footer and the buttons below. */
export function TemplateBubble({ header, body, footer, buttons }: Shown) {
  const t = useT()
  return (
    <div className={s.template}>
      {header && <Header header={header} />}
      <MessageText text={body} />
      {footer && <p className={s.footer}>{footer}</p>}
      {buttons.length > 0 && (
        <ul className={s.buttons}>
          {buttons.map((button, i) => {
            const Sign = signs[button.kind]
            return (
              <li key={i} title={button.target ?? undefined}>
                <Sign size={14} stroke={1.8} aria-hidden />
                {button.kind === 'copy-code' ? t('conversations.templates.copy_code') : button.text}
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}

function Header({ header }: { header: NonNullable<Shown['header']> }) {
  const t = useT()
  if (header.kind === 'text') return <p className={s.header}>{header.text}</p>
  if (header.kind === 'image' && header.url) return <img className={s.picture} src={header.url} alt={header.name} loading="lazy" />
  const Sign = headerSigns[header.kind]
  const words = header.name || t(`conversations.templates.preview_header.${header.kind}`)
  return (
    <p className={s.file}>
      <Sign size={18} stroke={1.6} aria-hidden />
      {header.url ? (
        <a href={header.url} target="_blank" rel="noopener noreferrer">
          {words}
        </a>
      ) : (
        words
      )}
    </p>
  )
}

/** As it was sent. */
export const shownContent = ({ header, body, footer, buttons }: TemplateContent): Shown => ({
  header: !header
    ? null
    : header.kind === 'text'
      ? header
      : 'media' in header
        ? {
            kind: header.kind,
            url: header.media.thumbnailUrl ?? header.media.url,
            name: header.kind === 'image' ? '' : (header.media.filename ?? ''),
          }
        : { kind: 'location', url: null, name: header.name ?? header.address ?? '' },
  body,
  footer,
  buttons,
})

/** As it would look with these values; what has none shows its place. `fileUrl` of the example, or of the file chosen instead. */
export function shownDesign(
  { header, body, footer, buttons }: TemplateDesign,
  values: Readonly<Record<string, string>>,
  file: { url: string | null; name: string },
): Shown {
  return {
    header:
      !header || header.kind === 'other'
        ? null
        : header.kind === 'text'
          ? { kind: 'text', text: filled(header.text, 'header', values) }
          : header.kind === 'location'
            ? { kind: 'location', url: null, name: '' }
            : { kind: header.kind, url: file.url, name: header.kind === 'image' ? '' : file.name },
    body: filled(body, 'body', values),
    footer,
    buttons: buttons.map((button, index) => ({
      kind: button.kind,
      text: 'text' in button ? button.text : '',
      target: button.kind === 'url' ? filledUrl(button.url, values[`button:${index}`]) : button.kind === 'phone' ? button.phone : null,
    })),
  }
}
