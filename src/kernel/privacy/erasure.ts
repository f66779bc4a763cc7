import { redact } from '#kernel/audit/redaction.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { join, literal, sql, type Statement } from '#kernel/db/sql.ts'
import type { FileColumn, PersonalData } from '#kernel/module.ts'
import { declared, holding, rowsOf, word, type Person } from '#kernel/privacy/person.ts'

/** Rows that went or were emptied, by table; contents whose last file went, to be taken off the disk after the commit. */
export type Erased = { rowsByTable: Record<string, number>; hashes: string[] }

/**
 * How many rows of a person each declaration holds, without touching any. One statement asks all tables that are asked by an
 * index: a hundred of them took as many turns at a busy database. Whole tables are gone through one at a time.
 */
export async function count(ctx: Ctx, person: Person): Promise<{ declaration: PersonalData; count: number }[]> {
  const all = declared(ctx)
  const counting = all.map(
    (one, place) => sql`
      select ${literal(place)} as place, count(*) as count from ${word(one.table)} ${word('t0')} where ${rowsOf(one, all, person)}`,
  )
  const isSlow = (_: unknown, place: number): boolean => 'telling' in (all[place]?.rows ?? {})
  const together = join(
    counting.filter((one, place) => !isSlow(one, place)),
    ' union all ',
  )
  const countsByPlace = new Map<number, number>()
  for (const statement of [together, ...counting.filter(isSlow)])
    for (const row of await ctx.sql<{ place: number; count: number }>(statement)) countsByPlace.set(row.place, row.count)
  return all.map((declaration, place) => ({ declaration, count: countsByPlace.get(place) ?? 0 }))
}

/** Takes a person out of every declared table, with their files. Harmless to repeat. */
export async function eraseRows(ctx: Ctx, person: Person): Promise<Erased> {
  await takeTime(ctx)
  const all = declared(ctx)
  const fileIds = new Set<string>()
  for (const one of all)
    for (const column of one.files ?? []) for (const id of await filesIn(ctx, one.table, column, rowsOf(one, all, person))) fileIds.add(id)
  const rowsByTable: Record<string, number> = {}
  for (const one of all) {
    const gone = await eraseOne(ctx, one, rowsOf(one, all, person))
    if (gone > 0) rowsByTable[one.table] = (rowsByTable[one.table] ?? 0) + gone
  }
  return { rowsByTable, hashes: await removeFiles(ctx, [...fileIds]) }
}

async function eraseOne(ctx: Ctx, { table, onErasure }: PersonalData, where: Statement): Promise<number> {
  if (onErasure === undefined) throw new Error(`nobody says what the erasure does with ${table}`)
  const own = word('t0')
  const [row] =
    onErasure === 'delete'
      ? await ctx.sql<{ count: number }>`
          with gone as (delete from ${word(table)} ${own} where ${where} returning 1) select count(*) as count from gone`
      : await ctx.sql<{ count: number }>`
          with blanked as (update ${word(table)} ${own} set ${join(
            Object.entries(onErasure.blank).map(([column, value]) => sql`${word(column)} = ${value}`),
            ', ',
          )} where ${where} returning 1) select count(*) as count from blanked`
  return row?.count ?? 0
}

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export async function filesIn(ctx: Ctx, table: string, column: string, where: Statement): Promise<string[]> {
  const own = word('t0')
  const rows = await ctx.sql<{ id: string }>`
    select distinct f.id from ${word(table)} ${own}
    cross join lateral jsonb_path_query(
      case jsonb_typeof(to_jsonb(${own}.${word(column)})) when 'object' then jsonb_path_query_array(to_jsonb(${own}.${word(column)}), 'strict $.**.fileId')
        else to_jsonb(${own}.${word(column)}) end, 'lax $[*]') j (value)
    cross join lateral (select j.value #>> '{}' as id) f
    where ${where} and f.id is not null`
  return rows.map(({ id }) => id).filter((id) => isId.test(id))
}

/** Files that stand nowhere else any more go; answers the contents that no file has now. */
export async function removeFiles(ctx: Ctx, fileIds: readonly string[]): Promise<string[]> {
  if (fileIds.length === 0) return []
  const others: FileColumn[] = ctx.modules.flatMap((module) => [
    ...(module.fileColumns ?? []),
    ...(module.personalData ?? []).flatMap(({ table, files = [] }) => files.map((column) => ({ table, column }))),
  ])
  const kept = new Set<string>()
  for (const { table, column } of others) {
    const text = sql`${word('t0')}.${word(column)}::text`
    const rows = await ctx.sql<{ id: string }>`
      select distinct i.id from ${word(table)} ${word('t0')} join unnest(${fileIds}::text[]) i (id) on position(i.id in ${text}) > 0`
    for (const { id } of rows) kept.add(id)
  }
  const gone = await ctx.sql<{ hash: string }>`
    delete from kernel.file where id = any (${fileIds.filter((id) => !kept.has(id))}::uuid[]) returning encode(sha256, 'hex') as hash`
  return [...new Set(gone.map(({ hash }) => hash))]
}

/** How far events and jobs had come when somebody was erased: whoever writes again afterwards is somebody new. */
export type Moment = { seq: number; jobId: number }

export async function moment(ctx: Ctx): Promise<Moment> {
  const [row] = await ctx.sql<Moment>`
    select coalesce((select max(e.seq) from kernel.event e), 0) as seq, coalesce((select max(j.id) from kernel.job j), 0) as "jobId"`
  return row ?? { seq: 0, jobId: 0 }
}

export type Trail = {
  until: Moment
  subjectIds: readonly string[]
  searchKinds: readonly string[]
  /** The actions, and the events of the same name, that prove it and name nobody. */
  exceptActions: readonly string[]
  /** Jobs that wait for another try go too. */
  evenWaiting?: boolean
}

/**
 * What the kernel itself keeps of a person: events for screens that come back, failed jobs, answers kept for repeated
 * commands, mail, the audit trail. `isSettled` is false while events or jobs about them are still on their way: then it
 * must be called again.
 */
export async function eraseTraces(ctx: Ctx, person: Person, trail: Trail): Promise<{ isSettled: boolean; entries: number }> {
  await takeTime(ctx)
  const { seq, jobId } = trail.until
  const numbers = person.marks.filter((mark) => !isId.test(mark))
  // By their ids however late: what was under way while they were erased is told after it, and an id is nobody else's.
  const ids = person.marks.filter((mark) => isId.test(mark))
  const told = sql`((e.seq <= ${seq} and ${holding(person.marks, sql`e.data::text`)})
    or (not e.type = any (${trail.exceptActions}::text[]) and ${holding(ids, sql`e.data::text`)}))`
  await ctx.sql`
    delete from kernel.event e using kernel.relay_position p
    where p.name = 'main' and (e.xid, e.seq) < (p.xid, p.seq) and ${told}`
  // A job that holds only ids says nothing of anybody, and may be about others too: it finds nobody and goes by itself.
  const content = sql`concat_ws(' ', j.payload::text, j.last_error, j.lane, j.key)`
  await ctx.sql`delete from kernel.job j where j.state = 'dead' and j.id <= ${jobId} and ${holding([...numbers, ...person.names], content)}`
  if (trail.evenWaiting)
    await ctx.sql`
      delete from kernel.job j
      where j.state = any (array['ready', 'later', 'behind']) and j.id <= ${jobId} and ${holding(numbers, content)}`
  await ctx.sql`delete from kernel.idempotency i where ${holding([...person.marks, ...person.names], sql`i.answer`)}`
  await ctx.sql`
    delete from kernel.mail_message m
    where ${holding(person.marks, sql`concat_ws(' ', m.to_address, m.to_name, m.subject, m.html, m.plain, m.last_error)`)}`
  const entries = await redact(ctx, { ...trail, marks: person.marks, names: person.names })
  const [left] = await ctx.sql<{ count: number }>`
    select (select count(*) from kernel.event e, kernel.relay_position p
        where p.name = 'main' and (e.xid, e.seq) > (p.xid, p.seq) and ${told})
      + (select count(*) from kernel.job j where j.state <> 'dead' and j.id <= ${jobId} and ${holding(numbers, sql`j.payload::text`)}) as count`
  return { isSettled: left?.count === 0, entries }
}

// Some of it goes through whole tables of a large organization, which is longer than a person would wait for.
const takeTime = (ctx: Ctx): Promise<unknown> => ctx.sql`select set_config('statement_timeout', '0', true)`
