import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { purchaseChanged } from '#purchasing/contract/purchase-events.ts'
import type { PurchaseEvent } from '#purchasing/contract/purchase-order.ts'
import * as history from '#purchasing/server/orders/history.store.ts'
import * as store from '#purchasing/server/orders/orders.store.ts'

type Telling = {
  reason?: string | null
  detail?: Record<string, unknown>
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Writes what was done to an order into its history and the trail, and tells whoever looks at it. */
export async function tell(ctx: Ctx, order: store.OrderRow, what: PurchaseEvent['kind'], telling: Telling = {}): Promise<void> {
  const { reason = null, detail = {}, before, after = detail } = telling
  await history.add(ctx, order.id, { kind: what, reason, detail })
  ctx.audit({
    action: `purchasing.order.${what}`,
    subject: subjectOf(order),
    ...(before && { before }),
    after: { ...after, ...(reason && { reason }) },
  })
  const card = await store.card(ctx, order.id)
  if (card) await ctx.emit(purchaseChanged, { card, what, at: ctx.now.toISOString() })
}

export const subjectOf = ({ id, number, supplierName }: Pick<store.OrderRow, 'id' | 'number' | 'supplierName'>) => ({
  kind: 'purchase',
  id,
  name: number ?? supplierName,
})

export const searchTextOf = (number: string | null, supplierName: string): string =>
  searchable([number, supplierName].filter(Boolean).join(' '))
