import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql } from '#kernel/db/sql.ts'
import type { PriceList } from '#commerce/contract/price-list.ts'

const columns = (at: Date) => sql`
  l.id, l.name, l.currency, l.includes_tax as "includesTax", l.is_main as "isMain", l.priority, l.audience, l.brand_id as "brandId", l.door,
  l.segment_id as "segmentId", l.valid_from as "validFrom", l.valid_to as "validTo", l.archived_at as "archivedAt", l.version,
  l.created_at as "createdAt",
  (select count(distinct r.variant_id) from commerce.price r where r.list_id = l.id and r.valid_from <= ${at} and r.valid_to > ${at}) as "priceCount",
  (select count(*) from commerce.price_list_customer c where c.list_id = l.id) as "customerCount"`

export type ListRow = PriceList & { createdAt: string }

export const all = (ctx: Ctx, id?: string): Promise<ListRow[]> =>
  ctx.sql<ListRow>(sql`
    select ${columns(ctx.now)} from commerce.price_list l ${id === undefined ? empty : sql`where l.id = ${id}`} order by l.created_at, l.id`)

/** Those that are not put away, without counting what is in them. */
export const living = (ctx: Ctx): Promise<Pick<PriceList, 'id' | 'name' | 'currency' | 'isMain'>[]> =>
  ctx.sql<Pick<PriceList, 'id' | 'name' | 'currency' | 'isMain'>>`
    select l.id, l.name, l.currency, l.is_main as "isMain" from commerce.price_list l where l.archived_at is null order by l.created_at, l.id`

export const find = async (ctx: Ctx, id: string): Promise<ListRow | undefined> => (await all(ctx, id))[0]

export type HeldList = {
  id: string
  name: string
  currency: string
  includesTax: boolean
  isArchived: boolean
  version: number
  at: string
}

/**
 * Held until the end, so that who sets prices waits for who is setting them. `at` is the moment from which on the caller
 * writes: never before what was written last, or a price would be set that never held.
 */
export async function hold(ctx: Ctx, id: string): Promise<HeldList | undefined> {
  const [row] = await ctx.sql<HeldList>`
    update commerce.price_list set priced_at = greatest(${ctx.now}::timestamptz, priced_at) where id = ${id}
    returning id, name, currency, includes_tax as "includesTax", archived_at is not null as "isArchived", version, priced_at as at`
  return row
}

export async function mainId(ctx: Ctx): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }>`select l.id from commerce.price_list l where l.is_main`
  return row?.id
}

export type NewList = Omit<PriceList, 'archivedAt' | 'priceCount' | 'customerCount' | 'version'>

/** False where somebody else was first to make the main one. */
export async function insert(ctx: Ctx, list: NewList): Promise<boolean> {
  const rows = await ctx.sql`
    insert into commerce.price_list (id, name, currency, includes_tax, is_main, priority, audience, brand_id, door, segment_id, valid_from,
      valid_to, created_at)
    values (${list.id}, ${list.name}, ${list.currency}, ${list.includesTax}, ${list.isMain}, ${list.priority}, ${list.audience}, ${list.brandId},
      ${list.door}, ${list.segmentId}, ${list.validFrom}, ${list.validTo}, ${ctx.now})
    on conflict (org_id) where is_main do nothing returning id`
  return rows.length > 0
}

export async function update(ctx: Ctx, list: Omit<NewList, 'currency' | 'isMain'>, version: number | undefined): Promise<boolean> {
  const rows = await ctx.sql`
    update commerce.price_list set name = ${list.name}, includes_tax = ${list.includesTax}, priority = ${list.priority},
      audience = ${list.audience}, brand_id = ${list.brandId}, door = ${list.door}, segment_id = ${list.segmentId},
      valid_from = ${list.validFrom}, valid_to = ${list.validTo}, version = version + 1
    where id = ${list.id} and version = ${version} returning id`
  return rows.length > 0
}

export async function setArchived(ctx: Ctx, id: string, isArchived: boolean): Promise<void> {
  await ctx.sql`update commerce.price_list set archived_at = ${isArchived ? ctx.now : null}, version = version + 1 where id = ${id}`
}
