import { keyword, sql, type Statement } from '#kernel/db/sql.ts'
import { invalidFilter } from '#kernel/problem.ts'
import type { Field } from '#crm/contract/field.ts'
import { comparable } from '#crm/server/fields/field-value.ts'

const symbols: Record<string, string> = { eq: '=', lt: '<', lte: '<=', gt: '>', gte: '>=' }
const symbol = (operator: string): Statement => keyword(symbols[operator] ?? '', Object.values(symbols))

type Ask = { field: Field; operator: string; value: string }

/** `fields.birthday:lt:2001-01-01` → its parts, or undefined when it is a filter about something else. */
export function readFieldFilter(definitions: readonly Field[], filter: string): Ask | undefined {
  const match = /^fields\.([^:]*):([^:]*)(?::(.*))?$/s.exec(filter)
  if (!match) return undefined
  const field = definitions.find((one) => one.key === match[1])
  const value = match[3] ?? ''
  if (!field || value.length > 500 || value.includes('\u0000')) throw invalidFilter({ filter })
  return { field, operator: match[2] ?? '', value }
}

/**
 * A condition on `c` (crm.contact) by the index table: equality and ranges of numbers, amounts in minor units, days;
 * `eq`, `in` and `has` of everything else.
 */
export function fieldCondition({ field, operator, value }: Ask): Statement {
  const filter = `fields.${field.key}:${operator}:${value}`
  if (operator === 'empty') return sql`not ${some(field, sql`true`)}`
  if (operator === 'filled') return some(field, sql`true`)
  if (operator === 'ne') return sql`not ${some(field, comparison(field, 'eq', value, filter))}`
  return some(field, comparison(field, operator, value, filter))
}

const some = (field: Field, condition: Statement): Statement =>
  sql`exists (
    select from crm.contact_field_value v
    where v.org_id = c.org_id and v.contact_id = c.id and v.field_id = ${field.id} and ${condition})`

function comparison(field: Field, operator: string, value: string, filter: string): Statement {
  if (field.type === 'number' || field.type === 'money') {
    const number = Number(value)
    if (value.trim() === '' || !Number.isFinite(number) || !Object.hasOwn(symbols, operator)) throw invalidFilter({ filter })
    return sql`v.number_value ${symbol(operator)} ${number}::double precision`
  }
  if (operator === 'in' || operator === 'has') {
    const values = value.split('|').map((one) => textOf(field, one))
    if (values.length > 100) throw invalidFilter({ filter })
    return sql`v.text_value = any(${values}::text[])`
  }
  if (operator === 'eq') return sql`v.text_value = ${textOf(field, value)}::text`
  // Days are ISO text under a "C" collation: their order is that of the calendar.
  if (field.type === 'date' && Object.hasOwn(symbols, operator) && /^\d{4}-\d\d-\d\d$/.test(value))
    return sql`v.text_value ${symbol(operator)} ${value}::text`
  throw invalidFilter({ filter })
}

const textOf = (field: Field, value: string): string => (field.type === 'text' ? comparable(value) : value)
