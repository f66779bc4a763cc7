import type { Ctx } from '#kernel/ctx.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'
import type { Layer, Worth } from '#inventory/server/valuation/valuing.ts'

export type LayerRow = Layer & { variantId: string }

/** What is left of receipts, the oldest first. */
export const layers = (ctx: Ctx, variantIds: readonly string[]): Promise<LayerRow[]> =>
  ctx.sql<LayerRow>`
    select y.variant_id as "variantId", y.position, y.at, y.received_milli as "receivedMilli", y.quantity_milli as "quantityMilli",
      y.value_minor as "valueMinor"
    from inventory.valuation_layer y where y.variant_id = any(${variantIds}::uuid[]) order by y.variant_id, y.at, y.position`

export type EntryRow = {
  variantId: string
  position: number
  kind: 'receipt' | 'issue' | 'landed' | 'method'
  moveId: string | null
  at: string
  quantityMilli: number
  valueMinor: number
  adjustmentMinor: number
}

/** A move of an earlier day writes what follows it again. */
export async function putEntries(ctx: Ctx, entries: readonly EntryRow[]): Promise<void> {
  if (entries.length === 0) return
  await ctx.sql`
    insert into inventory.valuation_entry as e (variant_id, position, kind, move_id, at, quantity_milli, value_minor, adjustment_minor)
    select n."variantId", n.position, n.kind, n."moveId", n.at, n."quantityMilli", n."valueMinor", n."adjustmentMinor"
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as n("variantId" uuid, position bigint, kind text, "moveId" uuid,
      at timestamptz, "quantityMilli" bigint, "valueMinor" bigint, "adjustmentMinor" bigint)
    on conflict (org_id, variant_id, position) do update set value_minor = excluded.value_minor, adjustment_minor = excluded.adjustment_minor
      where (e.value_minor, e.adjustment_minor) is distinct from (excluded.value_minor, excluded.adjustment_minor)`
}

export type WorthRow = Omit<Worth, 'layers'> & { variantId: string; position: number; lastAt: string }

export async function putWorth(ctx: Ctx, rows: readonly WorthRow[]): Promise<void> {
  const flat = rows.map(({ lastPaid, ...row }) => ({ ...row, paidMinor: lastPaid?.minor ?? null, paidMilli: lastPaid?.milli ?? null }))
  await ctx.sql`
    update inventory.valuation v set method = n.method, quantity_milli = n."quantityMilli", value_minor = n."valueMinor",
      last_paid_minor = n."paidMinor", last_paid_milli = n."paidMilli", position = n.position, last_at = n."lastAt"
    from jsonb_to_recordset(${JSON.stringify(flat)}::jsonb) as n("variantId" uuid, method text, "quantityMilli" bigint, "valueMinor" bigint,
      "paidMinor" bigint, "paidMilli" bigint, position bigint, "lastAt" timestamptz)
    where v.variant_id = n."variantId"`
}

/** All layers of these variants, in place of those there were. */
export async function putLayers(ctx: Ctx, variantIds: readonly string[], rows: readonly LayerRow[]): Promise<void> {
  await ctx.sql`
    delete from inventory.valuation_layer y where y.variant_id = any(${variantIds}::uuid[]) and not exists (
      select from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("variantId" uuid, position bigint)
      where n."variantId" = y.variant_id and n.position = y.position)`
  if (rows.length === 0) return
  await ctx.sql`
    insert into inventory.valuation_layer as y (variant_id, position, at, received_milli, quantity_milli, value_minor)
    select n."variantId", n.position, n.at, n."receivedMilli", n."quantityMilli", n."valueMinor"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n("variantId" uuid, position bigint, at timestamptz,
      "receivedMilli" bigint, "quantityMilli" bigint, "valueMinor" bigint)
    on conflict (org_id, variant_id, position) do update set quantity_milli = excluded.quantity_milli, value_minor = excluded.value_minor
      where (y.quantity_milli, y.value_minor) is distinct from (excluded.quantity_milli, excluded.value_minor)`
}

export type PastRow = {
  variantId: string
  kind: 'receipt' | 'issue' | 'landed' | 'method'
  position: number
  at: string
  moveId: string | null
  quantityMilli: number | null
  paidMinor: number | null
  receipt: number | null
  receivedMilli: number | null
  amountMinor: number | null
  method: ValuationMethod | null
}

/** Everything that ever changed how much of these there is of ours, or what it is worth, in the order in which it was. */
export const past = (ctx: Ctx, variantIds: readonly string[]): Promise<PastRow[]> =>
  ctx.sql<PastRow>`
    with own as (select l.id from inventory.location l where l.kind = any(array['shop', 'warehouse', 'quality', 'transit']))
    select m.variant_id as "variantId", case when t.id is null then 'issue' else 'receipt' end as kind, m.position, m.at, m.id as "moveId",
        m.quantity_milli as "quantityMilli", m.paid_minor as "paidMinor", null::bigint as receipt, null::bigint as "receivedMilli",
        null::bigint as "amountMinor", null::text as method
      from inventory.stock_move m left join own f on f.id = m.from_id left join own t on t.id = m.to_id
      where m.variant_id = any(${variantIds}::uuid[]) and (f.id is null) <> (t.id is null)
      union all
      select c.variant_id, c.kind, c.position, c.at, c.move_id, null, null, r.position, r.quantity_milli, c.amount_minor, c.method
      from inventory.valuation_change c left join inventory.stock_move r on r.id = c.move_id
      where c.variant_id = any(${variantIds}::uuid[])
    order by "variantId", at, position`
