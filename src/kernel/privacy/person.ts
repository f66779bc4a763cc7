import type { Ctx } from '#kernel/ctx.ts'
import { anywhere, empty, identifier, join, sql, type Statement } from '#kernel/db/sql.ts'
import type { PersonalData, RowsOfContact } from '#kernel/module.ts'

/** A contact, those that were merged into it, and what copies of their data are known by. */
export type Person = {
  contactIds: readonly string[]
  /** Ids, numbers and addresses that belong to nobody else. */
  marks: readonly string[]
  names: readonly string[]
}

/** What is shorter says nothing about whose it is, and would be found in half of all texts. */
const shortestMark = 6
const shortestName = 6

/** Names of tables and columns come from the declarations of the modules, which are code. */
export const word = (name: string): Statement => identifier(name, [name])

/** Everything that is declared of contacts, children before the rows they belong to. */
export const declared = (ctx: Pick<Ctx, 'modules'>): PersonalData[] => {
  const all = ctx.modules
    .flatMap((module) => module.personalData ?? [])
    .filter((one): one is PersonalData => one.subject === 'contact' && one.rows !== undefined)
  return all
    .map((one, place) => ({ one, place, depth: depthOf(one, all) }))
    .toSorted((a, b) => b.depth - a.depth || a.place - b.place)
    .map(({ one }) => one)
}

const parentsOf = (table: string, all: readonly PersonalData[]): PersonalData[] => {
  const parents = all.filter((one) => one.table === table && one.rows !== undefined)
  if (parents.length === 0) throw new Error(`no rows of a contact are declared in ${table}`)
  return parents
}

function depthOf({ rows, table }: PersonalData, all: readonly PersonalData[], seen: readonly string[] = []): number {
  if (seen.includes(table)) throw new Error(`the rows of ${table} are declared in a circle`)
  if (!rows || !('of' in rows)) return 0
  return 1 + Math.max(...parentsOf(rows.of, all).map((parent) => depthOf(parent, all, [...seen, table])))
}

/** The condition on alias `t<level>` for the rows of a person. */
export function rowsOf(declaration: PersonalData, all: readonly PersonalData[], person: Person, level = 0): Statement {
  const { rows } = declaration
  const own = word(`t${level}`)
  if (!rows) return sql`false`
  if ('by' in rows) return sql`${own}.${word(rows.by)} = any (${person.contactIds}::uuid[])`
  if ('telling' in rows) return telling(own, rows, person)
  const parent = word(`t${level + 1}`)
  const pairs = Object.entries(rows.match)
  const columns = (of: Statement, place: 0 | 1): Statement =>
    join(
      pairs.map((pair) => sql`${of}.${word(pair[place])}`),
      ', ',
    )
  const ofPerson = join(
    parentsOf(rows.of, all).map((one) => sql`(${rowsOf(one, all, person, level + 1)})`),
    ' or ',
  )
  return sql`(${columns(own, 0)}) in (select ${columns(parent, 1)} from ${word(rows.of)} ${parent} where ${ofPerson})`
}

/** Inside a JSON text quotes and backslashes are written with one more backslash. */
const spellings = (marks: readonly string[]): string[] => [...new Set(marks.flatMap((mark) => [mark, JSON.stringify(mark).slice(1, -1)]))]

/** Whether a text holds one of these anywhere: each row is turned into text once, however many there are to look for. */
export const holding = (marks: readonly string[], text: Statement): Statement =>
  sql`${text} like any (${spellings(marks).map(anywhere)}::text[])`

type Telling = Extract<RowsOfContact, { telling: readonly string[] }>

function telling(own: Statement, rows: Telling, { marks, names }: Person): Statement {
  const text = join(
    rows.telling.map((column) => sql`${own}.${word(column)}::text`),
    ', ',
  )
  const isOpen = rows.whereEmpty === undefined ? empty : sql`${own}.${word(rows.whereEmpty)} is null and `
  return sql`${isOpen}${holding([...marks, ...(rows.orNaming ? names : [])], sql`concat_ws(' ', ${text})`)}`
}

/** Reads what copies of the person are known by, before anything goes. */
export async function recognise(ctx: Ctx, contactIds: readonly string[]): Promise<Person> {
  const all = declared(ctx)
  const nobody: Person = { contactIds, marks: [], names: [] }
  const own = word('t0')
  const readings = all.flatMap((one) => {
    if (!one.rows || 'telling' in one.rows) return []
    const reading = (isMark: boolean) => (column: string) =>
      sql`
      select distinct ${isMark}::boolean as "isMark", ${own}.${word(column)}::text as value from ${word(one.table)} ${own}
      where ${rowsOf(one, all, nobody)} and length(${own}.${word(column)}::text) >= ${isMark ? shortestMark : shortestName}`
    return [...(one.marks ?? []).map(reading(true)), ...(one.names ?? []).map(reading(false))]
  })
  const known = await ctx.sql<{ isMark: boolean; value: string }>(join(readings, ' union all '))
  const valuesOf = (wanted: boolean): string[] => known.filter(({ isMark }) => isMark === wanted).map(({ value }) => value)
  return { contactIds, marks: [...new Set([...contactIds, ...valuesOf(true)])], names: [...new Set(valuesOf(false))] }
}
