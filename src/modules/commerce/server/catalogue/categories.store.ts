import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Category } from '#commerce/contract/category.ts'

export type CategoryRow = Omit<Category, 'imageUrl' | 'productCount'>

const columns = sql`c.id, c.parent_id as "parentId", c.name, c.brand_ids as "brandIds", c.image_file_id as "imageFileId",
  c.archived_at as "archivedAt", c.version`

/** Each parent's children in their order. */
export const all = (ctx: Ctx): Promise<(CategoryRow & { productCount: number })[]> =>
  ctx.sql<CategoryRow & { productCount: number }>`
    select ${columns}, coalesce(n.count, 0) as "productCount"
    from commerce.category c
    left join (select p.category_id, count(*) as count from commerce.product p where p.archived_at is null group by 1) n on n.category_id = c.id
    order by c.archived_at is not null, c.position, c.id`

/** The living ones without counting. */
export const living = (ctx: Ctx): Promise<CategoryRow[]> =>
  ctx.sql<CategoryRow>`select ${columns} from commerce.category c where c.archived_at is null order by c.position, c.id`

/** The same, and nobody else changes the tree until this transaction ends: two moves that make a loop together are one after the other. */
export async function hold(ctx: Ctx): Promise<CategoryRow[]> {
  await ctx.sql`select c.id from commerce.category c where c.archived_at is null order by c.id for no key update`
  return living(ctx)
}

export async function find(ctx: Ctx, id: string): Promise<CategoryRow | undefined> {
  const [row] = await ctx.sql<CategoryRow>`select ${columns} from commerce.category c where c.id = ${id}`
  return row
}

type Written = Pick<CategoryRow, 'id' | 'parentId' | 'name' | 'brandIds' | 'imageFileId'>

export async function insert(ctx: Ctx, one: Written): Promise<void> {
  await ctx.sql`
    insert into commerce.category (id, parent_id, name, position, brand_ids, image_file_id, created_at)
    select ${one.id}, ${one.parentId}::uuid, ${one.name}, coalesce(max(c.position) + 1, 0), ${one.brandIds}::uuid[], ${one.imageFileId}::uuid,
      ${ctx.now}::timestamptz
    from commerce.category c where c.parent_id is not distinct from ${one.parentId}::uuid`
}

export async function update(ctx: Ctx, one: Omit<Written, 'parentId'>, version: number): Promise<boolean> {
  const rows = await ctx.sql`
    update commerce.category set name = ${one.name}, brand_ids = ${one.brandIds}::uuid[], image_file_id = ${one.imageFileId}::uuid,
      version = version + 1
    where id = ${one.id} and version = ${version} returning id`
  return rows.length > 0
}

/** Below `parentId`, in this order. */
export async function place(ctx: Ctx, parentId: string | null, ids: readonly string[]): Promise<void> {
  await ctx.sql`
    update commerce.category c set parent_id = ${parentId}::uuid, position = o.position - 1,
      version = case when c.parent_id is distinct from ${parentId}::uuid then c.version + 1 else c.version end
    from unnest(${ids}::uuid[]) with ordinality o (id, position) where c.id = any(${ids}) and c.id = o.id`
}

export async function setArchived(ctx: Ctx, id: string, at: string | null): Promise<void> {
  await ctx.sql`
    update commerce.category set archived_at = ${at}, parent_id = case when ${at}::timestamptz is null then null else parent_id end,
      version = version + 1
    where id = ${id}`
}

export async function countProducts(ctx: Ctx, id: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from commerce.product p where p.category_id = ${id} and p.archived_at is null`
  return row?.count ?? 0
}

/** Archived ones too: brought back, they are where the others went. */
export const moveProducts = (ctx: Ctx, from: string, to: string): Promise<{ id: string }[]> =>
  ctx.sql<{ id: string }>`
    update commerce.product set category_id = ${to}, updated_at = ${ctx.now}, version = version + 1 where category_id = ${from} returning id`

/** A brand is gone: what was only its own is of every brand, what was others' too is theirs. */
export async function forgetBrand(ctx: Ctx, brandId: string): Promise<void> {
  await ctx.sql`
    update commerce.category set brand_ids = array_remove(brand_ids, ${brandId}::uuid), version = version + 1
    where ${brandId}::uuid = any(brand_ids) and cardinality(brand_ids) > 1`
  await ctx.sql`
    update commerce.category set brand_ids = null, version = version + 1 where brand_ids = array[${brandId}::uuid]`
}
