import type { Ctx } from '#kernel/ctx.ts'
import type { SheetProblem } from '#kernel/contract/sheet.ts'
import type { LeftOut } from '#kernel/sheet/error-lines.ts'
import type { Cell } from '#kernel/sheet/unreadable.ts'

export async function clear(ctx: Ctx, importId: string): Promise<void> {
  await ctx.sql`delete from crm.contact_import_row where import_id = ${importId}`
}

export async function insert(ctx: Ctx, importId: string, rows: readonly { rowNumber: number; cells: readonly Cell[] }[]): Promise<void> {
  await ctx.sql`
    insert into crm.contact_import_row (import_id, row_number, cells)
    select ${importId}, d."rowNumber", d.cells
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d("rowNumber" bigint, cells jsonb)
    on conflict do nothing`
}

export const batch = (ctx: Ctx, importId: string, after: number, size: number): Promise<{ rowNumber: number; cells: Cell[] }[]> =>
  ctx.sql`
    select row_number as "rowNumber", cells from crm.contact_import_row
    where import_id = ${importId} and row_number > ${after}
    order by row_number
    limit ${size}`

export async function clearKeys(ctx: Ctx, importId: string): Promise<void> {
  await ctx.sql`delete from crm.contact_import_key where import_id = ${importId}`
}

/** Whom earlier rows of the file gave each of these identities to. */
export const keys = (ctx: Ctx, importId: string, wanted: readonly string[]): Promise<{ key: string; target: string }[]> =>
  ctx.sql`select key, target from crm.contact_import_key where import_id = ${importId} and key = any(${wanted})`

export async function addKeys(ctx: Ctx, importId: string, found: readonly { key: string; target: string }[]): Promise<void> {
  await ctx.sql`
    insert into crm.contact_import_key (import_id, key, target)
    select ${importId}, d.key, d.target from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as d(key text, target text)
    on conflict do nothing`
}

export type Outcome = {
  rowNumber: number
  outcome: 'create' | 'update' | 'skip' | 'invalid'
  contactId: string | null
  problem: string | null
  problemColumn: number | null
  before: Record<string, unknown> | null
  leftVersion: number | null
}

export async function setOutcomes(ctx: Ctx, importId: string, outcomes: readonly Outcome[]): Promise<void> {
  await ctx.sql`
    update crm.contact_import_row r
    set outcome = d.outcome, contact_id = d."contactId", problem = d.problem, problem_column = d."problemColumn", before = d.before, left_version = d."leftVersion"
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as d("rowNumber" bigint, outcome text, "contactId" uuid, problem text, "problemColumn" bigint,
      before jsonb, "leftVersion" bigint)
    where r.import_id = ${importId} and r.row_number = any(${outcomes.map(({ rowNumber }) => rowNumber)}::bigint[]) and r.row_number = d."rowNumber"`
}

/** The first rows that were left out. */
export const problems = (ctx: Ctx, importId: string, most: number): Promise<SheetProblem[]> =>
  ctx.sql<SheetProblem>`
    select row_number as row, problem_column as column, left(coalesce(cells ->> problem_column::int, ''), 200) as value, problem
    from crm.contact_import_row
    where import_id = ${importId} and outcome = 'invalid'
    order by row_number
    limit ${most}`

export const invalid = (ctx: Ctx, importId: string, after: number, size: number): Promise<LeftOut[]> =>
  ctx.sql`
    select row_number as "rowNumber", cells, problem, problem_column as "problemColumn" from crm.contact_import_row
    where import_id = ${importId} and outcome = 'invalid' and row_number > ${after}
    order by row_number
    limit ${size}`

export type Undoable = {
  rowNumber: number
  outcome: 'create' | 'update'
  contactId: string
  before: Record<string, unknown> | null
  leftVersion: number
}

/** What the import changed, last row first: undoing goes back the way it came. */
export const undoable = (ctx: Ctx, importId: string, below: number, size: number): Promise<Undoable[]> =>
  ctx.sql<Undoable>`
    select row_number as "rowNumber", outcome, contact_id as "contactId", before, left_version as "leftVersion"
    from crm.contact_import_row
    where import_id = ${importId} and row_number < ${below} and left_version is not null
    order by row_number desc
    limit ${size}`

/** Undoing one row gave the contact a new version: earlier rows of the same contact may still be undone after it. */
export async function follow(ctx: Ctx, importId: string, moves: readonly { contactId: string; from: number; to: number }[]): Promise<void> {
  if (moves.length === 0) return
  await ctx.sql`
    update crm.contact_import_row r set left_version = d."to"
    from jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as d("contactId" uuid, "from" bigint, "to" bigint)
    where r.import_id = ${importId} and r.contact_id = any(${moves.map(({ contactId }) => contactId)}::uuid[])
      and r.contact_id = d."contactId" and r.left_version = d."from"`
}

/** The rows of imports that can no longer be undone: names and numbers that nobody needs to keep twice. */
export async function forget(ctx: Ctx, createdBefore: Date): Promise<number> {
  const gone = await ctx.sql<{ id: string }>`
    with old as (
      select i.id from crm.contact_import i
      where i.created_at < ${createdBefore} and exists (select from crm.contact_import_row r where r.org_id = i.org_id and r.import_id = i.id)
      order by i.created_at
      limit 20
    ), keys as (
      delete from crm.contact_import_key k using old where k.import_id = old.id
    ), rows as (
      delete from crm.contact_import_row r using old where r.import_id = old.id
    ), samples as (
      update crm.contact_import i set sample = '[]' from old where i.id = old.id
    )
    select id from old`
  return gone.length
}
