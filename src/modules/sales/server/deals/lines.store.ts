import type { Ctx } from '#kernel/ctx.ts'
import type { DealLine } from '#sales/contract/deal.ts'

export const ofDeal = (ctx: Ctx, dealId: string): Promise<DealLine[]> =>
  ctx.sql<DealLine>`
    select l.product_id as "productId", l.description, l.quantity_milli as "quantityMilli", l.unit_price_minor as "unitPriceMinor", l.currency
    from sales.deal_line l where l.deal_id = ${dealId} order by l.position, l.id`

export async function haveAny(ctx: Ctx, dealIds: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.sql<{ id: string }>`select distinct l.deal_id as id from sales.deal_line l where l.deal_id = any(${dealIds})`
  return new Set(rows.map(({ id }) => id))
}

/** In the place of all that it had. */
export async function replace(ctx: Ctx, dealId: string, lines: readonly DealLine[]): Promise<void> {
  await ctx.sql`delete from sales.deal_line where deal_id = ${dealId}`
  if (lines.length === 0) return
  const rows = lines.map((line, position) => ({ ...line, id: ctx.newId(), position }))
  await ctx.sql`
    insert into sales.deal_line (id, deal_id, position, product_id, description, quantity_milli, unit_price_minor, currency)
    select l.id, ${dealId}, l.position, l."productId", l.description, l."quantityMilli", l."unitPriceMinor", l.currency
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(id uuid, position bigint, "productId" uuid, description text,
      "quantityMilli" bigint, "unitPriceMinor" bigint, currency text)`
}
