import type { Ctx } from '#kernel/ctx.ts'
import type { HandOver, Order, OrderLine } from '#orders/contract/order.ts'
import { isClosed } from '#orders/contract/order-state.ts'
import { refusalOf } from '#orders/contract/order-step.ts'
import * as history from '#orders/server/orders/history.store.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { standingOf, step } from '#orders/server/orders/moving.ts'
import { whole } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { subjectOf, tellChange } from '#orders/server/orders/telling.ts'
import { orderingOf, stepsOf } from '#orders/server/ordering/ordering.ts'
import { lineUnknown, orderClosed, orderNotFound, stepRefused, tooMuchOfLine } from '#orders/server/problems.ts'

/** Part of an order is in the customer's hands. With the last of it the order is delivered. */
export async function handOver(ctx: Ctx, { id, lines: given }: HandOver): Promise<Order> {
  const row = await store.lock(ctx, id)
  if (!row) throw orderNotFound()
  if (isClosed(row.state)) throw orderClosed()
  const lines = await lineStore.ofOrder(ctx, id)
  const why = refusalOf(standingOf(row, lines), 'delivered', stepsOf(await orderingOf(ctx, row.brandId)))
  if (why !== null) throw stepRefused({ from: row.state, to: 'delivered', why })
  const after = added(lines, given, 'deliveredMilli', (line) => line.quantityMilli - line.deliveredMilli)
  await lineStore.settle(ctx, id, after)
  const items = given.map(({ lineId, quantityMilli }) => ({ name: nameOf(lines, lineId), quantityMilli }))
  await history.add(ctx, id, { kind: 'delivered', detail: { items } })
  ctx.audit({ action: 'orders.order.handed-over', subject: subjectOf(row), after: { items } })
  if (after.every((line) => line.removedAt !== null || line.deliveredMilli === line.quantityMilli))
    return step(ctx, row, after, 'delivered', null)
  const touched = { ...row, version: row.version + 1 }
  await store.update(ctx, touched)
  await tellChange(ctx, touched)
  return whole(ctx, touched)
}

/** Lines with so much more handed over or taken back; what is more than there is left is refused by name. */
export function added(
  lines: readonly OrderLine[],
  given: readonly { lineId: string; quantityMilli: number }[],
  field: 'deliveredMilli' | 'returnedMilli',
  leftOf: (line: OrderLine) => number,
): OrderLine[] {
  const after = lines.map((line) => ({ ...line }))
  for (const { lineId, quantityMilli } of given) {
    const line = after.find((one) => one.id === lineId && one.removedAt === null)
    if (!line) throw lineUnknown()
    const left = leftOf(line)
    if (quantityMilli > left) throw tooMuchOfLine({ name: line.name, left: String(left / 1000) })
    line[field] += quantityMilli
  }
  return after
}

export const nameOf = (lines: readonly OrderLine[], id: string): string => lines.find((line) => line.id === id)?.name ?? ''
