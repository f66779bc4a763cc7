import type { Ctx } from '#kernel/ctx.ts'
import type { Payment } from '#orders/contract/order.ts'

/** In the order in which they were taken. */
export const ofOrder = (ctx: Ctx, orderId: string): Promise<Payment[]> =>
  ctx.sql<Payment>`
    select p.id, p.method, p.amount_minor as "amountMinor", p.is_refund as "isRefund", p.reference, p.at, p.taken_by_name as "takenByName"
    from orders.payment p where p.order_id = ${orderId} order by p.at, p.id`

export async function insert(ctx: Ctx, orderId: string, payment: Omit<Payment, 'at' | 'takenByName'>): Promise<void> {
  const { actor } = ctx
  await ctx.sql`
    insert into orders.payment (id, order_id, method, amount_minor, is_refund, reference, at, taken_by_id, taken_by_name)
    values (${payment.id}, ${orderId}, ${payment.method}, ${payment.amountMinor}, ${payment.isRefund}, ${payment.reference}, ${ctx.now},
      ${actor.kind === 'system' ? null : actor.id}, ${actor.kind === 'system' ? null : actor.name})`
}
