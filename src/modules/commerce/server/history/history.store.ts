import type { Ctx } from '#kernel/ctx.ts'

/** When prices changed between two moments, and when the first of them held. */
export async function priceChanges(ctx: Ctx, from: string, to: string): Promise<string[]> {
  const rows = await ctx.sql<{ at: string }>`
    select distinct p.valid_from as at from commerce.price p where p.valid_from > ${from} and p.valid_from <= ${to} order by 1`
  return rows.map(({ at }) => at)
}

export type PastUse = { promotionId: string; orderId: string; contactId: string | null; amountMinor: number; currency: string; at: string }

export async function insertUses(ctx: Ctx, uses: readonly PastUse[]): Promise<void> {
  if (uses.length === 0) return
  await ctx.sql`
    insert into commerce.promotion_use (id, promotion_id, order_id, contact_id, amount_minor, currency, used_at)
    select u.id, u."promotionId", u."orderId", u."contactId", u."amountMinor", u.currency, u.at
    from jsonb_to_recordset(${JSON.stringify(uses.map((use) => ({ ...use, id: ctx.newId() })))}::jsonb) as u(id uuid,
      "promotionId" uuid, "orderId" uuid, "contactId" uuid, "amountMinor" bigint, currency text, at timestamptz)`
}
