import type { Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Item } from '#inventory/contract/item.ts'
import type { ListStock, LotLevel, StockLevel, StockRow } from '#inventory/contract/level.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'
import { itemColumns } from '#inventory/server/items/items.store.ts'

const own = sql`array['shop', 'warehouse', 'quality', 'transit']`

/** At places of ours; a variant that has never been anywhere has none. */
export const ofVariants = (ctx: Ctx, variantIds: readonly string[]): Promise<StockLevel[]> =>
  ctx.sql<StockLevel>`
    select s.variant_id as "variantId", s.location_id as "locationId", s.on_hand_milli as "onHandMilli",
      s.reserved_milli as "reservedMilli", s.incoming_milli as "incomingMilli", s.short_milli as "shortMilli"
    from inventory.stock_level s join inventory.location l on l.id = s.location_id
    where s.variant_id = any(${variantIds}::uuid[]) and l.kind = any(${own})
    order by s.variant_id, s.location_id`

export type ListedRow = Item & { valueMinor: number; expiresOn: string | null; levels: StockRow['levels'] | null }

/** A page of what is counted: the page is found first, what there is of it is asked only of its rows. */
export const page = (ctx: Ctx, input: ListStock, conditions: readonly Statement[]): Promise<Page<ListedRow & Record<string, unknown>>> =>
  list(
    ctx,
    {
      columns: sql`${itemColumns}, i.name_key as "nameKey",
        (select v.value_minor from inventory.valuation v where v.variant_id = i.variant_id) as "valueMinor",
        case when i.tracking = 'quantity' then null else (
          select min(l.expires_on)::text from inventory.lot_level s join inventory.lot l on l.id = s.lot_id
          where s.variant_id = i.variant_id and s.on_hand_milli > 0 and not s.is_free) end as "expiresOn",
        (select jsonb_agg(jsonb_build_object('locationId', s.location_id, 'onHandMilli', s.on_hand_milli, 'reservedMilli', s.reserved_milli,
            'incomingMilli', s.incoming_milli, 'shortMilli', s.short_milli) order by s.location_id)
          from inventory.stock_level s join inventory.location l on l.id = s.location_id
          where s.variant_id = i.variant_id and l.kind = any(${own})) as levels`,
      from: sql`from inventory.item i`,
      where: [sql`i.is_kept`, ...conditions],
      fields: { name: { column: sql`i.name_key`, type: 'text', sortable: true } },
      shown: { name: 'nameKey', tieBreaker: 'variantId' },
      defaultSort: 'name',
      tieBreaker: sql`i.variant_id`,
    },
    input,
  )

export const inCategory = (categoryId: string): Statement => sql`i.category_id = ${categoryId}::uuid`
export const stands = (standing: 'low' | 'out'): Statement => sql`i.standing = ${standing} and i.standing <> 'enough'`
export const at = (locationId: string): Statement =>
  sql`exists (select from inventory.stock_level s where s.variant_id = i.variant_id and s.location_id = ${locationId}
    and (s.on_hand_milli <> 0 or s.reserved_milli <> 0 or s.incoming_milli <> 0))`
export const negative = sql`exists (
  select from inventory.stock_level s join inventory.location l on l.id = s.location_id
  where s.variant_id = i.variant_id and l.kind = any(${own}) and s.on_hand_milli < 0)`
/** Lots that may be sold until `day` at the latest. */
export const expiringBy = (day: string): Statement => sql`i.variant_id = any(array(
  select s.variant_id from inventory.lot l join inventory.lot_level s on s.lot_id = l.id
  where l.expires_on <= ${day}::date and s.on_hand_milli > 0 and not s.is_free))`

/** Those that fit, as many as are looked at. */
const mostFound = 500
export function called(patterns: readonly string[]): Statement {
  const [first = '%', second = '%', third = '%', ...rest] = patterns
  return sql`i.variant_id = any(array(select inventory.search_item(${first}, ${second}, ${third}, ${rest}::text[], ${mostFound}::bigint)))`
}

export const lots = (ctx: Ctx, variantId: string): Promise<LotLevel[]> =>
  ctx.sql<LotLevel>`
    select l.id as "lotId", l.variant_id as "variantId", l.code, l.expires_on::text as "expiresOn", l.is_serial as "isSerial",
      s.location_id as "locationId", s.on_hand_milli as "onHandMilli"
    from inventory.lot_level s join inventory.lot l on l.id = s.lot_id
    where s.variant_id = ${variantId} and s.on_hand_milli > 0 and not s.is_free
    order by l.expires_on nulls last, l.created_at, l.id, s.location_id`

type WorthRow = {
  variantId: string
  method: ValuationMethod
  quantityMilli: number
  valueMinor: number
  lastPaidMinor: number | null
  lastPaidMilli: number | null
}
export const worths = (ctx: Ctx, variantIds: readonly string[]): Promise<WorthRow[]> =>
  ctx.sql<WorthRow>`
    select v.variant_id as "variantId", v.method, v.quantity_milli as "quantityMilli", v.value_minor as "valueMinor",
      v.last_paid_minor as "lastPaidMinor", v.last_paid_milli as "lastPaidMilli"
    from inventory.valuation v where v.variant_id = any(${variantIds}::uuid[]) order by v.variant_id`
