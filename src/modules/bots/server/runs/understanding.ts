import type { Message } from '#conversations/contract/message.ts'
import type { Understood } from '#bots/contract/run.ts'
import { answerFor } from '#bots/server/answers/finding.ts'
import { understand } from '#bots/server/understanding/understand.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Heard, Said } from './heard.ts'
import { heardOf } from './hearing.ts'

/** Nobody says more with more: what is read for the intent is bounded, so that a novel costs what a page costs. */
const mostRead = 1000

/** Messages as the engine hears them: with what the language baseline makes of their words, and what the shop has written down about them. */
export async function understandAll(
  ctx: Ctx,
  { brandId }: { brandId: string },
  messages: readonly Message[],
): Promise<{ message: Message; said: Heard }[]> {
  return Promise.all(
    messages.map(async (message) => {
      const said = heardOf(message)
      return { message, said: { ...said, understood: understoodOf(said.said), known: await knownTo(ctx, brandId, said.said) } }
    }),
  )
}

/** Nothing of one word is a question. */
export async function knownTo(ctx: Ctx, brandId: string | null, said: Said): Promise<Heard['known']> {
  if (said.kind !== 'text' || !/\p{L}\s+\p{L}/u.test(said.text)) return null
  return answerFor(ctx, { text: said.text.slice(0, mostRead), brandId })
}

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
