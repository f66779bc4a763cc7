import type { CatalogueOrder } from '#orders/contract/catalogue-order.ts'
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

/** What of an order of the catalogue can be had, to be completed by a person. */
export const draftOfCatalogue = ({ lines }: CatalogueOrder): Partial<Draft> => ({
  lines: lines.flatMap(({ variantId, productId, name, unit, quantity, refusal }, i) =>
    refusal !== null || variantId === null || productId === null || unit === null
      ? []
      : [
          {
            key: `${variantId} ${i}`,
            variantId,
            productId,
            name: name ?? '',
            unit,
            quantityMilli: Math.round(quantity * 1000),
            modifierIds: [],
            modifierNames: [],
            note: '',
          },
        ],
  ),
})
