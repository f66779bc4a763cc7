import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { SupplierItem, SupplierPrice } from '#purchasing/contract/supplier.ts'

/** Something that somebody sells, as it is kept: what it is called here is the catalogue's. */
export type ItemRow = Omit<SupplierItem, 'name' | 'unit'>

const columns = sql`i.id, i.supplier_id as "supplierId", s.name as "supplierName", s.currency, i.variant_id as "variantId", i.code,
  i.supply_unit as "supplyUnit", i.supply_milli as "supplyMilli", i.stock_milli as "stockMilli", i.is_whole as "isWhole",
  i.price_minor as "priceMinor", i.least_milli as "leastMilli", coalesce(i.lead_days, s.lead_days) as "leadDays",
  i.is_preferred as "isPreferred", i.priced_at as "pricedAt", i.version,
  (select case when p.price_minor > 0 then round((i.price_minor - p.price_minor) * 10000.0 / p.price_minor)::bigint end
    from purchasing.supplier_price p where p.item_id = i.id and p.at < i.priced_at order by p.at desc limit 1) as "lastChangeBasisPoints"`
const from = sql`from purchasing.supplier_item i join purchasing.supplier s on s.org_id = i.org_id and s.id = i.supplier_id`

export const ofSupplier = (ctx: Ctx, supplierId: string): Promise<ItemRow[]> =>
  ctx.sql<ItemRow>`select ${columns} ${from} where i.supplier_id = ${supplierId} and i.archived_at is null`

/** Of suppliers that are still bought from. */
export const ofVariants = (ctx: Ctx, variantIds: readonly string[]): Promise<ItemRow[]> =>
  ctx.sql<ItemRow>`
    select ${columns} ${from} where i.variant_id = any(${variantIds}) and i.archived_at is null and s.archived_at is null`

export async function find(ctx: Ctx, id: string): Promise<ItemRow | undefined> {
  const [row] = await ctx.sql<ItemRow>`select ${columns} ${from} where i.id = ${id} and i.archived_at is null`
  return row
}

export type WrittenItem = Pick<
  SupplierItem,
  | 'id'
  | 'supplierId'
  | 'variantId'
  | 'code'
  | 'supplyUnit'
  | 'supplyMilli'
  | 'stockMilli'
  | 'isWhole'
  | 'priceMinor'
  | 'leastMilli'
  | 'leadDays'
  | 'isPreferred'
  | 'pricedAt'
>

/** Of a supplier and a variant there is one: the supplier is held by whoever writes. */
export async function put(ctx: Ctx, item: WrittenItem): Promise<void> {
  await ctx.sql`
    insert into purchasing.supplier_item as i (id, supplier_id, variant_id, code, supply_unit, supply_milli, stock_milli, is_whole,
      price_minor, least_milli, lead_days, is_preferred, priced_at, created_at)
    values (${item.id}, ${item.supplierId}, ${item.variantId}, ${item.code}, ${item.supplyUnit}, ${item.supplyMilli}, ${item.stockMilli},
      ${item.isWhole}, ${item.priceMinor}, ${item.leastMilli}, ${item.leadDays}, ${item.isPreferred}, ${item.pricedAt}, ${ctx.now})
    on conflict (org_id, id) do update set code = excluded.code, supply_unit = excluded.supply_unit,
      supply_milli = excluded.supply_milli, stock_milli = excluded.stock_milli, is_whole = excluded.is_whole,
      price_minor = excluded.price_minor, least_milli = excluded.least_milli, lead_days = excluded.lead_days,
      is_preferred = excluded.is_preferred, priced_at = excluded.priced_at, version = i.version + 1`
}

/** Of a variant one supplier is preferred. */
export async function preferOnly(ctx: Ctx, variantId: string, itemId: string): Promise<void> {
  await ctx.sql`
    update purchasing.supplier_item set is_preferred = false where variant_id = ${variantId} and id <> ${itemId} and is_preferred`
}

export async function archive(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update purchasing.supplier_item set archived_at = ${ctx.now}, is_preferred = false where id = ${id}`
}

export type NewPrice = { itemId: string; priceMinor: number; source: SupplierPrice['source']; sourceId: string | null }

/** Prices that are asked from now on, and what they were before. */
export async function reprice(ctx: Ctx, prices: readonly NewPrice[]): Promise<void> {
  if (prices.length === 0) return
  const rows = JSON.stringify(prices.map((price) => ({ ...price, id: ctx.newId() })))
  await ctx.sql`
    update purchasing.supplier_item i set price_minor = p."priceMinor", priced_at = ${ctx.now}, version = i.version + 1
    from jsonb_to_recordset(${rows}::jsonb) as p("itemId" uuid, "priceMinor" bigint)
    where i.id = p."itemId" and i.id = any(${prices.map(({ itemId }) => itemId)})`
  await ctx.sql`
    insert into purchasing.supplier_price (id, item_id, at, price_minor, source, source_id)
    select p.id, p."itemId", ${ctx.now}, p."priceMinor", p.source, p."sourceId"
    from jsonb_to_recordset(${rows}::jsonb) as p(id uuid, "itemId" uuid, "priceMinor" bigint, source text, "sourceId" uuid)`
}

export const prices = (ctx: Ctx, itemId: string, most: number): Promise<SupplierPrice[]> =>
  ctx.sql<SupplierPrice>`
    select p.at, p.price_minor as "priceMinor", p.source, p.source_id as "sourceId" from purchasing.supplier_price p
    where p.item_id = ${itemId} order by p.at desc, p.id desc limit ${most}`
