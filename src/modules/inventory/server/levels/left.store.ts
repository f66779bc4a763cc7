import type { Ctx } from '#kernel/ctx.ts'
import type { Take } from '#inventory/server/recipes/explosion.ts'

export async function keepsAny(ctx: Ctx): Promise<boolean> {
  const [row] = await ctx.sql<{ keepsAny: boolean }>`select exists (select from inventory.item where is_kept) as "keepsAny"`
  return row?.keepsAny ?? false
}

export type LeftRow = {
  variantId: string
  allowsNegative: boolean | null
  availableMilli: number
  yieldMilli: number | null
  parts: Take[]
}

/**
 * Of what is counted how much of it is not promised where a brand sells from, what is expired left out; and of what has a
 * recipe what that is. Those that are neither are absent. `null`: no brand, all places.
 */
export const left = (ctx: Ctx, variantIds: readonly string[], locationId: string | null, today: string): Promise<LeftRow[]> =>
  ctx.sql<LeftRow>`
    with asked as (
      select n.id from unnest(${variantIds}::uuid[]) as n(id)
      union
      select p.part_id from inventory.recipe_part p where p.variant_id = any(${variantIds}::uuid[]))
    select a.id as "variantId", case when i.is_kept then i.allows_negative end as "allowsNegative",
      coalesce((select greatest(0, sum(s.on_hand_milli - s.reserved_milli - case when i.tracking = 'quantity' then 0 else coalesce((
            select sum(x.on_hand_milli)::bigint from inventory.lot_level x join inventory.lot l on l.id = x.lot_id
            where x.variant_id = s.variant_id and x.location_id = s.location_id and l.expires_on < ${today}::date), 0) end))::bigint
          from inventory.stock_level s join inventory.location o on o.id = s.location_id
          where s.variant_id = a.id and o.kind = any(array['shop', 'warehouse'])
            and (${locationId}::uuid is null or s.location_id = ${locationId}::uuid)), 0) as "availableMilli",
      r.yield_milli as "yieldMilli",
      coalesce((select jsonb_agg(jsonb_build_object('variantId', p.part_id, 'quantityMilli', p.quantity_milli))
        from inventory.recipe_part p where p.variant_id = a.id), '[]') as parts
    from asked a left join inventory.item i on i.variant_id = a.id left join inventory.recipe r on r.variant_id = a.id
    where i.is_kept or exists (select from inventory.recipe_part p where p.variant_id = a.id)`
