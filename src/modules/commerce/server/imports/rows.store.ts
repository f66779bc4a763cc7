import type { Ctx } from '#kernel/ctx.ts'
import type { SheetProblem } from '#kernel/contract/sheet.ts'
import type { LeftOut } from '#kernel/sheet/error-lines.ts'
import type { NumberedCells } from '#kernel/sheet/reading.ts'
import type { Cell } from '#kernel/sheet/unreadable.ts'
import type { Draft } from '#commerce/server/imports/shelf.ts'

export async function clear(ctx: Ctx, importId: string): Promise<void> {
  await ctx.sql`delete from commerce.product_import_row where import_id = ${importId}`
}

export async function insert(ctx: Ctx, importId: string, rows: readonly NumberedCells[]): Promise<void> {
  await ctx.sql`
    insert into commerce.product_import_row (import_id, row_number, cells)
    select ${importId}, d."rowNumber", d.cells
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d("rowNumber" bigint, cells jsonb)
    on conflict do nothing`
}

export const batch = (ctx: Ctx, importId: string, after: number, size: number): Promise<{ rowNumber: number; cells: Cell[] }[]> =>
  ctx.sql`
    select row_number as "rowNumber", cells from commerce.product_import_row
    where import_id = ${importId} and row_number > ${after}
    order by row_number
    limit ${size}`

export type Outcome = {
  rowNumber: number
  outcome: 'create' | 'update' | 'skip' | 'invalid'
  problem: string | null
  problemColumn: number | null
}

export async function setOutcomes(ctx: Ctx, importId: string, outcomes: readonly Outcome[]): Promise<void> {
  await ctx.sql`
    update commerce.product_import_row r
    set outcome = d.outcome, problem = d.problem, problem_column = d."problemColumn"
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as d("rowNumber" bigint, outcome text, problem text, "problemColumn" bigint)
    where r.import_id = ${importId} and r.row_number = any(${outcomes.map(({ rowNumber }) => rowNumber)}::bigint[]) and r.row_number = d."rowNumber"`
}

/** The first rows that were left out. */
export const problems = (ctx: Ctx, importId: string, most: number): Promise<SheetProblem[]> =>
  ctx.sql<SheetProblem>`
    select row_number as row, problem_column as column, left(coalesce(cells ->> problem_column::int, ''), 200) as value, problem
    from commerce.product_import_row
    where import_id = ${importId} and outcome = 'invalid'
    order by row_number
    limit ${most}`

export const invalid = (ctx: Ctx, importId: string, after: number, size: number): Promise<LeftOut[]> =>
  ctx.sql<LeftOut>`
    select row_number as "rowNumber", cells, problem, problem_column as "problemColumn" from commerce.product_import_row
    where import_id = ${importId} and outcome = 'invalid' and row_number > ${after}
    order by row_number
    limit ${size}`

/** Forgets what earlier rows were about: a step goes through the file from its beginning. */
export async function clearKeys(ctx: Ctx, importId: string): Promise<void> {
  await ctx.sql`delete from commerce.product_import_key where import_id = ${importId}`
  await ctx.sql`delete from commerce.product_import_draft where import_id = ${importId}`
  await ctx.sql`delete from commerce.product_import_category where import_id = ${importId}`
}

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
