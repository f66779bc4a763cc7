import { on, type Reaction } from '#kernel/module.ts'
import { orderChanged, orderMoved } from '#orders/contract/order-events.ts'
import { follow, letGo } from '#inventory/server/orders/following.ts'

export const orderJobs = [letGo]

/** In the transaction of the order: what cannot be had refuses it. */
export const orderReactions: readonly Reaction[] = [
  on(orderMoved, (ctx, { card }) => follow(ctx, card)),
  on(orderChanged, (ctx, { card }) => follow(ctx, card)),
]
