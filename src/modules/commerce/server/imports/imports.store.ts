import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { SheetStatus } from '#kernel/contract/sheet.ts'
import type { ReadTable } from '#kernel/sheet/reading.ts'
import type { Progress } from '#kernel/sheet/steps.ts'
import type { ProductImport, ProductImportMapping } from '#commerce/contract/product-import.ts'

export type StoredImport = Omit<ProductImport, 'problems' | 'errorFileUrl' | 'undoUntil'> & {
  fileId: string
  errorFileId: string | null
  finishedAt: string | null
}

const counts = sql`jsonb_build_object('rows', rows, 'done', done, 'created', created, 'updated', updated, 'skipped', skipped, 'invalid', invalid, 'kept', kept) as counts`
const columns = sql`id, file_id as "fileId", file_name as "fileName", status, failure, encoding, delimiter, sheets, sheet, header, sample, mapping, ${counts},
  error_file_id as "errorFileId", created_at as "createdAt", created_by_name as "createdByName", finished_at as "finishedAt", version`

export async function insert(ctx: Ctx, made: { id: string; fileId: string; fileName: string; createdByName: string }): Promise<void> {
  await ctx.sql`
    insert into commerce.product_import (id, file_id, file_name, status, created_at, created_by_name)
    values (${made.id}, ${made.fileId}, ${made.fileName}, 'reading', ${ctx.now}, ${made.createdByName})`
}

export async function find(ctx: Ctx, id: string): Promise<StoredImport | undefined> {
  const [found] = await ctx.sql<StoredImport>`select ${columns} from commerce.product_import where id = ${id}`
  return found
}

export const recent = (ctx: Ctx): Promise<StoredImport[]> =>
  ctx.sql<StoredImport>`select ${columns} from commerce.product_import order by created_at desc, id desc limit 50`

/** From one of these states to another, or undefined when it is in none of them: two people cannot start the same step. */
export async function move(ctx: Ctx, id: string, from: readonly SheetStatus[], to: SheetStatus): Promise<StoredImport | undefined> {
  const [moved] = await ctx.sql<StoredImport>`
    update commerce.product_import
    set status = ${to}, version = version + 1, finished_at = case when ${to} in ('done', 'undone') then ${ctx.now}::timestamptz else finished_at end
    where id = ${id} and status = any(${from})
    returning ${columns}`
  return moved
}

export async function fail(ctx: Ctx, id: string, failure: string): Promise<void> {
  await ctx.sql`update commerce.product_import set status = 'failed', failure = ${failure}, version = version + 1 where id = ${id} and status = 'reading'`
}

export async function describe(
  ctx: Ctx,
  id: string,
  read: ReadTable & { mapping: ProductImportMapping },
): Promise<StoredImport | undefined> {
  const [described] = await ctx.sql<StoredImport>`
    update commerce.product_import
    set status = 'mapping', encoding = ${read.encoding}, delimiter = ${read.delimiter}, sheets = ${JSON.stringify(read.sheets)}::jsonb, sheet = ${read.sheet},
      header = ${JSON.stringify(read.header)}::jsonb, sample = ${JSON.stringify(read.sample)}::jsonb, rows = ${read.rows},
      mapping = ${JSON.stringify(read.mapping)}::jsonb, version = version + 1
    where id = ${id} and status = 'reading'
    returning ${columns}`
  return described
}

/** To be read from the start, this sheet of it. */
export async function chooseSheet(ctx: Ctx, id: string, sheet: string): Promise<void> {
  await ctx.sql`
    update commerce.product_import set sheet = ${sheet}, rows = 0, header = '[]', sample = '[]', mapping = null, error_file_id = null where id = ${id}`
}

/** Makes a step start from nothing; with a mapping where a new one was chosen. */
export async function restart(ctx: Ctx, id: string, mapping: ProductImportMapping | null = null): Promise<void> {
  await ctx.sql`
    update commerce.product_import
    set mapping = coalesce(${mapping && JSON.stringify(mapping)}::jsonb, mapping), done = 0, created = 0, updated = 0, skipped = 0, invalid = 0, kept = 0,
      error_file_id = null
    where id = ${id}`
}

/** What undoing counts; what the import had made stays told. */
export async function resetUndone(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update commerce.product_import set done = 0, kept = 0 where id = ${id}`
}

export async function advance(ctx: Ctx, id: string, by: Progress): Promise<StoredImport> {
  const [advanced] = await ctx.sql<StoredImport>`
    update commerce.product_import
    set done = done + ${by.done ?? 0}, created = created + ${by.created ?? 0}, updated = updated + ${by.updated ?? 0},
      skipped = skipped + ${by.skipped ?? 0}, invalid = invalid + ${by.invalid ?? 0}, kept = kept + ${by.kept ?? 0}
    where id = ${id}
    returning ${columns}`
  return advanced as StoredImport
}

export async function setErrorFile(ctx: Ctx, id: string, fileId: string): Promise<void> {
  await ctx.sql`update commerce.product_import set error_file_id = ${fileId}, version = version + 1 where id = ${id}`
}

/** Rows of imports that can no longer be undone. */
export async function forget(ctx: Ctx, createdBefore: Date): Promise<void> {
  await ctx.sql`
    with old as (
      select i.id from commerce.product_import i
      where i.created_at < ${createdBefore} and exists (select from commerce.product_import_row r where r.org_id = i.org_id and r.import_id = i.id)
      order by i.created_at
      limit 20
    ), keys as (
      delete from commerce.product_import_key k using old where k.import_id = old.id
    ), drafts as (
      delete from commerce.product_import_draft d using old where d.import_id = old.id
    ), categories as (
      delete from commerce.product_import_category c using old where c.import_id = old.id
    ), changes as (
      delete from commerce.product_import_change c using old where c.import_id = old.id
    ), rows as (
      delete from commerce.product_import_row r using old where r.import_id = old.id
    )
    update commerce.product_import i set sample = '[]' from old where i.id = old.id`
}
