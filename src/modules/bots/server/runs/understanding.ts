import type { Message } from '#conversations/contract/message.ts'
import type { Understood } from '#bots/contract/run.ts'
import { understand } from '#bots/server/understanding/understand.ts'
import type { Heard, Said } from './heard.ts'
import { heardOf } from './hearing.ts'

/** Nobody says more with more: what is read for the intent is bounded, so that a novel costs what a page costs. */
const mostRead = 1000

/** Messages as the engine hears them, with what the language baseline makes of their words. */
export const understandAll = (messages: readonly Message[]): { message: Message; said: Heard }[] =>
  messages.map((message) => {
    const heard = heardOf(message)
    return { message, said: { ...heard, understood: understoodOf(heard.said) } }
  })

export function understoodOf(said: Said): Understood | null {
  if (said.kind !== 'text' || !/\p{L}/u.test(said.text)) return null
  const { language, sentiment, intent, confidence } = understand(said.text.slice(0, mostRead))
  return {
    language: ['es', 'pt', 'en'].includes(language) ? language : null,
    sentiment,
    intent: intent === 'other' ? null : intent,
    confidence,
  }
}
