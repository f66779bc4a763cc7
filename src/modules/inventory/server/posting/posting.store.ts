import type { Ctx } from '#kernel/ctx.ts'
import type { Tracking } from '#inventory/contract/item.ts'
import type { UnitCode } from '#commerce/contract/quantity.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'
import type { Worth } from '#inventory/server/valuation/valuing.ts'

export type Held = {
  variantId: string
  name: string
  unit: UnitCode
  tracking: Tracking
  allowsNegative: boolean
  isKept: boolean
  position: number
  lastAt: string | null
  worth: Omit<Worth, 'layers'>
}

type HeldRow = Omit<Held, 'worth'> & {
  method: ValuationMethod
  quantityMilli: number
  valueMinor: number
  lastPaidMinor: number | null
  lastPaidMilli: number | null
}

/** Holds them until this transaction ends, in the order of their ids: whoever changes how much there is begins here. */
export async function hold(ctx: Ctx, variantIds: readonly string[]): Promise<Held[]> {
  const rows = await ctx.sql<HeldRow>`
    select v.variant_id as "variantId", i.name, i.unit, i.tracking, i.allows_negative as "allowsNegative", i.is_kept as "isKept",
      v.position, v.last_at as "lastAt", v.method, v.quantity_milli as "quantityMilli", v.value_minor as "valueMinor",
      v.last_paid_minor as "lastPaidMinor", v.last_paid_milli as "lastPaidMilli"
    from inventory.valuation v join inventory.item i on i.variant_id = v.variant_id
    where v.variant_id = any(${variantIds}::uuid[]) order by v.variant_id for no key update of v`
  return rows.map(({ method, quantityMilli, valueMinor, lastPaidMinor, lastPaidMilli, ...row }) => ({
    ...row,
    worth: {
      method,
      quantityMilli,
      valueMinor,
      lastPaid: lastPaidMinor === null || lastPaidMilli === null ? null : { minor: lastPaidMinor, milli: lastPaidMilli },
    },
  }))
}

/** Which lines of a document were moved already. */
export async function movedLines(ctx: Ctx, kind: string, id: string, keys: readonly string[]): Promise<Set<string>> {
  const rows = await ctx.sql<{ key: string }>`
    select distinct m.line_key as key from inventory.stock_move m
    where m.document_kind = ${kind} and m.document_id = ${id} and m.line_key = any(${keys})`
  return new Set(rows.map(({ key }) => key))
}

export type LevelRow = { variantId: string; locationId: string; onHandMilli: number; reservedMilli: number; name: string; isFree: boolean }
export const levels = (ctx: Ctx, variantIds: readonly string[]): Promise<LevelRow[]> =>
  ctx.sql<LevelRow>`
    select s.variant_id as "variantId", s.location_id as "locationId", s.on_hand_milli as "onHandMilli", s.reserved_milli as "reservedMilli",
      l.name, s.is_free as "isFree"
    from inventory.stock_level s join inventory.location l on l.id = s.location_id where s.variant_id = any(${variantIds}::uuid[])`

export type LotRow = {
  id: string
  variantId: string
  code: string
  expiresOn: string | null
  isSerial: boolean
  locationId: string | null
  onHandMilli: number
  isOurs: boolean
}

/** Lots that are somewhere, those that expire first in front, and those that are named, wherever they are. */
export const lots = (
  ctx: Ctx,
  variantIds: readonly string[],
  named: readonly { variantId: string; code: string }[],
  ids: readonly string[],
): Promise<LotRow[]> =>
  ctx.sql<LotRow>`
    select l.id, l.variant_id as "variantId", l.code, l.expires_on::text as "expiresOn", l.is_serial as "isSerial", s.location_id as "locationId",
      coalesce(s.on_hand_milli, 0) as "onHandMilli", coalesce(not s.is_free, false) as "isOurs"
    from (
      select x.lot_id as id from inventory.lot_level x where x.variant_id = any(${variantIds}::uuid[]) and x.on_hand_milli > 0
      union
      select y.id from jsonb_to_recordset(${JSON.stringify(named)}::jsonb) as n("variantId" uuid, code text)
        join inventory.lot y on y.variant_id = n."variantId" and y.code = n.code
      union
      select z.id from inventory.lot z where z.id = any(${ids}::uuid[])) wanted
      join inventory.lot l on l.id = wanted.id
      left join inventory.lot_level s on s.lot_id = l.id and s.on_hand_milli <> 0
    order by l.expires_on nulls last, l.created_at, l.id`

export async function insertLots(
  ctx: Ctx,
  lots: readonly { id: string; variantId: string; code: string; expiresOn: string | null; isSerial: boolean }[],
): Promise<void> {
  if (lots.length === 0) return
  await ctx.sql`
    insert into inventory.lot (id, variant_id, code, expires_on, is_serial, created_at)
    select l.id, l."variantId", l.code, l."expiresOn", l."isSerial", ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(lots)}::jsonb) as l(id uuid, "variantId" uuid, code text, "expiresOn" date, "isSerial" boolean)`
}

export type NewMove = {
  id: string
  variantId: string
  lotId: string | null
  quantityMilli: number
  fromId: string
  toId: string
  paidMinor: number | null
  at: string
  position: number
  lineKey: string
  part: number
  reversalOf: string | null
  reason: string | null
  note: string
}

export async function insertMoves(ctx: Ctx, document: { kind: string; id: string }, moves: readonly NewMove[]): Promise<void> {
  const actor = ctx.actor.kind === 'system' ? null : ctx.actor
  await ctx.sql`
    insert into inventory.stock_move (id, variant_id, lot_id, quantity_milli, from_id, to_id, paid_minor, at, position, recorded_at,
      document_kind, document_id, line_key, part, reversal_of, reason, note, actor_id, actor_name)
    select m.id, m."variantId", m."lotId", m."quantityMilli", m."fromId", m."toId", m."paidMinor", m.at, m.position, ${ctx.now},
      ${document.kind}, ${document.id}, m."lineKey", m.part, m."reversalOf", m.reason, m.note, ${actor?.id ?? null}::uuid, ${actor?.name ?? null}
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m(id uuid, "variantId" uuid, "lotId" uuid, "quantityMilli" bigint,
      "fromId" uuid, "toId" uuid, "paidMinor" bigint, at timestamptz, position bigint, "lineKey" text, part bigint, "reversalOf" uuid,
      reason text, note text)`
}

/** Places where a variant has never been. A row is made empty: what is proposed to be inserted has to hold by itself. */
export async function openLevels(ctx: Ctx, levels: readonly { variantId: string; locationId: string; isFree: boolean }[]): Promise<void> {
  if (levels.length === 0) return
  await ctx.sql`
    insert into inventory.stock_level (variant_id, location_id, is_free)
    select d."variantId", d."locationId", d."isFree"
    from jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) as d("variantId" uuid, "locationId" uuid, "isFree" boolean)
    order by d."variantId", d."locationId" on conflict (org_id, variant_id, location_id) do nothing`
}

/** `releasedMilli`: was promised to what it goes to. `mayShort`: it is gone whatever was promised. */
export type LevelDelta = { variantId: string; locationId: string; byMilli: number; releasedMilli: number; mayShort: boolean }

/** The row of its variant is held, so that these come one after the other. */
export async function changeLevels(ctx: Ctx, deltas: readonly LevelDelta[]): Promise<void> {
  await ctx.sql`
    update inventory.stock_level s set on_hand_milli = s.on_hand_milli + d."byMilli", reserved_milli = s.reserved_milli - d."releasedMilli",
      short_milli = case when s.is_free then 0 when d."mayShort"
        then greatest(0, s.reserved_milli - d."releasedMilli" - s.on_hand_milli - d."byMilli")
        else least(s.short_milli, greatest(0, s.reserved_milli - d."releasedMilli" - s.on_hand_milli - d."byMilli")) end
    from jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb) as d("variantId" uuid, "locationId" uuid, "byMilli" bigint,
      "releasedMilli" bigint, "mayShort" boolean)
    where s.variant_id = d."variantId" and s.location_id = d."locationId"`
}

export type LotDelta = { variantId: string; lotId: string; locationId: string; byMilli: number; isSerial: boolean; isFree: boolean }

/** What leaves first: a piece with a number is never in two places, not even for a moment. */
export async function changeLotLevels(ctx: Ctx, deltas: readonly LotDelta[]): Promise<void> {
  if (deltas.length === 0) return
  await ctx.sql`
    insert into inventory.lot_level (variant_id, lot_id, location_id, on_hand_milli, is_serial, is_free)
    select d."variantId", d."lotId", d."locationId", 0, d."isSerial", d."isFree"
    from jsonb_to_recordset(${JSON.stringify(deltas)}::jsonb) as d("variantId" uuid, "lotId" uuid, "locationId" uuid, "isSerial" boolean,
      "isFree" boolean)
    on conflict (org_id, lot_id, location_id) do nothing`
  for (const some of [deltas.filter(({ byMilli }) => byMilli < 0), deltas.filter(({ byMilli }) => byMilli > 0)])
    if (some.length > 0)
      await ctx.sql`
        update inventory.lot_level s set on_hand_milli = s.on_hand_milli + d."byMilli"
        from jsonb_to_recordset(${JSON.stringify(some)}::jsonb) as d("lotId" uuid, "locationId" uuid, "byMilli" bigint)
        where s.lot_id = d."lotId" and s.location_id = d."locationId"`
}
