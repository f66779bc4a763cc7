import type { Ctx } from '#kernel/ctx.ts'

export type ShopOrderRow = { orderId: string; name: string; phone: string; wasKnown: boolean }

export async function insert(ctx: Ctx, { orderId, name, phone, wasKnown }: ShopOrderRow): Promise<void> {
  await ctx.sql`
    insert into orders.shop_order (order_id, name, phone, was_known) values (${orderId}, ${name}, ${phone}, ${wasKnown})`
}

export async function find(ctx: Ctx, orderId: string): Promise<ShopOrderRow | undefined> {
  const [row] = await ctx.sql<ShopOrderRow>`
    select s.order_id as "orderId", s.name, s.phone, s.was_known as "wasKnown" from orders.shop_order s where s.order_id = ${orderId}`
  return row
}
