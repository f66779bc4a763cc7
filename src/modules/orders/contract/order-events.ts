import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { OrderCard } from '#orders/contract/order.ts'
import { OrderState } from '#orders/contract/order-state.ts'

/** `fromState` is null where the order was made. `actorName` is null for what happens by itself. */
const Step = z.object({
  card: OrderCard,
  fromState: OrderState.nullable(),
  toState: OrderState,
  at: Instant,
  reason: z.string().nullable(),
  actorName: z.string().nullable(),
})
const About = z.object({ card: OrderCard })

/** It has a number from now on: somebody counts on it. Also when a draft becomes one. */
export const orderPlaced = event('orders.order.placed', Step)
/** Every change of state, that of being made included. Told before `placed`, `delivered` or `cancelled` when it is one of them too. */
export const orderMoved = event('orders.order.moved', Step)
export const orderDelivered = event('orders.order.delivered', Step)
export const orderCancelled = event('orders.order.cancelled', Step)
/** What is in it, to whom, where, or what is paid of it. */
export const orderChanged = event('orders.order.changed', About)
/** All of it is paid, for the first time: `paidMinor` is what counts as bought. */
export const orderPaid = event('orders.order.paid', About.extend({ paidMinor: z.int(), at: Instant, contactId: Id.nullable() }))
/** Something of it came back, worth `valueMinor` to the customer. */
export const orderReturned = event(
  'orders.order.returned',
  About.extend({
    lines: z.array(z.object({ lineId: Id, variantId: Id, quantityMilli: z.int() })),
    valueMinor: z.int(),
    reason: z.string(),
    at: Instant,
  }),
)
