import type { Ctx } from '#kernel/ctx.ts'
import type { Draft } from '#commerce/server/imports/shelf.ts'

export const keys = (ctx: Ctx, importId: string, wanted: readonly string[]): Promise<{ key: string; productId: string }[]> =>
  ctx.sql`
    select key, product_id as "productId" from commerce.product_import_key
    where import_id = ${importId} and key = any(${wanted})`

export async function addKeys(ctx: Ctx, importId: string, found: readonly { key: string; productId: string }[]): Promise<void> {
  if (found.length === 0) return
  await ctx.sql`
    insert into commerce.product_import_key (import_id, key, product_id)
    select ${importId}, d.key, d."productId" from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as d(key text, "productId" uuid)
    on conflict do nothing`
}

export async function drafts(ctx: Ctx, importId: string, productIds: readonly string[]): Promise<Draft[]> {
  if (productIds.length === 0) return []
  const rows = await ctx.sql<{ document: Draft }>`
    select document from commerce.product_import_draft where import_id = ${importId} and product_id = any(${productIds}::uuid[])`
  return rows.map(({ document }) => document)
}

export async function keepDrafts(ctx: Ctx, importId: string, made: readonly Draft[]): Promise<void> {
  if (made.length === 0) return
  await ctx.sql`
    insert into commerce.product_import_draft (import_id, product_id, document)
    select ${importId}, (d.document ->> 'id')::uuid, d.document
    from jsonb_to_recordset(${JSON.stringify(made.map((document) => ({ document })))}::jsonb) as d(document jsonb)
    on conflict (org_id, import_id, product_id) do update set document = excluded.document`
}

export type PlannedCategory = { id: string; parentId: string | null; name: string }

/** Categories that earlier rows asked for: `isMade`, those that were really made. */
export const categories = (ctx: Ctx, importId: string, isMade: boolean): Promise<PlannedCategory[]> =>
  ctx.sql<PlannedCategory>`
    select category_id as id, parent_id as "parentId", name from commerce.product_import_category
    where import_id = ${importId} and is_made = ${isMade} order by place`

export async function addCategories(ctx: Ctx, importId: string, made: readonly PlannedCategory[], isMade: boolean): Promise<void> {
  await ctx.sql`
    insert into commerce.product_import_category (import_id, category_id, parent_id, name, place, is_made)
    select ${importId}, d.id, d."parentId", d.name, d.place + (select count(*) from commerce.product_import_category where import_id = ${importId}), ${isMade}
    from jsonb_to_recordset(${JSON.stringify(made.map((one, place) => ({ ...one, place })))}::jsonb)
      as d(id uuid, "parentId" uuid, name text, place bigint)`
}
