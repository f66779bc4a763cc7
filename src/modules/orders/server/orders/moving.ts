import type { Ctx } from '#kernel/ctx.ts'
import type { MoveOrder, Order } from '#orders/contract/order.ts'
import { isClosed, type OrderState } from '#orders/contract/order-state.ts'
import { hasReached, needsReason, refusalOf, stepKind, type Standing } from '#orders/contract/order-step.ts'
import { canCancelOrders, canRefundPayments } from '#orders/contract/permissions.ts'
import { finished } from '#orders/server/orders/drafts.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { whole } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { keepUses } from '#orders/server/orders/promotion-uses.ts'
import { takenBack } from '#orders/server/orders/taking-back.ts'
import { tellStep } from '#orders/server/orders/telling.ts'
import { orderingOf, stepsOf } from '#orders/server/ordering/ordering.ts'
import { paymentStateOf } from '#orders/server/payments/payment-state.ts'
import { orderNotFound, reasonMissing, stepRefused } from '#orders/server/problems.ts'

/** One step, if there is one from where it is now. Where it is already nothing changes. */
export async function move(ctx: Ctx, { id, state, reason }: MoveOrder): Promise<Order> {
  const row = await store.lock(ctx, id)
  if (!row) throw orderNotFound()
  if (row.state === state) return whole(ctx, row)
  const kind = stepKind(row.state, state)
  if (kind === 'cancel' && row.state !== 'draft') ctx.require(canCancelOrders)
  if (kind === 'return') ctx.require(canRefundPayments)
  const lines = await lineStore.ofOrder(ctx, id)
  const brand = stepsOf(await orderingOf(ctx, row.brandId))
  const why = refusalOf(standingOf(row, lines), state, brand)
  if (why !== null) throw stepRefused({ from: row.state, to: state, why })
  if (needsReason(row.state, state) && reason === null) throw reasonMissing()
  if (row.state === 'draft' && kind === 'forward') return finished(ctx, row, lines, state as 'received' | 'confirmed')
  if (kind === 'return') return takenBack(ctx, row, lines, everything(lines), reason ?? '')
  return step(ctx, row, lines, state, reason)
}

export const standingOf = (row: store.OrderRow, lines: Order['lines']): Standing => ({
  state: row.state,
  fulfilment: row.fulfilment,
  hasHandedOver: lines.some(({ deliveredMilli }) => deliveredMilli > 0),
  hasReturned: lines.some(({ returnedMilli }) => returnedMilli > 0),
})

const everything = (lines: Order['lines']) =>
  lines
    .filter(({ removedAt, deliveredMilli, returnedMilli }) => removedAt === null && deliveredMilli > returnedMilli)
    .map(({ id, deliveredMilli, returnedMilli }) => ({ lineId: id, quantityMilli: deliveredMilli - returnedMilli }))

/** A step that is allowed, of an order that is held: moments, what was handed over, what of the promotions is free again. */
export async function step(ctx: Ctx, row: store.OrderRow, lines: Order['lines'], state: OrderState, reason: string | null): Promise<Order> {
  const after = arrived(row, state, ctx.now.toISOString(), reason)
  const settled = handedOver(lines, row.state, state)
  await lineStore.settle(ctx, row.id, settled)
  await store.update(ctx, after)
  if (state === 'cancelled' && row.number !== null) await keepUses(ctx, after)
  await tellStep(ctx, row, after, reason)
  return whole(ctx, after)
}

/** Where it is from now on, and the moments that go with it; going back takes back those that it had not reached yet. */
function arrived(row: store.OrderRow, state: OrderState, now: string, reason: string | null): store.OrderRow {
  const reached = (mark: Parameters<typeof hasReached>[1], at: string | null): string | null =>
    state === 'cancelled' ? at : hasReached(state, mark) ? (at ?? now) : null
  const after: store.OrderRow = {
    ...row,
    state,
    stateSince: now,
    confirmedAt: reached('confirmed', row.confirmedAt),
    readyAt: reached('ready', row.readyAt),
    dispatchedAt: row.fulfilment === 'delivery' ? reached('on_the_way', row.dispatchedAt) : row.dispatchedAt,
    closedAt: isClosed(state) ? now : null,
    cancelReason: state === 'cancelled' ? reason : row.cancelReason,
    version: row.version + 1,
  }
  return { ...after, paymentState: paymentStateOf(after) }
}

/** With the order all of it is handed over; who takes that back has it all in the house again. */
function handedOver(lines: Order['lines'], from: OrderState, to: OrderState): Order['lines'] {
  const isThere = to === 'delivered'
  if (!isThere && from !== 'delivered') return []
  return lines.filter(({ removedAt }) => removedAt === null).map((line) => ({ ...line, deliveredMilli: isThere ? line.quantityMilli : 0 }))
}
