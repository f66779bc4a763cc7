import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Tracking } from '#inventory/contract/item.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'

export type ToReorder = {
  variantId: string
  name: string
  unit: UnitCode
  reorderPointMilli: number | null
  reorderUpToMilli: number | null
  availableMilli: number
  incomingMilli: number
}

const found = (where: Statement): Statement => sql`
  select i.variant_id as "variantId", i.name, i.unit, i.reorder_point_milli as "reorderPointMilli",
    i.reorder_up_to_milli as "reorderUpToMilli", s.available as "availableMilli", s.incoming as "incomingMilli"
  from inventory.item i cross join lateral (
    select coalesce(sum(l.on_hand_milli - l.reserved_milli), 0)::bigint as available, coalesce(sum(l.incoming_milli), 0)::bigint as incoming
    from inventory.stock_level l join inventory.location p on p.id = l.location_id
    where l.variant_id = i.variant_id and p.kind = any(array['shop', 'warehouse'])) s
  where i.is_kept and ${where} order by i.name_key, i.variant_id limit 500`

/** Of which no more is there than when more is ordered. */
export const due = (ctx: Ctx): Promise<ToReorder[]> =>
  ctx.sql<ToReorder>(found(sql`i.reorder_rule <> 'none' and i.reorder_point_milli is not null and s.available <= i.reorder_point_milli`))

export const some = (ctx: Ctx, variantIds: readonly string[]): Promise<ToReorder[]> =>
  ctx.sql<ToReorder>(found(sql`i.variant_id = any(${variantIds}::uuid[])`))

export const tracking = (ctx: Ctx, variantIds: readonly string[]): Promise<{ variantId: string; tracking: Tracking; isFree: boolean }[]> =>
  ctx.sql<{ variantId: string; tracking: Tracking; isFree: boolean }>`
    select i.variant_id as "variantId", i.tracking, i.allows_negative as "isFree" from inventory.item i
    where i.variant_id = any(${variantIds}::uuid[]) and i.is_kept`

export type NamedLotRow = { id: string; variantId: string; code: string }

export const lots = (ctx: Ctx, named: readonly { variantId: string; code: string }[]): Promise<NamedLotRow[]> =>
  ctx.sql<NamedLotRow>`
    select l.id, l.variant_id as "variantId", l.code
    from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as n("variantId" uuid, code text)
      join inventory.lot l on l.variant_id = n."variantId" and l.code = n.code`
