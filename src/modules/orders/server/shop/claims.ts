import type { Ctx } from '#kernel/ctx.ts'
import type { ShopClaim } from '#orders/contract/shop.ts'
import { orderNotFound } from '#orders/server/problems.ts'
import * as orders from '#orders/server/orders/orders.store.ts'
import { orderUrlOf } from '#orders/server/shop/baskets.ts'
import * as shopOrders from '#orders/server/shop/shop-orders.store.ts'
import * as shops from '#orders/server/shop/shops.store.ts'

/** Who the customer of an order of the shop said they are, and where they follow it. */
export async function get(ctx: Ctx, { id }: { id: string }): Promise<{ claim: ShopClaim | null }> {
  const [order, row] = await Promise.all([orders.find(ctx, id), shopOrders.find(ctx, id)])
  if (!order) throw orderNotFound()
  if (!row) return { claim: null }
  const shop = await shops.find(ctx, order.brandId)
  const { name, phone, wasKnown } = row
  return { claim: { name, phone, wasKnown, url: shop?.isOn ? orderUrlOf(ctx, shop.slug, id) : null } }
}
