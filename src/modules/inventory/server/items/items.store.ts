import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Item, KeepItems } from '#inventory/contract/item.ts'
import type { ValuationMethod } from '#inventory/contract/valuation.ts'

export const itemColumns = sql`
  i.variant_id as "variantId", i.product_id as "productId", i.category_id as "categoryId", i.name, i.sku, i.unit, i.tracking,
  i.allows_negative as "allowsNegative", i.is_kept as "isKept", i.reorder_rule as "reorderRule",
  i.reorder_point_milli as "reorderPointMilli", i.reorder_up_to_milli as "reorderUpToMilli", i.lead_days as "leadDays",
  i.standing, i.version`

/** Those that are counted, or were once. */
export const find = (ctx: Ctx, variantIds: readonly string[]): Promise<Item[]> =>
  ctx.sql<Item>`select ${itemColumns} from inventory.item i where i.variant_id = any(${variantIds}::uuid[]) order by i.variant_id`

export const ofProducts = (ctx: Ctx, productIds: readonly string[]): Promise<Item[]> =>
  ctx.sql<Item>`select ${itemColumns} from inventory.item i where i.product_id = any(${productIds}::uuid[]) order by i.variant_id`

export type NewItem = Pick<Item, 'variantId' | 'productId' | 'categoryId' | 'name' | 'sku' | 'unit'> & {
  nameKey: string
  searchText: string
  method: ValuationMethod
}

/** Those that are there already are called as they are called now. */
export async function insert(ctx: Ctx, items: readonly NewItem[]): Promise<void> {
  const rows = JSON.stringify(items)
  await ctx.sql`
    insert into inventory.item as i (variant_id, product_id, category_id, name, sku, unit, name_key, search_text, created_at)
    select n."variantId", n."productId", n."categoryId", n.name, n.sku, n.unit, n."nameKey", n."searchText", ${ctx.now}
    from jsonb_to_recordset(${rows}::jsonb) as n("variantId" uuid, "productId" uuid, "categoryId" uuid, name text, sku text, unit text,
      "nameKey" text, "searchText" text)
    order by n."variantId"
    on conflict (org_id, variant_id) do update set product_id = excluded.product_id, category_id = excluded.category_id,
      name = excluded.name, sku = excluded.sku, unit = excluded.unit, name_key = excluded.name_key, search_text = excluded.search_text`
  await ctx.sql`
    insert into inventory.valuation (variant_id, method)
    select n."variantId", n.method from jsonb_to_recordset(${rows}::jsonb) as n("variantId" uuid, method text)
    order by n."variantId" on conflict (org_id, variant_id) do nothing`
}

/** Only what is said. */
export async function change(ctx: Ctx, { variantIds, ...said }: KeepItems): Promise<void> {
  const has = (key: keyof typeof said): boolean => said[key] !== undefined
  await ctx.sql`
    update inventory.item set
      is_kept = case when ${has('isKept')} then ${said.isKept ?? null}::boolean else is_kept end,
      tracking = case when ${has('tracking')} then ${said.tracking ?? null}::text else tracking end,
      allows_negative = case when ${has('allowsNegative')} then ${said.allowsNegative ?? null}::boolean else allows_negative end,
      reorder_rule = case when ${has('reorderRule')} then ${said.reorderRule ?? null}::text else reorder_rule end,
      reorder_point_milli = case when ${has('reorderPointMilli')} then ${said.reorderPointMilli ?? null}::bigint else reorder_point_milli end,
      reorder_up_to_milli = case when ${has('reorderUpToMilli')} then ${said.reorderUpToMilli ?? null}::bigint else reorder_up_to_milli end,
      lead_days = case when ${has('leadDays')} then ${said.leadDays ?? null}::bigint else lead_days end,
      version = version + 1
    where variant_id = any(${variantIds}::uuid[])`
}

/** Levels of ours may go below zero where the product may. */
export async function setFree(ctx: Ctx, variantIds: readonly string[], isFree: boolean, ourIds: readonly string[]): Promise<void> {
  await ctx.sql`
    update inventory.stock_level set is_free = ${isFree}
    where variant_id = any(${variantIds}::uuid[]) and location_id = any(${ourIds}::uuid[]) and is_free <> ${isFree}`
}

/** One that has more going out than was there; `undefined`: none has. */
export async function belowZero(ctx: Ctx, variantIds: readonly string[], ourIds: readonly string[]): Promise<string | undefined> {
  const [row] = await ctx.sql<{ name: string }>`
    select i.name from inventory.stock_level s join inventory.item i on i.variant_id = s.variant_id
    where s.variant_id = any(${variantIds}::uuid[]) and s.location_id = any(${ourIds}::uuid[])
      and (s.on_hand_milli < 0 or s.reserved_milli > s.on_hand_milli + s.short_milli) limit 1`
  return row?.name
}

/** Those that were ever moved. */
export const moved = (ctx: Ctx, variantIds: readonly string[]): Promise<{ variantId: string; name: string }[]> =>
  ctx.sql<{ variantId: string; name: string }>`
    select i.variant_id as "variantId", i.name from inventory.item i join inventory.valuation v on v.variant_id = i.variant_id
    where i.variant_id = any(${variantIds}::uuid[]) and v.position > 0`
