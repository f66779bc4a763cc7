import type { Ctx } from '#kernel/ctx.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import type { Standing } from '#inventory/contract/item.ts'

export type Watched = {
  variantId: string
  name: string
  unit: UnitCode
  standing: Standing
  /** It was there once: what never came is not missed. */
  wasMoved: boolean
  reorderPointMilli: number | null
  availableMilli: number
}

/** What is not promised of these where it is sold from, held so that of two looks the second sees what the first said. */
export const watched = (ctx: Ctx, variantIds: readonly string[]): Promise<Watched[]> =>
  ctx.sql<Watched>`
    with held as (
      select i.* from inventory.item i where i.variant_id = any(${variantIds}::uuid[]) and i.is_kept order by i.variant_id for no key update)
    select i.variant_id as "variantId", i.name, i.unit, i.standing,
      exists (select from inventory.valuation v where v.variant_id = i.variant_id and v.position > 0) as "wasMoved",
      case when i.reorder_rule = 'none' then null else i.reorder_point_milli end as "reorderPointMilli",
      coalesce((select sum(s.on_hand_milli - s.reserved_milli)::bigint
        from inventory.stock_level s join inventory.location l on l.id = s.location_id
        where s.variant_id = i.variant_id and l.kind = any(array['shop', 'warehouse'])), 0) as "availableMilli"
    from held i order by i.name_key`

export async function setStandings(ctx: Ctx, rows: readonly { variantId: string; standing: Standing }[]): Promise<void> {
  await ctx.sql`
    update inventory.item i set standing = n.standing, standing_since = ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("variantId" uuid, standing text) where i.variant_id = n."variantId"`
}

export type ExpiringLot = { id: string; name: string; code: string; expiresOn: string; unit: UnitCode; onHandMilli: number }

/** Lots of ours that may not be sold any more after `day`, of which nobody was told. */
export const expiring = (ctx: Ctx, day: string): Promise<ExpiringLot[]> =>
  ctx.sql<ExpiringLot>`
    select l.id, i.name, l.code, l.expires_on::text as "expiresOn", i.unit, sum(s.on_hand_milli)::bigint as "onHandMilli"
    from inventory.lot l join inventory.item i on i.variant_id = l.variant_id join inventory.lot_level s on s.lot_id = l.id
    where l.expires_on <= ${day}::date and l.told_at is null and i.is_kept and s.on_hand_milli > 0 and not s.is_free
    group by l.id, i.name, l.code, l.expires_on, i.unit order by l.expires_on, i.name limit 200`

export async function setTold(ctx: Ctx, lotIds: readonly string[]): Promise<void> {
  await ctx.sql`update inventory.lot set told_at = ${ctx.now} where id = any(${lotIds}::uuid[])`
}

export type SoldDay = { variantId: string; leadDays: number; isWhole: boolean; days: number[] | null }

/** Of what is ordered by demand what went to customers and into production on each day of a time, thousandths; days without any are absent. */
export const sold = (ctx: Ctx, { since, until }: { since: string; until: string }, zone: string): Promise<SoldDay[]> =>
  ctx.sql<SoldDay>`
    select i.variant_id as "variantId", i.lead_days as "leadDays", i.unit = any(array['piece', 'pack']) as "isWhole",
      (select jsonb_agg(d.milli) from (
        select sum(m.quantity_milli)::bigint as milli from inventory.stock_move m join inventory.location t on t.id = m.to_id
        where m.variant_id = i.variant_id and m.at >= ${since}::timestamptz and m.at < ${until}::timestamptz and t.kind = any(array['customer', 'production'])
        group by (m.at at time zone ${zone})::date) d) as days
    from inventory.item i where i.is_kept and i.reorder_rule = 'demand' order by i.variant_id`

export async function setReorder(
  ctx: Ctx,
  rows: readonly { variantId: string; reorderPointMilli: number; reorderUpToMilli: number }[],
): Promise<void> {
  await ctx.sql`
    update inventory.item i set reorder_point_milli = n."reorderPointMilli", reorder_up_to_milli = n."reorderUpToMilli"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("variantId" uuid, "reorderPointMilli" bigint, "reorderUpToMilli" bigint)
    where i.variant_id = n."variantId" and i.reorder_rule = 'demand'`
}
