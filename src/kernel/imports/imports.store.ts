import type { Ctx } from '#kernel/ctx.ts'
import { empty, identifier, sql, type Statement } from '#kernel/db/sql.ts'
import type { SheetProblem, SheetStatus } from '#kernel/contract/sheet.ts'
import type { ImportKind, Outcome, Progress, StoredImport } from '#kernel/imports/kind.ts'
import type { LeftOut } from '#kernel/imports/error-file.ts'
import type { NumberedCells, ReadTable } from '#kernel/sheet/reading.ts'

type Tables = Pick<ImportKind<never>, 'table' | 'learnt' | 'undone'>

/** Names of tables come from the declarations of the modules, which are code. */
const word = (name: string): Statement => identifier(name, [name])
const importsOf = ({ table }: Tables): Statement => word(table)
const rowsOf = ({ table }: Tables): Statement => word(`${table}_row`)

const counts = sql`jsonb_build_object('rows', rows, 'done', done, 'created', created, 'updated', updated, 'skipped', skipped, 'invalid', invalid, 'kept', kept) as counts`
const columns = sql`id, file_id as "fileId", file_name as "fileName", status, failure, encoding, delimiter, sheets, sheet, header, sample, mapping, ${counts},
  error_file_id as "errorFileId", created_at as "createdAt", created_by_name as "createdByName", finished_at as "finishedAt", version`

export async function insert(ctx: Ctx, of: Tables, made: { id: string; fileId: string; fileName: string }): Promise<void> {
  await ctx.sql`
    insert into ${importsOf(of)} (id, file_id, file_name, status, created_at, created_by_name)
    values (${made.id}, ${made.fileId}, ${made.fileName}, 'reading', ${ctx.now}, ${ctx.actor.name})`
}

export async function find<M>(ctx: Ctx, of: Tables, id: string): Promise<StoredImport<M> | undefined> {
  const [found] = await ctx.sql<StoredImport<M>>`select ${columns} from ${importsOf(of)} where id = ${id}`
  return found
}

export const recent = <M>(ctx: Ctx, of: Tables): Promise<StoredImport<M>[]> =>
  ctx.sql<StoredImport<M>>`select ${columns} from ${importsOf(of)} order by created_at desc, id desc limit 50`

/** From one of these states to another, or undefined when it is in none of them: two people cannot start the same step. */
export async function move<M>(
  ctx: Ctx,
  of: Tables,
  id: string,
  from: readonly SheetStatus[],
  to: SheetStatus,
): Promise<StoredImport<M> | undefined> {
  const [moved] = await ctx.sql<StoredImport<M>>`
    update ${importsOf(of)}
    set status = ${to}, version = version + 1, finished_at = case when ${to} in ('done', 'undone') then ${ctx.now}::timestamptz else finished_at end
    where id = ${id} and status = any(${from})
    returning ${columns}`
  return moved
}

export async function fail(ctx: Ctx, of: Tables, id: string, failure: string): Promise<void> {
  await ctx.sql`update ${importsOf(of)} set status = 'failed', failure = ${failure}, version = version + 1 where id = ${id} and status = 'reading'`
}

export async function describe<M>(
  ctx: Ctx,
  of: Tables,
  id: string,
  read: ReadTable & { mapping: M },
): Promise<StoredImport<M> | undefined> {
  const [described] = await ctx.sql<StoredImport<M>>`
    update ${importsOf(of)}
    set status = 'mapping', encoding = ${read.encoding}, delimiter = ${read.delimiter}, sheets = ${JSON.stringify(read.sheets)}::jsonb, sheet = ${read.sheet},
      header = ${JSON.stringify(read.header)}::jsonb, sample = ${JSON.stringify(read.sample)}::jsonb, rows = ${read.rows},
      mapping = ${JSON.stringify(read.mapping)}::jsonb, version = version + 1
    where id = ${id} and status = 'reading'
    returning ${columns}`
  return described
}

/** To be read from the start, this sheet of it. */
export async function chooseSheet(ctx: Ctx, of: Tables, id: string, sheet: string): Promise<void> {
  await ctx.sql`
    update ${importsOf(of)} set sheet = ${sheet}, rows = 0, header = '[]', sample = '[]', mapping = null, error_file_id = null where id = ${id}`
}

/** Makes a step start from nothing. */
export async function restart<M>(ctx: Ctx, of: Tables, id: string, mapping: M): Promise<void> {
  await ctx.sql`
    update ${importsOf(of)}
    set mapping = ${JSON.stringify(mapping)}::jsonb, done = 0, created = 0, updated = 0, skipped = 0, invalid = 0, kept = 0, error_file_id = null
    where id = ${id}`
}

/** What undoing counts; what the import had made stays told. */
export async function resetUndone(ctx: Ctx, of: Tables, id: string): Promise<void> {
  await ctx.sql`update ${importsOf(of)} set done = 0, kept = 0 where id = ${id}`
}

export async function advance<M>(ctx: Ctx, of: Tables, id: string, by: Progress): Promise<StoredImport<M>> {
  const [advanced] = await ctx.sql<StoredImport<M>>`
    update ${importsOf(of)}
    set done = done + ${by.done ?? 0}, created = created + ${by.created ?? 0}, updated = updated + ${by.updated ?? 0},
      skipped = skipped + ${by.skipped ?? 0}, invalid = invalid + ${by.invalid ?? 0}, kept = kept + ${by.kept ?? 0}
    where id = ${id}
    returning ${columns}`
  return advanced as StoredImport<M>
}

export async function setErrorFile(ctx: Ctx, of: Tables, id: string, fileId: string): Promise<void> {
  await ctx.sql`update ${importsOf(of)} set error_file_id = ${fileId}, version = version + 1 where id = ${id}`
}

export async function clearRows(ctx: Ctx, of: Tables, id: string): Promise<void> {
  await ctx.sql`delete from ${rowsOf(of)} where import_id = ${id}`
}

export async function addRows(ctx: Ctx, of: Tables, id: string, rows: readonly NumberedCells[]): Promise<void> {
  await ctx.sql`
    insert into ${rowsOf(of)} (import_id, row_number, cells)
    select ${id}, d."rowNumber", d.cells
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d("rowNumber" bigint, cells jsonb)
    on conflict do nothing`
}

export const batch = (ctx: Ctx, of: Tables, id: string, after: number, size: number): Promise<NumberedCells[]> =>
  ctx.sql<NumberedCells>`
    select row_number as "rowNumber", cells from ${rowsOf(of)}
    where import_id = ${id} and row_number > ${after}
    order by row_number
    limit ${size}`

export async function setOutcomes<O extends Outcome>(
  ctx: Ctx,
  of: Tables & { kept?: { set: Statement; read: Statement } },
  id: string,
  outcomes: readonly O[],
): Promise<void> {
  const { set, read } = of.kept ?? { set: empty, read: empty }
  await ctx.sql`
    update ${rowsOf(of)} r
    set outcome = d.outcome, problem = d.faults -> 0 ->> 'problem', problem_column = (d.faults -> 0 ->> 'column')::bigint,
      more_problems = d.faults - 0${set}
    from jsonb_to_recordset(${JSON.stringify(outcomes)}::jsonb) as d("rowNumber" bigint, outcome text, faults jsonb${read})
    where r.import_id = ${id} and r.row_number = any(${outcomes.map(({ rowNumber }) => rowNumber)}::bigint[]) and r.row_number = d."rowNumber"`
}

const faults = sql`jsonb_build_array(jsonb_build_object('problem', r.problem, 'column', r.problem_column)) || r.more_problems`

/** Everything that is wrong with the first rows that were left out. */
export const problems = (ctx: Ctx, of: Tables, id: string, mostRows: number): Promise<SheetProblem[]> =>
  ctx.sql<SheetProblem>`
    select r.row_number as row, (f.one ->> 'column')::bigint as column,
      left(coalesce(r.cells ->> (f.one ->> 'column')::int, ''), 200) as value, f.one ->> 'problem' as problem
    from (
      select row_number, cells, problem, problem_column, more_problems from ${rowsOf(of)}
      where import_id = ${id} and outcome = 'invalid' order by row_number limit ${mostRows}) r
    cross join lateral jsonb_array_elements(${faults}) with ordinality f (one, place)
    order by r.row_number, f.place`

export const leftOut = (ctx: Ctx, of: Tables, id: string, after: number, size: number): Promise<LeftOut[]> =>
  ctx.sql<LeftOut>`
    select r.row_number as "rowNumber", r.cells, ${faults} as faults from ${rowsOf(of)} r
    where r.import_id = ${id} and r.outcome = 'invalid' and r.row_number > ${after}
    order by r.row_number
    limit ${size}`

/** What earlier rows of a step were about: the next one goes through the file from its beginning. */
export async function clearLearnt(ctx: Ctx, of: Tables, id: string): Promise<void> {
  for (const table of of.learnt) await ctx.sql`delete from ${word(table)} where import_id = ${id}`
}

/** The rows of imports that can no longer be undone, with the names and numbers in them that nobody needs to keep twice. */
export async function forget(ctx: Ctx, of: Tables, createdBefore: Date): Promise<void> {
  const old = await ctx.sql<{ id: string }>`
    select i.id from ${importsOf(of)} i
    where i.created_at < ${createdBefore} and exists (select from ${rowsOf(of)} r where r.org_id = i.org_id and r.import_id = i.id)
    order by i.created_at
    limit 20`
  if (old.length === 0) return
  const ids = old.map(({ id }) => id)
  for (const table of [...of.learnt, ...(of.undone ?? []), `${of.table}_row`])
    await ctx.sql`delete from ${word(table)} where import_id = any(${ids}::uuid[])`
  await ctx.sql`update ${importsOf(of)} set sample = '[]' where id = any(${ids}::uuid[])`
}
