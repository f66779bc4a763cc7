import type { Ctx } from '#kernel/ctx.ts'

export type Holding = {
  lineId: string
  variantId: string
  locationId: string
  neededMilli: number
  reservedMilli: number
  issuedMilli: number
  returnedMilli: number
}

/** Whether anything at all is counted here, and what this order holds: one question, all that it costs who counts nothing. */
export async function standing(ctx: Ctx, orderId: string): Promise<{ keepsAny: boolean; holdings: Holding[] }> {
  const [row] = await ctx.sql<{ keepsAny: boolean; holdings: Holding[] }>`
    select exists (select from inventory.item where is_kept) as "keepsAny",
      coalesce((select jsonb_agg(jsonb_build_object('lineId', h.line_id, 'variantId', h.variant_id, 'locationId', h.location_id,
          'neededMilli', h.needed_milli, 'reservedMilli', h.reserved_milli, 'issuedMilli', h.issued_milli, 'returnedMilli', h.returned_milli))
        from inventory.holding h where h.document_kind = 'order' and h.document_id = ${orderId}), '[]') as holdings`
  return row ?? { keepsAny: false, holdings: [] }
}

export async function put(ctx: Ctx, orderId: string, holdings: readonly Holding[]): Promise<void> {
  const rows = JSON.stringify(holdings)
  await ctx.sql`
    delete from inventory.holding h where h.document_kind = 'order' and h.document_id = ${orderId} and not exists (
      select from jsonb_to_recordset(${rows}::jsonb) as n("lineId" uuid, "variantId" uuid)
      where n."lineId" = h.line_id and n."variantId" = h.variant_id)`
  if (holdings.length === 0) return
  await ctx.sql`
    insert into inventory.holding as h (document_kind, document_id, line_id, variant_id, location_id, needed_milli, reserved_milli,
      issued_milli, returned_milli)
    select 'order', ${orderId}, n."lineId", n."variantId", n."locationId", n."neededMilli", n."reservedMilli", n."issuedMilli", n."returnedMilli"
    from jsonb_to_recordset(${rows}::jsonb) as n("lineId" uuid, "variantId" uuid, "locationId" uuid, "neededMilli" bigint,
      "reservedMilli" bigint, "issuedMilli" bigint, "returnedMilli" bigint)
    on conflict (org_id, document_kind, document_id, line_id, variant_id) do update set needed_milli = excluded.needed_milli,
      reserved_milli = excluded.reserved_milli, issued_milli = excluded.issued_milli, returned_milli = excluded.returned_milli`
}

export type Claim = { variantId: string; locationId: string; byMilli: number }

/**
 * Promises more of these, or less below zero: one statement without a look before, whose condition holds for whoever comes
 * second too. The rows of the variants are held first, in their order. Answers those that were there; of the others there is
 * not enough. What is expired on `today` is promised to nobody.
 */
export const claim = (ctx: Ctx, claims: readonly Claim[], today: string): Promise<{ variantId: string; locationId: string }[]> =>
  ctx.sql<{ variantId: string; locationId: string }>`
    with asked as (
      select a."variantId" as variant_id, a."locationId" as location_id, a."byMilli" as milli
      from jsonb_to_recordset(${JSON.stringify(claims)}::jsonb) as a("variantId" uuid, "locationId" uuid, "byMilli" bigint)),
    held as (
      select v.variant_id from inventory.valuation v where v.variant_id = any(${claims.map(({ variantId }) => variantId)}::uuid[])
      order by v.variant_id for no key update)
    update inventory.stock_level s set reserved_milli = s.reserved_milli + a.milli,
      short_milli = case when s.is_free then 0 else least(s.short_milli, greatest(0, s.reserved_milli + a.milli - s.on_hand_milli)) end
    from asked a join held h on h.variant_id = a.variant_id
    where s.variant_id = a.variant_id and s.location_id = a.location_id
      and (a.milli <= 0 or s.is_free or s.on_hand_milli - s.reserved_milli - coalesce((
        select sum(x.on_hand_milli)::bigint from inventory.lot_level x join inventory.lot l on l.id = x.lot_id
        where x.variant_id = a.variant_id and x.location_id = a.location_id and l.expires_on < ${today}::date), 0) >= a.milli)
    returning s.variant_id as "variantId", s.location_id as "locationId"`

export type OutRow = { variantId: string; lotId: string | null; quantityMilli: number; valueMinor: number }

/** What of an order is with its customer by now, by lot, and what it was worth. */
export const out = (ctx: Ctx, orderId: string): Promise<OutRow[]> =>
  ctx.sql<OutRow>`
    select m.variant_id as "variantId", m.lot_id as "lotId",
      sum(case when t.kind = 'customer' then m.quantity_milli else -m.quantity_milli end)::bigint as "quantityMilli",
      -coalesce(sum(e.value_minor), 0)::bigint as "valueMinor"
    from inventory.stock_move m join inventory.location t on t.id = m.to_id
      left join inventory.valuation_entry e on e.variant_id = m.variant_id and e.position = m.position
    where m.document_kind = 'order' and m.document_id = ${orderId}
    group by m.variant_id, m.lot_id
    having sum(case when t.kind = 'customer' then m.quantity_milli else -m.quantity_milli end) > 0
    order by m.variant_id, m.lot_id`
