import type { z } from 'zod'
import type { mergeConversations } from '#conversations/contract/merge-api.ts'
import type { Conversation } from '#conversations/contract/conversation.ts'
import { priorities } from '#conversations/contract/priorities.ts'
import { conversationMerged, conversationUpdated } from '#conversations/contract/events.ts'
import type { ConversationRow } from '#conversations/server/conversations/card.store.ts'
import { queued } from '#conversations/server/attention/open-item.ts'
import { clocksOf } from '#conversations/server/conversations/clocks.ts'
import { getChanged } from '#conversations/server/conversations/conversations.ts'
import { held, make } from '#conversations/server/conversations/transition.ts'
import { notTheSameCustomer } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { mergedClocks } from './merged-clocks.ts'
import * as store from './merge.store.ts'

export async function merge(ctx: Ctx, { id, otherId }: z.output<typeof mergeConversations.input>): Promise<Conversation> {
  if (id === otherId) throw notTheSameCustomer()
  // By their ids, so that two who merge the same two crosswise never wait for each other.
  const rows = new Map<string, ConversationRow>()
  for (const one of [id, otherId].toSorted()) rows.set(one, await held(ctx, one))
  const [into, from] = [rows.get(id) as ConversationRow, rows.get(otherId) as ConversationRow]
  if (from.mergedIntoId === id) return getChanged(ctx, id)
  if (into.contactId !== from.contactId || into.brandId !== from.brandId) throw notTheSameCustomer()
  if (into.mergedIntoId !== null || from.mergedIntoId !== null) throw notTheSameCustomer()
  await join(ctx, into, from)
  return getChanged(ctx, id)
}

/** Both are held. Answers how many entries went over. */
export async function join(ctx: Ctx, into: ConversationRow, from: ConversationRow): Promise<number> {
  const moved = await store.moveAll(ctx, from.id, into)
  await store.closeInto(ctx, from.id, into.id)
  for (const statement of queued(from, { ...from, state: 'resolved', waitingSince: null })) await ctx.sql(statement)
  await store.setOpenedAt(ctx, into.id, from.openedAt)
  const { lastMessageId, shownMessageId } = await store.newest(ctx, into.id)
  const urgency = Math.min(priorities.indexOf(into.priority), priorities.indexOf(from.priority))
  await make(
    ctx,
    { ...into, lastSeq: into.lastSeq + moved },
    {
      event: conversationUpdated,
      change: {
        clocks: mergedClocks(clocksOf(into), clocksOf(from)),
        labels: [...new Set([...into.labels, ...from.labels])],
        priority: priorities[urgency] ?? into.priority,
        ...(into.assigneeId === null && from.assigneeId && { assignee: { id: from.assigneeId, name: from.assigneeName ?? '' } }),
        ...(lastMessageId && { lastMessageId }),
        ...(shownMessageId && { shownMessageId }),
      },
      line: { what: 'merged', values: { openedAt: from.openedAt, count: moved } },
    },
  )
  ctx.audit({
    action: 'conversations.conversation.merged',
    subject: { kind: 'conversation', id: into.id, name: into.contactName },
    after: { otherId: from.id, messages: moved },
  })
  await ctx.emit(conversationMerged, { id: from.id, intoId: into.id, was: { assigneeId: from.assigneeId, teamId: from.teamId } })
  return moved
}
