import type { PurchaseSource } from '#kernel/module.ts'

/** Orders of a contact that somebody counts on, or that were served: neither drafts nor what was called off. */
export const purchases: PurchaseSource = {
  async count(ctx, { contactId, exceptOrderId }) {
    const [row] = await ctx.sql<{ count: number }>`
      select count(*) as count from orders.customer_order
      where contact_id = ${contactId} and state <> all (array['draft', 'cancelled']) and id is distinct from ${exceptOrderId}::uuid`
    return row?.count ?? 0
  },
}
