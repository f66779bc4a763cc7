import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'
import { searchable } from '#kernel/contract/text.ts'
import { invalidFilter } from '#kernel/problem.ts'
import { type ListContacts, Relation } from '#crm/contract/contact.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import { fieldCondition, readFieldFilter } from '#crm/server/contacts/field-conditions.store.ts'
import { livingIn } from '#crm/server/addresses/addresses.store.ts'
import { homeOf } from '#crm/server/contacts/home.ts'
import { isPhoneLike, readSearch } from '#crm/server/contacts/search.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as segments from '#crm/server/segments/segments.ts'

/** What the one grammar of lists does not know by itself: search, tags, segments, cities and custom fields. `form`: as segments say it. */
export async function readConditions(
  ctx: Ctx,
  input: Pick<ListContacts, 'search' | 'filter'>,
  form: 'test' | 'probe' = 'test',
): Promise<{ conditions: Statement[]; filter: string[] }> {
  const conditions: Statement[] = []
  const filter: string[] = []
  const definitions = input.filter.some((one) => one.startsWith('fields.')) ? await fields.all(ctx) : []
  for (const one of input.filter) {
    const asked = readFieldFilter(definitions, one)
    if (asked) conditions.push(fieldCondition(asked))
    else if (one.startsWith('tags:')) conditions.push(tagCondition(one))
    else if (one.startsWith('relations:')) conditions.push(relationCondition(one))
    else if (one.startsWith('city:')) conditions.push(cityCondition(one))
    else if (one.startsWith('segment:')) conditions.push(await segments.filterCondition(ctx, readSegmentFilter(one), form))
    else filter.push(one)
  }
  const found = input.search ? await readAsked(ctx, input.search) : null
  if (found) conditions.push(store.matching(found))
  return { conditions, filter }
}

/** The country is asked for only when a number was typed. */
export const readAsked = async (ctx: Ctx, text: string): Promise<string[] | null> =>
  readSearch(text, isPhoneLike(text) ? await homeOf(ctx) : { country: '' })

export const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function readSegmentFilter(filter: string): string[] {
  const [, operator, value = ''] = filter.split(':')
  const ids = value.split('|')
  if (operator !== 'in' || ids.length > 20 || !ids.every((id) => uuid.test(id))) throw invalidFilter({ filter })
  return ids
}

function cityCondition(filter: string): Statement {
  const [, operator, ...rest] = filter.split(':')
  const city = searchable(rest.join(':'))
  if (operator === 'filled' || operator === 'empty') return livingIn(null, operator === 'filled')
  if (operator !== 'eq' || city === '' || city.includes('\u0000')) throw invalidFilter({ filter })
  return livingIn(city, true)
}

function tagCondition(filter: string): Statement {
  const [, operator, value = ''] = filter.split(':')
  if (operator === 'empty') return store.untagged
  const ids = value.split('|')
  if (operator !== 'has' || ids.length > 100 || !ids.every((id) => uuid.test(id))) throw invalidFilter({ filter })
  return store.tagged(ids)
}

function relationCondition(filter: string): Statement {
  const [, operator, value = ''] = filter.split(':')
  if (operator === 'empty') return store.unrelated
  const asked = Relation.array().min(1).safeParse(value.split('|'))
  if (operator !== 'has' || !asked.success) throw invalidFilter({ filter })
  return store.related([...new Set(asked.data)])
}
