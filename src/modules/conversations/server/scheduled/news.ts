import type { Activity } from '#conversations/contract/content.ts'
import { conversationUpdated, scheduledChanged } from '#conversations/contract/events.ts'
import * as conversations from '#conversations/server/conversations/conversations.store.ts'
import { make } from '#conversations/server/conversations/transition.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ScheduledRow } from './scheduled.store.ts'

/** A line in the thread, where whoever looks next finds it: also when whoever caused it may not see the conversation. */
export async function writeLine(
  ctx: Ctx,
  conversationId: string,
  line: { what: Activity['what']; values: Activity['values'] },
): Promise<void> {
  const [row] = await conversations.lockMany(ctx, [conversationId])
  if (row) await make(ctx, row, { event: conversationUpdated, change: {}, line })
}

export async function tell(ctx: Ctx, one: ScheduledRow): Promise<void> {
  const [card] = await conversations.cards(ctx, [one.conversationId])
  if (card)
    await ctx.emit(scheduledChanged, { conversationId: card.id, assigneeId: card.assigneeId, teamId: card.teamId, state: one.state })
}
