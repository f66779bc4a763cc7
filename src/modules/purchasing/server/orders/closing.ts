import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { ClosePurchase, PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { get, held } from '#purchasing/server/orders/orders.ts'
import * as store from '#purchasing/server/orders/orders.store.ts'
import { tell } from '#purchasing/server/orders/telling.ts'
import { expect } from '#purchasing/server/shelf.ts'

/** Nothing more of it will come: what is missing is not expected any more. */
export const close = (ctx: Ctx, input: ClosePurchase): Promise<PurchaseOrder> => end(ctx, input, 'closed')

export const cancel = (ctx: Ctx, input: ClosePurchase): Promise<PurchaseOrder> => end(ctx, input, 'cancelled')

async function end(ctx: Ctx, { id, reason }: ClosePurchase, state: 'closed' | 'cancelled'): Promise<PurchaseOrder> {
  const { row, lines } = await held(ctx, id, state === 'closed' ? 'close' : 'cancel')
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  const now = ctx.now.toISOString()
  const after: store.OrderRow = { ...row, state, stateSince: now, closedAt: now, closeReason: reason, version: row.version + 1 }
  await store.update(ctx, after)
  await expect(ctx, after, lines)
  await tell(ctx, after, state, { reason, before: { state: row.state }, after: { state } })
  return get(ctx, row)
}
