import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { PersonalData } from '#kernel/module.ts'
import { filesIn } from '#kernel/privacy/erasure.ts'
import { declared, rowsOf, word, type Person } from '#kernel/privacy/person.ts'

export type Row = Record<string, unknown>

/** What a person is handed out: everything but copies and what only repeats other columns, the contact itself first. */
export const handedOut = (ctx: Pick<Ctx, 'modules'>): PersonalData[] =>
  declared(ctx)
    .filter(({ rows, columns, derived = [] }) => rows && !('telling' in rows) && columns.some((column) => !derived.includes(column)))
    .toReversed()

/** Columns of the machinery, which say nothing to anybody. */
const inner = ['org_id', 'version']

/** One page of rows, as JSON with all their columns but the derived ones. */
export async function rows(ctx: Ctx, one: PersonalData, person: Person, page: { offset: number; limit: number }): Promise<Row[]> {
  const own = word('t0')
  const found = await ctx.sql<{ row: Row }>`
    select to_jsonb(${own}) - ${[...inner, ...(one.derived ?? [])]}::text[] as row
    from ${word(one.table)} ${own} where ${rowsOf(one, declared(ctx), person)}
    order by ${one.order === undefined ? sql`${own}.ctid` : sql`${own}.${word(one.order)}, ${own}.ctid`}
    limit ${page.limit} offset ${page.offset}`
  return found.map(({ row }) => row)
}

/** Ids of the files that these rows name. */
export async function files(ctx: Ctx, one: PersonalData, person: Person): Promise<string[]> {
  const found = await Promise.all((one.files ?? []).map((column) => filesIn(ctx, one.table, column, rowsOf(one, declared(ctx), person))))
  return [...new Set(found.flat())]
}
