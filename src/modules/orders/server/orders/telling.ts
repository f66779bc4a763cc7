import type { Ctx } from '#kernel/ctx.ts'
import { orderCancelled, orderChanged, orderDelivered, orderMoved, orderPlaced } from '#orders/contract/order-events.ts'
import * as history from '#orders/server/orders/history.store.ts'
import type { OrderRow } from '#orders/server/orders/orders.store.ts'
import { cardOf } from '#orders/server/orders/shown.ts'

/** Writes a step into the history and tells of it: boards, the kitchen, the conversation, whoever else counts on it. */
export async function tellStep(ctx: Ctx, before: OrderRow | null, after: OrderRow, reason: string | null = null): Promise<void> {
  await history.add(ctx, after.id, { kind: 'state', fromState: before?.state ?? null, toState: after.state, reason })
  ctx.audit({
    action: before === null ? 'orders.order.placed' : 'orders.order.moved',
    subject: subjectOf(after),
    ...(before && { before: { state: before.state } }),
    after: before === null ? auditable(after) : { state: after.state, ...(reason !== null && { reason }) },
  })
  const step = {
    card: cardOf(after),
    fromState: before?.state ?? null,
    toState: after.state,
    at: ctx.now.toISOString(),
    reason,
    actorName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
  }
  await ctx.emit(orderMoved, step)
  if ((before === null || before.number === null) && after.number !== null) await ctx.emit(orderPlaced, step)
  if (after.state === 'delivered') await ctx.emit(orderDelivered, step)
  if (after.state === 'cancelled') await ctx.emit(orderCancelled, step)
}

/** What it says is other now. */
export const tellChange = (ctx: Ctx, row: OrderRow): Promise<void> => ctx.emit(orderChanged, { card: cardOf(row) })

export const subjectOf = ({ id, number, contactName }: Pick<OrderRow, 'id' | 'number' | 'contactName'>) => ({
  kind: 'order',
  id,
  name: number ?? contactName ?? '',
})

export const auditable = (row: OrderRow) => ({
  state: row.state,
  contact: row.contactName,
  fulfilment: row.fulfilment,
  address: row.address?.text ?? null,
  totalMinor: row.totalMinor,
  currency: row.currency,
  lineCount: row.lineCount,
  note: row.note,
})
