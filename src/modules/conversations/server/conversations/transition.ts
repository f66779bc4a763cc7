import type { Activity } from '#conversations/contract/content.ts'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import type { conversationAssigned } from '#conversations/contract/events.ts'
import { activityOf } from '#conversations/server/messages/activity.ts'
import { messageFrom } from '#conversations/server/messages/message-row.store.ts'
import { queued } from '#conversations/server/attention/open-item.ts'
import * as messages from '#conversations/server/messages/messages.store.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { follow, followPriority, type Followed } from '#conversations/server/sla/follow.ts'
import { cardOf, type CardRow, type ConversationRow } from './card.store.ts'
import { clocksOf } from './clocks.ts'
import * as store from './conversations.store.ts'

/** The events that all say the same: how it is now, who had it, who did it, and the line in the thread. */
type Event = typeof conversationAssigned

export type Transition = { event: Event; change: store.Change; line?: { what: Activity['what']; values?: Activity['values'] } }

/** Held and visible, or 404. */
export async function held(ctx: Ctx, id: string): Promise<ConversationRow> {
  const row = await store.lock(ctx, id)
  if (!row) throw conversationNotFound()
  return row
}

/** Writes a change of a conversation that is held, with its line in the thread, and tells everybody. */
export const make = async (ctx: Ctx, row: ConversationRow, transition: Transition): Promise<ConversationCard> =>
  cardOf(await changed(ctx, row, transition), ctx.now)

/** The same, for whoever goes on with it: as it is held from now on. */
export async function changed(ctx: Ctx, row: ConversationRow, { event, change: wanted, line }: Transition): Promise<CardRow> {
  const followed = await promisesAfter(ctx, row, wanted)
  const change = followed ? { ...wanted, clocks: followed.clocks } : wanted
  const activity = line && activityOf(ctx, row, row.lastSeq + 1, line.what, line.values ?? {})
  const writing = messages.together([
    ...(activity ? [messages.insertion([activity])] : []),
    ...(followed?.statements ?? []),
    ...queued(row, afterChange(row, change)),
    store.update(row.id, activity ? { ...change, lastSeq: activity.seq } : change),
  ])
  // In one go: the card is read after what was written before it.
  const [, [after]] = await Promise.all([ctx.sql(writing), store.cards(ctx, [row.id])])
  if (!after) throw conversationNotFound()
  const conversation = cardOf(after, ctx.now)
  await ctx.emit(event, {
    conversation,
    was: { assigneeId: row.assigneeId, teamId: row.teamId },
    actorName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
    activity: activity ? messageFrom(ctx, activity) : null,
  })
  await followed?.tell(conversation)
  return after
}

const afterChange = (row: ConversationRow, { clocks, priority, assignee, teamId }: store.Change): ConversationRow => ({
  ...row,
  ...clocks,
  ...(priority !== undefined && { priority }),
  ...(assignee !== undefined && { assigneeId: assignee?.id ?? null }),
  ...(teamId !== undefined && { teamId }),
})

async function promisesAfter(ctx: Ctx, row: ConversationRow, { clocks, priority }: store.Change): Promise<Followed | undefined> {
  const before = clocksOf(row)
  if (clocks) return follow(ctx, row, [{ before, after: clocks, at: ctx.now.toISOString(), isAnswer: false }])
  return priority === undefined ? undefined : followPriority(ctx, { ...row, priority }, before)
}
