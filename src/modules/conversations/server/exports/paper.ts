import type { Message } from '#conversations/contract/message.ts'
import { wordsOf } from '#conversations/contract/message-words.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { tagOf } from '#kernel/i18n/in-words.ts'

type Line = { kind: 'in' | 'out' | 'note' | 'activity'; author: string; hour: string; text: string; mark: string }
export type Paper = {
  brand: string
  title: string
  facts: { label: string; value: string }[]
  days: { day: string; lines: Line[] }[]
  footer: string
}

type About = {
  conversation: { contactName: string; contactAddress: string; openedAt: string; resolvedAt: string | null }
  messages: readonly Message[]
  brandName: string
}

/** A thread as it stands on paper: by days of the organization's zone, in the reader's language. */
export function paperOf(ctx: Pick<Ctx, 't' | 'locale' | 'zone' | 'now'>, { conversation, messages, brandName }: About): Paper {
  const format = (options: Intl.DateTimeFormatOptions) => {
    const formatter = new Intl.DateTimeFormat(tagOf(ctx.locale), { timeZone: ctx.zone, ...options })
    return (at: string) => formatter.format(new Date(at))
  }
  const day = format({ dateStyle: 'full' })
  const hour = format({ hour: '2-digit', minute: '2-digit', hour12: false })
  const moment = format({ dateStyle: 'short', timeStyle: 'short' })
  const days: Paper['days'] = []
  for (const message of messages) {
    const name = day(message.at)
    if (days.at(-1)?.day !== name) days.push({ day: name, lines: [] })
    days.at(-1)?.lines.push({ ...lineOf(ctx, message), hour: hour(message.at) })
  }
  const fact = (key: string, value: string | null) => (value ? [{ label: ctx.t(`conversations.paper.${key}`), value }] : [])
  return {
    brand: brandName,
    title: conversation.contactName,
    facts: [
      ...fact('address', conversation.contactAddress),
      ...fact('opened', moment(conversation.openedAt)),
      ...fact('resolved', conversation.resolvedAt && moment(conversation.resolvedAt)),
      ...fact('messages', String(messages.filter(({ direction }) => direction === 'in' || direction === 'out').length)),
    ],
    days,
    footer: ctx.t('conversations.paper.footer', { at: moment(ctx.now.toISOString()) }),
  }
}

function lineOf({ t }: Pick<Ctx, 't'>, message: Message): Omit<Line, 'hour'> {
  const { content, direction, author, editedAt, revokedAt, failure } = message
  if (content.kind === 'activity')
    return {
      kind: 'activity',
      author: '',
      mark: '',
      text: t(`conversations.activities.${content.what}`, { ...content.values, actor: author.name }),
    }
  const kind = 'media' in content && content.media.isVoice ? 'voice' : content.kind
  const isPlain = kind === 'text'
  const file = 'media' in content ? content.media.filename : null
  const marks = [
    ...(isPlain ? [] : [[t(`conversations.kinds.${kind}`), file].filter(Boolean).join(': ')]),
    ...(editedAt ? [t('conversations.paper.edited')] : []),
    ...(revokedAt ? [t('conversations.paper.revoked')] : []),
    ...(failure ? [t('conversations.ticks.failed')] : []),
  ]
  return { kind: direction, author: author.name, text: revokedAt ? '' : wordsOf(message), mark: marks.join(' · ') }
}
