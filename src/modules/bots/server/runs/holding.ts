import { firstWord } from '#conversations/server/public.ts'
import * as flows from '#bots/server/flows/flows.store.ts'
import * as identity from '#identity/server/public.ts'
import { isOpen } from '#kernel/contract/business-time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { flowFor } from './choosing.ts'
import { wordsOf } from './heard.ts'
import { heardOf } from './hearing.ts'
import * as store from './runs.store.ts'
import { whoseTurn } from './whose-turn.ts'

/** So long a bot may take to say its first word. Then people get the conversation, whatever became of the bot. */
export const patienceMs = 30_000

/** Whether a bot has a conversation in hand, or is about to. */
export async function holds(ctx: Ctx, conversationId: string): Promise<boolean> {
  if (!(await store.concerns(ctx, conversationId))) return false
  const [row, run, active] = await Promise.all([firstWord.look(ctx, conversationId), store.latest(ctx, conversationId), flows.active(ctx)])
  if (!row?.lastInboundAt || ctx.now.getTime() - Date.parse(row.lastInboundAt) > patienceMs) return row?.state === 'pending'
  const messages = await firstWord.unheard(ctx, conversationId, run?.heardSeq ?? 0, 20)
  if (messages.length === 0) return row.state === 'pending'
  const whose = whoseTurn(row, run, active.find(({ id }) => id === run?.flowId)?.resume, ctx.now)
  if (whose !== 'begin') return whose !== 'people'
  const hours = await identity.workingHours(ctx, row.brandId)
  const isOpenNow = hours === undefined || isOpen(hours, ctx.now.toISOString())
  const text = messages.map((message) => wordsOf(heardOf(message).said)).join('\n')
  return flowFor(active, { ...row, isOpen: isOpenNow, text }) !== undefined
}
