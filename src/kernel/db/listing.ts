import { own } from '#kernel/contract/own.ts'
import type { Listing, Page } from '#kernel/contract/page.ts'
import { empty, join, keyword, literal, sql, type Execute, type Statement } from '#kernel/db/sql.ts'
import { invalidCursor, invalidFilter, invalidSort } from '#kernel/problem.ts'

type FieldType = 'text' | 'number' | 'instant' | 'date' | 'boolean' | 'id' | 'list'

/** A field that callers may filter or sort by. `column` is code: a column, or an expression over columns. */
export type Field = { column: Statement; type: FieldType; sortable?: boolean; filterable?: boolean; nullable?: boolean }

export type ListSpec = {
  /** `from crm.contact c` and its joins. */
  from: Statement
  /** The select list, columns named. */
  columns: Statement
  /** Conditions that always hold: visibility, not archived. */
  where?: readonly Statement[]
  fields: Readonly<Record<string, Field>>
  /** A sortable field, `-` in front for descending. */
  defaultSort: string
  /** The unique column that ends every order, usually the id. */
  tieBreaker: Statement
  /** Properties of a row that show exactly a sortable instant or text, and the tie breaker: the cursor is then read from them. */
  shown?: Readonly<Record<string, string>> & { tieBreaker: string }
  search?: (text: string) => Statement
}

const operators: Record<string, string> = { eq: '=', ne: 'is distinct from', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const castByType: Record<FieldType, string> = {
  text: 'text',
  number: 'bigint',
  instant: 'timestamptz',
  date: 'date',
  boolean: 'boolean',
  id: 'uuid',
  list: 'text',
}
const patternByType: Partial<Record<FieldType, RegExp>> = {
  number: /^-?\d{1,15}$/,
  instant: /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)?)?$/,
  date: /^\d{4}-\d\d-\d\d$/,
  boolean: /^(true|false)$/,
  id: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
}

const windows = [11, 26, 51, 101, 201]
/** How many rows are asked for: one more than are wanted, or a few, so that few statements are kept ready. */
export const windowFor = (limit: number): Statement => literal(windows.find((size) => size > limit) ?? limit + 1)

/**
 * One page of a list by keyset: `cursor` is the last row's sort value and tie breaker, so that a page costs the same
 * anywhere in the list and rows that arrive meanwhile neither repeat nor vanish.
 */
export async function list<Row extends Record<string, unknown>>(ctx: { sql: Execute }, spec: ListSpec, input: Listing): Promise<Page<Row>> {
  const { name, descending } = readSort(spec, input.sort ?? spec.defaultSort)
  const field = spec.fields[name] as Field
  const conditions = conditionsOf(spec, input.filter)
  if (input.search && spec.search) conditions.push(spec.search(input.search))
  if (input.cursor) conditions.push(after(field, spec.tieBreaker, descending, readCursor(input.cursor, name, descending)))
  const direction = keyword(descending ? 'desc' : 'asc', ['asc', 'desc'])
  // Two more columns in each of fifty rows, for the last one's sake, are an eighth of a list's cost.
  const shownAs = spec.shown?.[name]
  const extra = shownAs ? empty : sql`, ${field.column}::text as "sortValue", ${spec.tieBreaker}::text as "sortTie"`
  const rows = await ctx.sql<Row>(sql`
    select ${spec.columns}${extra}
    ${spec.from}
    ${conditions.length > 0 ? sql`where ${join(conditions, ' and ')}` : empty}
    order by ${field.column} ${direction} ${field.nullable ? sql`nulls last` : empty}, ${spec.tieBreaker} ${direction}
    limit ${windowFor(input.limit)}`)
  const more = rows.length > input.limit
  const items = more ? rows.slice(0, input.limit) : rows
  const last = items.at(-1)
  const [value, tie] = shownAs ? [shownAs, spec.shown?.tieBreaker ?? ''] : ['sortValue', 'sortTie']
  const next = more && last ? writeCursor(name, descending, last[value] as string | null, last[tie] as string) : null
  return { items: shownAs ? items : items.map(({ sortValue: _value, sortTie: _tie, ...row }) => row as unknown as Row), next }
}

/** What always holds and what was filtered by, for other questions about the same list: how many, on which days. */
export const conditionsOf = (spec: Pick<ListSpec, 'where' | 'fields'>, filter: readonly string[]): Statement[] => [
  ...(spec.where ?? []),
  ...filter.map((one) => readFilter(spec, one)),
]

function readSort(spec: ListSpec, sort: string): { name: string; descending: boolean } {
  const descending = sort.startsWith('-')
  const name = descending ? sort.slice(1) : sort
  if (!Object.hasOwn(spec.fields, name) || !spec.fields[name]?.sortable) throw invalidSort({ sort })
  return { name, descending }
}

function readFilter(spec: Pick<ListSpec, 'fields'>, filter: string): Statement {
  const [name = '', operator = '', ...rest] = filter.split(':')
  const value = rest.join(':')
  const field = Object.hasOwn(spec.fields, name) ? spec.fields[name] : undefined
  if (!field?.filterable) throw invalidFilter({ filter })
  if (operator === 'empty') return sql`(${field.column}) is null`
  if (operator === 'filled') return sql`(${field.column}) is not null`
  const values = operator === 'in' || operator === 'has' ? value.split('|') : [value]
  const pattern = patternByType[field.type]
  if (values.length > 100 || values.some((one) => one.length > 200 || one.includes('\u0000') || (pattern && !pattern.test(one))))
    throw invalidFilter({ filter })
  const cast = keyword(castByType[field.type], Object.values(castByType))
  if (field.type === 'list') {
    if (operator !== 'has') throw invalidFilter({ filter })
    return sql`(${field.column}) && ${values}::text[]`
  }
  if (operator === 'in') return sql`(${field.column}) = any(${values}::${cast}[])`
  const symbol = own(operators, operator)
  if (!symbol) throw invalidFilter({ filter })
  return sql`(${field.column}) ${keyword(symbol, Object.values(operators))} ${value}::${cast}`
}

// A row comparison walks the index; only a sort value that may be null needs the long form, because nulls come last.
function after(field: Field, tie: Statement, descending: boolean, cursor: { value: string | null; tie: string }): Statement {
  const cast = keyword(castByType[field.type], Object.values(castByType))
  const beyond = keyword(descending ? '<' : '>', ['<', '>'])
  if (cursor.value === null) return sql`(${field.column} is null and ${tie} ${beyond} ${cursor.tie}::uuid)`
  const rest = sql`(${field.column}, ${tie}) ${beyond} (${cursor.value}::${cast}, ${cursor.tie}::uuid)`
  return field.nullable ? sql`(${rest} or ${field.column} is null)` : rest
}

const writeCursor = (name: string, descending: boolean, value: string | null, tie: string): string =>
  Buffer.from(JSON.stringify([name, descending ? 1 : 0, value, tie])).toString('base64url')

function readCursor(cursor: string, name: string, descending: boolean): { value: string | null; tie: string } {
  try {
    const [forName, forDescending, value, tie] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [
      string,
      number,
      string | null,
      string,
    ]
    const isSound =
      forName === name &&
      forDescending === (descending ? 1 : 0) &&
      (value === null || typeof value === 'string') &&
      patternByType.id?.test(tie)
    if (isSound) return { value, tie }
  } catch {
    // Falls through to the same refusal as a cursor of another order.
  }
  throw invalidCursor()
}
