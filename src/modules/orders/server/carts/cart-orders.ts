import type { Ctx } from '#kernel/ctx.ts'
import { PlaceOrder, type Order } from '#orders/contract/order.ts'
import { edit } from '#orders/server/orders/editing.ts'
import { move } from '#orders/server/orders/moving.ts'
import { get } from '#orders/server/orders/orders.ts'
import { place as placeOrder } from '#orders/server/orders/placing.ts'
import type { CartRow } from './carts.store.ts'

/** What a basket asks for, as an order does. */
export const orderOf = ({ place, conversationId }: Pick<CartRow, 'place' | 'conversationId'>) => ({
  conversationId,
  door: 'bot' as const,
  fulfilment: place.fulfilment ?? ('pickup' as const),
  address: place.fulfilment === 'delivery' ? place.address : null,
  wantedAt: place.wantedAt,
  lines: place.lines.map(({ variantId, quantityMilli, modifierIds, note }) => ({ variantId, quantityMilli, modifierIds, note })),
  paymentMethod: place.payment,
  paysWithMinor: place.payment === 'cash' && place.paysWithMinor ? place.paysWithMinor : null,
})

/** The order that a basket is: once, whoever asks and however often. What was kept as a draft becomes it. */
export async function placed(ctx: Ctx, cart: CartRow): Promise<Order> {
  if (cart.orderId === null) return placeOrder(ctx, PlaceOrder.parse({ ...orderOf(cart), sourceKey: cart.id }))
  const draft = await asDraft(ctx, cart)
  return draft.state === 'draft' ? move(ctx, { id: draft.id, state: 'received', reason: null }) : draft
}

/** Kept where people see it, as it is now: a draft of the conversation. One per basket. */
export async function asDraft(ctx: Ctx, cart: CartRow): Promise<Order> {
  if (cart.orderId === null) {
    const made = await placeOrder(ctx, PlaceOrder.parse({ ...orderOf(cart), sourceKey: cart.id, state: 'draft' }))
    cart.orderId = made.id
    return made
  }
  const before = await get(ctx, { id: cart.orderId })
  // Somebody went on with it: then it is theirs.
  if (before.state !== 'draft') return before
  const { conversationId: _same, door: _door, ...changes } = orderOf(cart)
  return edit(Object.create(ctx, { ifMatch: { value: before.version, enumerable: true } }) as Ctx, { id: cart.orderId, ...changes })
}
