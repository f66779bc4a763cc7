import { empty, identifier, join, keyword, sql, type Statement } from '#kernel/db/sql.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { searchable } from '#kernel/contract/text.ts'
import { Relation } from '#crm/contract/contact.ts'
import { related, unrelated } from '#crm/server/contacts/contacts.store.ts'
import { comparable } from '#crm/server/fields/field-value.ts'
import type { Ask } from '#crm/server/segments/condition.ts'
import type { KnownTerm } from '#crm/server/segments/terms.ts'

/**
 * A condition on `c` (crm.contact). `ids`: a select of the contacts that meet it, where an index finds them without
 * looking at all; several of these can be joined before anybody is looked at. `probe`: the same as `test` for whoever
 * looks at a few contacts only, one by one.
 */
export type Test = { test: Statement; opposite: Statement; probe: Statement; ids?: Statement }

const columnByTerm: Record<string, string> = {
  kind: 'c.kind',
  source: 'c.source',
  owner: 'c.owner_id',
  name: 'c.name_key',
  phone: 'c.phone',
  email: 'c.email',
  createdAt: 'c.created_at',
  updatedAt: 'c.updated_at',
  lifecycleStage: 'c.lifecycle_stage',
  stageEnteredAt: 'c.stage_entered_at',
}
const scoreColumns: Record<string, string> = { score: 's.rule_score', winPercent: 's.win_percent' }
const behaviourColumns: Record<string, string> = {
  lastInboundAt: 'e.last_inbound_at',
  firstInboundAt: 'e.first_inbound_at',
  inboundCount: 'e.inbound_count',
  replyCount: 'e.reply_count',
  waitingSince: 'e.waiting_since',
  lastOutboundAt: 'e.last_outbound_at',
  outboundCount: 'e.outbound_count',
  lastActivityAt: 'e.last_activity_at',
  ordersCount: 'e.orders_count',
  ordersTotal: 'e.orders_total_minor',
  lastOrderAt: 'e.last_order_at',
}

/** `segments`: the tests of the segments that the tree may refer to, by id. */
export function testOf(ctx: Ctx, term: KnownTerm, ask: Ask, segments: ReadonlyMap<string, Test>): Test {
  if (term.facet) return absentOr(ask, among(term.facet.ids(ctx, ask)))
  if (term.field) return absentOr(ask, fieldTest(term, ask))
  if (term.group === 'consent') return consentTest(term.name, ask)
  if (term.group === 'segment') return absentOr(ask, anyOf((ask.anyOf ?? []).flatMap((id) => segments.get(id.toLowerCase()) ?? [])))
  if (Object.hasOwn(scoreColumns, term.name)) return absentOr(ask, scoreTest(term, ask))
  if (term.group === 'behaviour') return absentOr(ask, behaviourTest(term, ask))
  if (term.name === 'tags') return tagTest(ask)
  if (term.name === 'relations') return relationTest(ask)
  if (term.name === 'city') return absentOr(ask, cityTest(term, ask))
  const column = identifier(columnByTerm[term.name] ?? '', Object.values(columnByTerm))
  return absentOr(ask, plain(compare(column, term, ask)))
}

// `is not true`: who has no value has not the value either.
const plain = (test: Statement, probe = test): Test => ({ test, opposite: sql`(${test}) is not true`, probe })
const nobody: Test = { test: sql`false`, opposite: sql`true`, probe: sql`false` }

/** Joined before they are looked up, when each of them can be. */
export function anyOf(tests: readonly Test[]): Test {
  const [first, ...rest] = tests
  if (!first) return nobody
  if (rest.length === 0) return first
  const ids = tests.flatMap((one) => one.ids ?? [])
  const probe = sql`(${joined(tests, 'probe', ' or ')})`
  if (ids.length < tests.length) return plain(sql`(${joined(tests, 'test', ' or ')})`, probe)
  return { ...among(join(ids, ' union all ')), probe }
}

export const allOf = (tests: readonly Test[]): Test => {
  const [first, ...rest] = tests
  if (!first) return nobody
  return rest.length === 0 ? first : plain(sql`(${joined(tests, 'test', ' and ')})`, sql`(${joined(tests, 'probe', ' and ')})`)
}

const joined = (tests: readonly Test[], form: 'test' | 'probe', separator: string): Statement =>
  join(
    tests.map((one) => one[form]),
    separator,
  )

/**
 * Of rows that bear the id of a contact. The probe is a look-up for each contact that no plan may turn into a reading of
 * all rows first: with few contacts to look at, that reading was most of the time of a preview.
 */
function rowsOf(from: Statement, id: Statement, where: Statement): Test {
  const found = among(sql`select ${id} from ${from} where ${where}`)
  return { ...found, probe: sql`coalesce((select true from ${from} where ${id} = c.id and ${where} limit 1), false)` }
}

// Not `in`: one whose list does not fit in memory is read from its beginning for every contact.
function among(ids: Statement): Test {
  const one = sql`select from (${ids}) as met (id) where met.id = c.id`
  const test = sql`exists (${one})`
  return { test, opposite: sql`not exists (${one})`, probe: test, ids }
}

const absentOr = ({ isAbsent }: Ask, found: Test): Test =>
  isAbsent ? { test: found.opposite, opposite: found.test, probe: sql`(${found.probe}) is not true` } : found

/** What is asked, of a column. Nothing asked: that there is a value. */
function compare(column: Statement, term: KnownTerm, ask: Ask): Statement {
  const kind = term.type === 'instant' ? 'timestamptz' : term.type === 'number' || term.type === 'money' ? 'bigint' : 'text'
  const cast = keyword(term.name === 'owner' ? 'uuid' : kind, ['timestamptz', 'bigint', 'text', 'uuid'])
  const wanted = (text: string): string => (term.name === 'name' || term.name === 'city' ? searchable(text) : text)
  const parts = [
    ask.anyOf && sql`${column} = any(${uuidsOnly(term, ask.anyOf)}::${cast}[])`,
    ask.equals !== undefined && sql`${column} = ${wanted(ask.equals)}`,
    ask.contains !== undefined && sql`position(${wanted(ask.contains)} in ${column}) > 0`,
    ask.atLeast !== undefined && sql`${column} >= ${Math.ceil(ask.atLeast)}::bigint`,
    ask.atMost !== undefined && sql`${column} <= ${Math.floor(ask.atMost)}::bigint`,
    ask.since !== undefined && sql`${column} >= ${ask.since}::${cast}`,
    ask.before !== undefined && sql`${column} < ${ask.before}::${cast}`,
  ].filter((part) => typeof part === 'object')
  return parts.length > 0 ? join(parts, ' and ') : sql`${column} is not null`
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const uuidsOnly = (term: KnownTerm, values: readonly string[]): readonly string[] =>
  term.options === 'person' || term.options === 'tag' ? values.filter((value) => uuid.test(value)) : values

function fieldTest(term: KnownTerm, ask: Ask): Test {
  const field = term.field as NonNullable<KnownTerm['field']>
  if (ask.allOf) return allOf(ask.allOf.map((one) => fieldTest(term, { isAbsent: false, anyOf: [one] })))
  const wanted = (text: string): string => (field.type === 'text' ? comparable(text) : text)
  const parts = [
    ask.anyOf && sql`v.text_value = any(${ask.anyOf}::text[])`,
    ask.equals !== undefined && sql`v.text_value = ${wanted(ask.equals)}`,
    ask.contains !== undefined && sql`position(${wanted(ask.contains)} in v.text_value) > 0`,
    ask.atLeast !== undefined && sql`v.number_value >= ${ask.atLeast}::double precision`,
    ask.atMost !== undefined && sql`v.number_value <= ${ask.atMost}::double precision`,
    // Days are ISO text under a "C" collation: their order is that of the calendar.
    ask.since !== undefined && sql`v.text_value >= ${ask.since}`,
    ask.before !== undefined && sql`v.text_value < ${ask.before}`,
    ask.anniversaries && sql`substr(v.text_value, 6) = any(${ask.anniversaries}::text[])`,
  ].filter((part) => typeof part === 'object')
  const rest = parts.length > 0 ? sql` and ${join(parts, ' and ')}` : empty
  return rowsOf(sql`crm.contact_field_value v`, sql`v.contact_id`, sql`v.field_id = ${field.id}${rest}`)
}

function tagTest(ask: Ask): Test {
  if (ask.allOf) return allOf(ask.allOf.map((id) => tagged([id])))
  if (ask.anyOf) return absentOr(ask, tagged(ask.anyOf))
  return absentOr(ask, plain(sql`cardinality(c.tag_ids) > 0`))
}

const tagged = (ids: readonly string[]): Test =>
  rowsOf(sql`crm.contact_tag t`, sql`t.contact_id`, sql`t.tag_id = any(${ids.filter((id) => uuid.test(id))}::uuid[])`)

/** In any of their addresses. */
function cityTest(term: KnownTerm, ask: Ask): Test {
  const isAny = ask.equals === undefined && ask.contains === undefined
  const where = isAny ? sql`a.city_key <> ''` : sql`a.city_key <> '' and ${compare(sql`a.city_key`, term, ask)}`
  return rowsOf(sql`crm.contact_address a`, sql`a.contact_id`, where)
}

function relationTest(ask: Ask): Test {
  const asked = Relation.options.filter((one) => (ask.allOf ?? ask.anyOf)?.includes(one))
  if (ask.allOf) return allOf(asked.map((one) => plain(related([one]))))
  if (ask.anyOf) return asked.length > 0 ? absentOr(ask, plain(related(asked))) : absentOr(ask, nobody)
  return absentOr({ isAbsent: !ask.isAbsent }, plain(unrelated))
}

/** Nobody asked is `unknown`, whether there is a row that says so or none. */
function consentTest(name: string, ask: Ask): Test {
  const [, channel, purpose] = name.split('.')
  const states = new Set(ask.anyOf)
  const wanted = ['granted', 'denied', 'unknown'].filter((state) => states.has(state) !== ask.isAbsent)
  const known = (states: readonly string[]): Test =>
    rowsOf(
      sql`crm.consent n`,
      sql`n.contact_id`,
      sql`n.channel = ${channel} and n.purpose = ${purpose} and n.state = any(${states}::text[])`,
    )
  if (!wanted.includes('unknown')) return known(wanted)
  const others = ['granted', 'denied'].filter((state) => !wanted.includes(state))
  return absentOr({ isAbsent: true }, known(others))
}

/** Who never did anything has no row, and no counts: of them `0 at most` holds as well. */
function behaviourTest(term: KnownTerm, ask: Ask): Test {
  const column = identifier(behaviourColumns[term.name] ?? '', Object.values(behaviourColumns))
  if (ask.atMost !== undefined && ask.atMost >= 0 && (ask.atLeast ?? 0) <= 0)
    return absentOr({ isAbsent: true }, engaged(sql`${column} > ${Math.floor(ask.atMost)}::bigint`))
  const isCount = term.type === 'number' || term.type === 'money'
  const isSome = isCount && ask.atLeast === undefined && ask.atMost === undefined
  return engaged(isSome ? sql`${column} > 0` : compare(column, term, ask))
}

const engaged = (where: Statement): Test => rowsOf(sql`crm.engagement e`, sql`e.contact_id`, where)

/** Nobody whose processing is restricted: few, looked up once for all. */
export const unrestricted = plain(sql`not c.id = any (array(select r.id from crm.contact r where r.restricted_at is not null))`)

/** Everybody has a score, zero to begin with; a chance of buying only where a model passed its gate. */
function scoreTest(term: KnownTerm, ask: Ask): Test {
  const column = identifier(scoreColumns[term.name] ?? '', Object.values(scoreColumns))
  return rowsOf(sql`crm.contact_score s`, sql`s.contact_id`, compare(column, term, ask))
}

/** Of a static list. */
export const memberOf = (segmentId: string): Test => rowsOf(sql`crm.segment_member m`, sql`m.contact_id`, sql`m.segment_id = ${segmentId}`)
