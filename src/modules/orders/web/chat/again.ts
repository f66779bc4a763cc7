import type { Order } from '#orders/contract/order.ts'
import { draftOf, type Draft } from '#orders/web/builder/draft.ts'

/** The usual: the same things the same way, to the same place, at today's prices. Coupons were for that once. */
export function againOf(order: Order): Partial<Draft> {
  const { fulfilment, address, lines } = draftOf(order)
  return {
    fulfilment: fulfilment === 'table' ? 'pickup' : fulfilment,
    address,
    lines: lines.map(({ id: _old, ...line }) => line),
  }
}
