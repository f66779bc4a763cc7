import type { Ctx } from '#kernel/ctx.ts'
import { Problem } from '#kernel/problem.ts'
import { orderReturned } from '#orders/contract/order-events.ts'
import type { Order, OrderLine, TakeBack } from '#orders/contract/order.ts'
import { asBasketLine, brandOf } from '#orders/server/orders/drafts.ts'
import { added, nameOf } from '#orders/server/orders/handing-over.ts'
import * as history from '#orders/server/orders/history.store.ts'
import { hangsTogether, keptValue, splitValue } from '#orders/server/orders/kept-basket.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { whole } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { priced } from '#orders/server/orders/pricing.ts'
import { cardOf } from '#orders/server/orders/shown.ts'
import { subjectOf, tellChange, tellStep } from '#orders/server/orders/telling.ts'
import { paymentStateOf } from '#orders/server/payments/payment-state.ts'
import { orderNotFound, tooMuchOfLine } from '#orders/server/problems.ts'

/** What was handed over came back. What it is worth is owed to the customer from then on; giving it back is a refund. */
export async function takeBack(ctx: Ctx, { id, lines: given, reason }: TakeBack): Promise<Order> {
  const row = await store.lock(ctx, id)
  if (!row) throw orderNotFound()
  return takenBack(ctx, row, await lineStore.ofOrder(ctx, id), given, reason)
}

export async function takenBack(
  ctx: Ctx,
  row: store.OrderRow,
  before: readonly OrderLine[],
  given: readonly { lineId: string; quantityMilli: number }[],
  reason: string,
): Promise<Order> {
  const lines = added(before, given, 'returnedMilli', (line) => line.deliveredMilli - line.returnedMilli)
  const [first] = given
  if (!first) throw tooMuchOfLine({ name: row.number ?? '', left: '0' })
  const valueMinor = await valueOf(ctx, row, before, lines)
  const isAll = lines.every((line) => line.removedAt !== null || line.returnedMilli === line.quantityMilli)
  const now = ctx.now.toISOString()
  const after: store.OrderRow = {
    ...row,
    returnedMinor: row.returnedMinor + valueMinor,
    ...(isAll && { state: 'returned' as const, stateSince: now, closedAt: row.closedAt ?? now }),
    version: row.version + 1,
  }
  after.paymentState = paymentStateOf(after)
  await lineStore.settle(ctx, row.id, lines)
  await store.update(ctx, after)
  const items = given.map(({ lineId, quantityMilli }) => ({ name: nameOf(lines, lineId), quantityMilli }))
  const detail = { items, valueMinor, currency: row.currency }
  await history.add(ctx, row.id, { kind: 'returned', reason, detail })
  ctx.audit({ action: 'orders.order.taken-back', subject: subjectOf(row), after: { ...detail, reason } })
  await ctx.emit(orderReturned, {
    card: cardOf(after),
    lines: given.map(({ lineId, quantityMilli }) => ({ lineId, variantId: variantOf(lines, lineId), quantityMilli })),
    valueMinor,
    reason,
    at: now,
  })
  await (isAll ? tellStep(ctx, row, after, reason) : tellChange(ctx, after))
  return whole(ctx, after)
}

const variantOf = (lines: readonly OrderLine[], id: string): string => lines.find((line) => line.id === id)?.variantId ?? id

/**
 * The stored split, unless promotions hold the basket together: then what is kept is priced by itself, as of when the order
 * was placed. When nobody can say that any more (a product is gone since) the split is what there is.
 */
async function valueOf(ctx: Ctx, row: store.OrderRow, before: readonly OrderLine[], after: readonly OrderLine[]): Promise<number> {
  const splitMinor = splitValue(before, after)
  const living = after.filter(({ removedAt }) => removedAt === null)
  const kept = living
    .filter(({ quantityMilli, returnedMilli }) => quantityMilli > returnedMilli)
    .map((line) => ({ ...asBasketLine(line), quantityMilli: line.quantityMilli - line.returnedMilli }))
  const goodsMinor = row.subtotalMinor - row.discountMinor
  const rest = { goodsMinor, returnedBeforeMinor: row.returnedMinor, splitMinor }
  // With the last of it everything goes back that had not yet.
  if (kept.length === 0) return Math.max(0, goodsMinor - row.returnedMinor)
  if (!hangsTogether(living)) return splitMinor
  try {
    const { quote } = await priced(ctx, {
      ...row,
      brand: await brandOf(ctx, row.brandId),
      byHand: { feeMinor: row.deliveryMinor },
      lines: kept,
      at: new Date(row.placedAt ?? row.createdAt),
      again: { orderId: row.id, promised: kept.map((_line, place) => place) },
    })
    return keptValue({ ...rest, keptMinor: quote.subtotalMinor - quote.discountMinor })
  } catch (error) {
    if (error instanceof Problem) return splitMinor
    throw error
  }
}
