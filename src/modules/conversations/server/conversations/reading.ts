import type { z } from 'zod'
import type { markRead } from '#conversations/contract/api.ts'
import { conversationRead } from '#conversations/contract/events.ts'
import { enqueueRead } from '#conversations/server/messages/receipts.job.ts'
import { conversationNotFound } from '#conversations/server/problems.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { cardOf } from './card.store.ts'
import * as conversations from './conversations.store.ts'
import * as store from './reading.store.ts'
import { held } from './transition.ts'

type Reading = { readSeq: number; unreadCount: number }

/** One's own mark always moves; the shared count only when nobody else is in charge: a glance must not hide what another has to answer. */
export async function mark(ctx: Ctx, { id, seq }: z.output<typeof markRead.input>): Promise<Reading> {
  const row = await held(ctx, id)
  if (ctx.actor.kind === 'system') return { readSeq: row.lastSeq, unreadCount: row.unreadCount }
  const readSeq = Math.min(seq ?? row.lastSeq, row.lastSeq)
  await ctx.sql(store.upsert(id, ctx.actor.id, readSeq, ctx.now.toISOString()))
  const isInCharge = row.assigneeId === null || row.assigneeId === ctx.actor.id
  if (!isInCharge || row.unreadCount === 0) return { readSeq, unreadCount: row.unreadCount }
  const unreadCount = readSeq >= row.lastSeq ? 0 : Math.min(row.unreadCount, await store.inboundAfter(ctx, id, readSeq))
  if (unreadCount !== row.unreadCount) {
    await setShared(ctx, id, unreadCount)
    enqueueRead(ctx, id)
  }
  return { readSeq, unreadCount }
}

/** As if the last message of the customer had just come. */
export async function unmark(ctx: Ctx, { id }: { id: string }): Promise<Reading> {
  const row = await held(ctx, id)
  const last = await store.lastInboundSeq(ctx, id)
  const readSeq = Math.max(0, (last ?? row.lastSeq) - 1)
  if (ctx.actor.kind !== 'system') await store.rewind(ctx, id, ctx.actor.id, readSeq)
  const unreadCount = last === null ? row.unreadCount : Math.max(1, row.unreadCount)
  if (unreadCount !== row.unreadCount) await setShared(ctx, id, unreadCount)
  return { readSeq, unreadCount }
}

async function setShared(ctx: Ctx, id: string, unreadCount: number): Promise<void> {
  await store.setUnread(ctx, id, unreadCount)
  const [card] = await conversations.cards(ctx, [id])
  if (!card) throw conversationNotFound()
  await ctx.emit(conversationRead, { conversation: cardOf(card, ctx.now), personId: ctx.actor.kind === 'system' ? null : ctx.actor.id })
}
