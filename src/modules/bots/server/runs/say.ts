import type { Outgoing } from '#conversations/contract/content.ts'
import { interactiveLimits } from '#conversations/contract/interactive-limits.ts'
import { idNamed } from '#kernel/crypto/named-id.ts'
import type { Effect } from './heard.ts'
import { phrase } from './phrases.ts'

/** The id of what an effect of a run writes: it cannot be in the thread twice, whoever carries it out. */
export const effectId = (runId: string, n: number): string => idNamed(`${runId}:${n}`)

type Spoken = Extract<Effect, { kind: 'say' | 'ask' | 'ask-place' }>

/** The messages of an effect. Where a channel has no buttons, options are numbered lines. */
export function contentOf(effect: Spoken, { canOffer, locale }: { canOffer: boolean; locale: string }): Outgoing {
  if (effect.kind === 'ask') return canOffer ? offered(effect) : numbered(effect, locale)
  if (effect.kind === 'ask-place')
    return canOffer
      ? { kind: 'interactive', interactive: { type: 'location-request', body: cut(effect.text, interactiveLimits.body) } }
      : text(effect.text)
  if (effect.file)
    return { kind: 'media', fileId: effect.file.fileId, caption: effect.text === '' ? null : cut(effect.text, 1024), isVoice: false }
  if (!effect.link) return text(effect.text)
  const { link } = effect
  return canOffer
    ? {
        kind: 'interactive',
        interactive: {
          type: 'link',
          header: null,
          body: cut(effect.text, interactiveLimits.body),
          footer: null,
          text: cut(link.text, interactiveLimits.linkText),
          url: link.url,
        },
      }
    : text(`${effect.text}\n${link.text}: ${link.url}`)
}

function offered({ text: body, options, listButton }: Extract<Effect, { kind: 'ask' }>): Outgoing {
  const framed = { header: null, body: cut(body, interactiveLimits.body), footer: null }
  const isShort =
    options.length <= interactiveLimits.buttons &&
    options.every(({ title, description }) => title.length <= interactiveLimits.buttonTitle && description === '')
  if (isShort)
    return { kind: 'interactive', interactive: { type: 'buttons', ...framed, buttons: options.map(({ id, title }) => ({ id, title })) } }
  const rows = options.slice(0, interactiveLimits.rows).map(({ id, title, description }) => ({
    id,
    title: cut(title, interactiveLimits.rowTitle),
    description: description === '' ? null : cut(description, interactiveLimits.rowDescription),
  }))
  return {
    kind: 'interactive',
    interactive: { type: 'list', ...framed, button: cut(listButton, interactiveLimits.listButton), sections: [{ title: null, rows }] },
  }
}

const numbered = ({ text: body, options }: Extract<Effect, { kind: 'ask' }>, locale: string): Outgoing =>
  text(
    [
      body,
      '',
      phrase('choose', null, locale),
      ...options.map(({ title, description }, i) => `${i + 1}. ${title}${description && `: ${description}`}`),
    ].join('\n'),
  )

const text = (words: string): Outgoing => ({ kind: 'text', text: cut(words, 4096) })
const cut = (words: string, most: number): string => (words.length <= most ? words : `${words.slice(0, most - 1)}…`)
