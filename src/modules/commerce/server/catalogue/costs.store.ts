import type { Ctx } from '#kernel/ctx.ts'

export type Cost = { variantId: string; costMinor: number; costCurrency: string }
export type Costed = { productId: string; name: string; variantId: string; before: number | null; after: number }

/**
 * Writes what variants cost now; answers those that cost something else before. Their products get a new version, so that
 * whoever has one open does not write the old cost back.
 */
export async function put(ctx: Ctx, costs: readonly Cost[]): Promise<Costed[]> {
  const changed = await ctx.sql<Costed>`
    with wanted as (
      select c."variantId", c."costMinor", c."costCurrency"
      from jsonb_to_recordset(${JSON.stringify(costs)}::jsonb) as c("variantId" uuid, "costMinor" bigint, "costCurrency" char(3))
    ), old as (
      select v.id, v.product_id, v.cost_minor, v.cost_currency, p.name as product
      from commerce.variant v join commerce.product p on p.org_id = v.org_id and p.id = v.product_id
      where v.id = any(${costs.map(({ variantId }) => variantId)}) order by v.id for no key update of v
    )
    update commerce.variant v set cost_minor = w."costMinor", cost_currency = w."costCurrency"
    from wanted w join old on old.id = w."variantId"
    where v.id = w."variantId" and v.id = any(${costs.map(({ variantId }) => variantId)})
      and (old.cost_minor is distinct from w."costMinor" or old.cost_currency is distinct from w."costCurrency")
    returning v.id as "variantId", v.product_id as "productId",
      case when v.name = '' then old.product else old.product || ' (' || v.name || ')' end as name, old.cost_minor as before,
      v.cost_minor as after`
  const productIds = [...new Set(changed.map(({ productId }) => productId))].toSorted()
  if (productIds.length > 0)
    await ctx.sql`
      update commerce.product p set version = p.version + 1, updated_at = ${ctx.now} where p.id = any(${productIds})`
  return changed
}
