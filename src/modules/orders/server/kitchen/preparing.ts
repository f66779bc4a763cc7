import type { Ctx } from '#kernel/ctx.ts'
import type { PrepareLines, SeeTicket } from '#orders/contract/kitchen.ts'
import { ticketChanged } from '#orders/contract/kitchen-events.ts'
import type { Order } from '#orders/contract/order.ts'
import { isClosed, type OrderState } from '#orders/contract/order-state.ts'
import { hasReached, type BrandSteps } from '#orders/contract/order-step.ts'
import { isPrepared } from '#orders/contract/ticket-progress.ts'
import * as store from '#orders/server/kitchen/kitchen.store.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { step } from '#orders/server/orders/moving.ts'
import * as orders from '#orders/server/orders/orders.store.ts'
import { orderingOf, stepsOf } from '#orders/server/ordering/ordering.ts'
import { orderClosed, orderNotFound } from '#orders/server/problems.ts'

/** So long whoever pressed the wrong thing takes an order back from ready, also where a brand lets nothing go back. */
const undoMs = 5 * 60_000

/**
 * Lines that are done, or not after all. The order follows: with the first one it is in preparation, with the last one
 * ready. What is no line of it any more is passed over: it was taken out while somebody pressed it.
 */
export async function prepare(ctx: Ctx, { id, lineIds, isPrepared: isDone }: PrepareLines): Promise<Record<string, never>> {
  const row = await orders.lock(ctx, id)
  if (!row || row.number === null) throw orderNotFound()
  if (isClosed(row.state)) throw orderClosed()
  const changed = await store.prepare(ctx, id, lineIds, isDone)
  const lines = await lineStore.ofOrder(ctx, id)
  if (changed.length > 0) {
    const told = lines.filter((line) => changed.includes(line.id)).map(({ id: lineId, preparedAt }) => ({ id: lineId, preparedAt }))
    await ctx.emit(ticketChanged, { orderId: id, lines: told, isSeen: false })
  }
  const state = stateBy(ctx, row, lines, stepsOf(await orderingOf(ctx, row.brandId)), isDone)
  // What was added to an order that was ready and is done too: there is nothing left to look at.
  if (isDone && hasReached(row.state, 'ready') && isAllDone(lines)) await store.see(ctx, id, row.amendment)
  if (state !== row.state) await step(ctx, row, lines, state, null)
  return {}
}

export async function see(ctx: Ctx, { id, amendment }: SeeTicket): Promise<Record<string, never>> {
  const row = await orders.lock(ctx, id)
  if (!row || row.number === null) throw orderNotFound()
  await store.see(ctx, id, amendment)
  await ctx.emit(ticketChanged, { orderId: id, lines: [], isSeen: true })
  return {}
}

const isAllDone = (lines: Order['lines']): boolean =>
  isPrepared(lines.map(({ station, preparedAt, removedAt }) => ({ station, preparedAt, change: removedAt === null ? null : 'removed' })))

/** Where an order stands by what is done of it. What left the house stays where it is. */
function stateBy(ctx: Ctx, { state, readyAt }: orders.OrderRow, lines: Order['lines'], brand: BrandSteps, isDone: boolean): OrderState {
  const all = isAllDone(lines)
  if (!hasReached(state, 'ready')) {
    if (all && brand.isUsed('ready')) return 'ready'
    const isStarted = lines.some(({ removedAt, preparedAt }) => removedAt === null && preparedAt !== null)
    return isStarted && brand.isUsed('preparing') ? 'preparing' : state
  }
  if (state !== 'ready' || isDone || all) return state
  const mayUndo = brand.mayGoBack || (readyAt !== null && ctx.now.getTime() - Date.parse(readyAt) < undoMs)
  const back = (['preparing', 'confirmed'] as const).find((one) => brand.isUsed(one)) ?? 'received'
  return mayUndo ? back : state
}
