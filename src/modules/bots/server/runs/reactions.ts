import { firstWord } from '#conversations/server/public.ts'
import * as events from '#conversations/contract/events.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { on, type Reaction } from '#kernel/module.ts'
import { hear } from './hear.job.ts'
import * as store from './runs.store.ts'

/** A person has it now: whoever had the word is silent from this moment, in the same transaction. */
async function fallSilent(ctx: Ctx, conversationId: string): Promise<void> {
  const paused = await store.pause(ctx, conversationId)
  if (paused) await firstWord.writeLine(ctx, conversationId, { what: 'bot-paused', values: { botName: paused.flowName } })
}

const isPerson = (kind: string): boolean => kind === 'user' || kind === 'phone-app'

export const runReactions: readonly Reaction[] = [
  on(events.messageReceived, async (ctx, { conversation: { id }, isTaken }) => {
    // What answers a survey is nobody's to answer.
    if (isTaken) return
    // Where no bot has anything to say, one question here costs less than a job for each message.
    if (await store.concerns(ctx, id)) ctx.enqueue(hear, { conversationId: id }, { lane: `bots:${id}` })
  }),
  on(events.messageSent, async (ctx, { conversation, message }) => {
    if (isPerson(message.author.kind)) await fallSilent(ctx, conversation.id)
  }),
  on(events.conversationAssigned, async (ctx, { conversation }) => {
    if (conversation.assigneeId !== null && conversation.state === 'open') await fallSilent(ctx, conversation.id)
  }),
  on(events.conversationWoken, async (ctx, { conversation }) => {
    if (ctx.actor.kind !== 'system') await fallSilent(ctx, conversation.id)
  }),
  on(events.conversationResolved, (ctx, { conversation }) => store.close(ctx, conversation.id)),
  on(events.conversationMerged, (ctx, { id }) => store.close(ctx, id)),
]
