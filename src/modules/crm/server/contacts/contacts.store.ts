import type { Ctx } from '#kernel/ctx.ts'
import { list } from '#kernel/db/listing.ts'
import { join, keyword, sql, type Statement } from '#kernel/db/sql.ts'
import type { Page } from '#kernel/contract/page.ts'
import { type Contact, type ContactKind, type ContactRow, type FieldValues, type ListContacts, Relation } from '#crm/contract/contact.ts'
import { addressesColumn } from '#crm/server/addresses/addresses.store.ts'
import type { Known } from '#crm/server/contacts/identity.ts'
import type { IndexRow } from '#crm/server/fields/field-value.ts'
import type { FirstScore } from '#crm/server/scoring/first-score.ts'
import { asksForScore, joined, scoreFields } from '#crm/server/scoring/mark.store.ts'

export type NameSource = 'person' | 'profile' | 'identity'
export type Draft = {
  id: string
  kind: ContactKind
  name: string
  nameSource: NameSource
  nameKey: string
  phone: string | null
  email: string | null
  taxId: string | null
  relations: Relation[]
  tagIds: string[]
  fields: FieldValues
  notes: string
  ownerId: string | null
  source: string
  searchText: string
  at: string
  identities: (Known & { id: string; isPrimary: boolean })[]
  index: IndexRow[]
  /** Absent: scored by a job after the commit. */
  firstScore?: FirstScore
  activity: { id: string; kind: string; data: Record<string, unknown>; actorName: string | null }
}

export const rowColumns = sql`c.id, c.kind, c.name, c.phone, c.email, c.tax_id as "taxId", c.relations, c.lifecycle_stage as "lifecycleStage", c.tag_ids as "tagIds", c.fields, c.owner_id as "ownerId", c.source,
  c.mark as score,
  c.created_at as "createdAt", c.updated_at as "updatedAt", c.archived_at as "archivedAt", c.version`

export type Stored = Contact & { nameSource: NameSource }

const recordColumns = sql`${rowColumns}, c.notes, c.name_source as "nameSource", c.merged_into as "mergedInto", c.restricted_at as "restrictedAt",
  coalesce((
    select jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'value', i.value, 'raw', i.raw, 'isPrimary', i.is_primary, 'verifiedAt', i.verified_at)
      order by i.kind, i.is_primary desc, i.created_at, i.id)
    from crm.contact_identity i
    where i.org_id = c.org_id and i.contact_id = c.id and i.ended_at is null
  ), '[]') as identities,
  ${addressesColumn}`

export async function find(ctx: Ctx, id: string): Promise<Stored | undefined> {
  const [contact] = await ctx.sql<Stored>`select ${recordColumns} from crm.contact c where c.id = ${id}`
  return contact
}

/** The same, and nobody else changes it until this transaction ends. */
export async function findForUpdate(ctx: Ctx, id: string): Promise<Stored | undefined> {
  // Two statements: what hangs on the row must be read after the lock, or it may be older than the row itself.
  const [locked] = await ctx.sql`select c.id from crm.contact c where c.id = ${id} for update`
  return locked ? find(ctx, id) : undefined
}

/** Many at once, locked in the order of their ids so that two batches cannot wait for each other. */
export async function findManyForUpdate(ctx: Ctx, ids: readonly string[]): Promise<Stored[]> {
  if (ids.length === 0) return []
  await ctx.sql`select c.id from crm.contact c where c.id = any(${ids}) order by c.id for update`
  return findMany(ctx, ids)
}

export const findMany = (ctx: Ctx, ids: readonly string[]): Promise<Stored[]> =>
  ctx.sql<Stored>`select ${recordColumns} from crm.contact c where c.id = any(${ids})`

export const rows = (ctx: Ctx, ids: readonly string[]): Promise<ContactRow[]> =>
  ctx.sql<ContactRow>`select ${rowColumns} from crm.contact c where c.id = any(${ids})`

export async function names(ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string }[]> {
  return ctx.sql`select c.id, c.name from crm.contact c where c.id = any(${ids})`
}

export type Written = Pick<
  Draft,
  | 'id'
  | 'kind'
  | 'name'
  | 'nameSource'
  | 'nameKey'
  | 'phone'
  | 'email'
  | 'taxId'
  | 'relations'
  | 'tagIds'
  | 'fields'
  | 'notes'
  | 'ownerId'
  | 'searchText'
>

/** Writes whole contacts back; they must be locked. */
export async function update(ctx: Ctx, contacts: readonly Written[]): Promise<ContactRow[]> {
  return ctx.sql<ContactRow>`
    update crm.contact c
    set kind = d.kind, name = d.name, name_source = d."nameSource", name_key = d."nameKey", phone = d.phone, email = d.email, tax_id = d."taxId", relations = d.relations, tag_ids = d."tagIds",
      fields = d.fields, notes = d.notes, owner_id = d."ownerId", search_text = d."searchText", updated_at = ${ctx.now}, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(contacts)}::jsonb) as d(id uuid, kind text, name text, "nameSource" text, "nameKey" text, phone text, email text,
      "taxId" text, relations text[], "tagIds" uuid[], fields jsonb, notes text, "ownerId" uuid, "searchText" text)
    where c.id = any(${contacts.map(({ id }) => id)}) and c.id = d.id
    returning ${rowColumns}`
}

/** Puts away those that are not yet, or brings back those that are; tells which. Merged ones never come back by themselves. */
export async function archive(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const changed = await ctx.sql<{ id: string }>`
    update crm.contact set archived_at = ${ctx.now}, updated_at = ${ctx.now}, version = version + 1
    where id = any(${ids}) and archived_at is null returning id`
  return changed.map((row) => row.id)
}

export async function restore(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const changed = await ctx.sql<{ id: string }>`
    update crm.contact set archived_at = null, updated_at = ${ctx.now}, version = version + 1
    where id = any(${ids}) and archived_at is not null and merged_into is null and discarded_at is null returning id`
  return changed.map((row) => row.id)
}

/** Puts away what an undone import had made, where nobody has changed it since; tells which. */
export async function discard(ctx: Ctx, made: readonly { contactId: string; version: number }[]): Promise<string[]> {
  const gone = await ctx.sql<{ id: string }>`
    update crm.contact c
    set archived_at = coalesce(c.archived_at, ${ctx.now}), discarded_at = ${ctx.now}, updated_at = ${ctx.now}, version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as d("contactId" uuid, version bigint)
    where c.id = any(${made.map(({ contactId }) => contactId)}) and c.id = d."contactId" and c.version = d.version
    returning c.id`
  return gone.map((row) => row.id)
}

type Listed = { show: 'active' | 'archived'; sort?: string | undefined; filter: readonly string[] }

export const listSpec = ({ show, ...asked }: Listed, conditions: readonly Statement[]) =>
  ({
    from: asksForScore(asked) ? sql`from crm.contact c ${joined}` : sql`from crm.contact c`,
    where: [
      show === 'active' ? sql`c.archived_at is null` : sql`c.archived_at is not null and c.merged_into is null and c.discarded_at is null`,
      ...conditions,
    ],
    fields: {
      createdAt: { column: sql`c.created_at`, type: 'instant', sortable: true, filterable: true },
      updatedAt: { column: sql`c.updated_at`, type: 'instant', sortable: true, filterable: true },
      name: { column: sql`c.name_key`, type: 'text', sortable: true },
      kind: { column: sql`c.kind`, type: 'text', filterable: true },
      lifecycleStage: { column: sql`c.lifecycle_stage`, type: 'text', filterable: true },
      source: { column: sql`c.source`, type: 'text', filterable: true },
      ownerId: { column: sql`c.owner_id`, type: 'id', filterable: true },
      phone: { column: sql`c.phone`, type: 'text', filterable: true },
      email: { column: sql`c.email`, type: 'text', filterable: true },
      ...scoreFields,
      taxId: { column: sql`c.tax_id`, type: 'text', filterable: true },
    },
    defaultSort: '-createdAt',
    tieBreaker: sql`c.id`,
    shown: { createdAt: 'createdAt', updatedAt: 'updatedAt', tieBreaker: 'id' },
  }) as const

export const page = (ctx: Ctx, input: ListContacts, conditions: readonly Statement[]): Promise<Page<ContactRow>> =>
  list<ContactRow>(ctx, { ...listSpec(input, conditions), columns: rowColumns }, { ...input, search: undefined })

/** The same with everything that a record has. */
export async function recordPage(
  ctx: Ctx,
  input: Pick<ListContacts, 'show' | 'filter' | 'limit' | 'cursor'>,
  conditions: readonly Statement[],
): Promise<Page<Contact>> {
  const found = await list<Stored>(ctx, { ...listSpec(input, conditions), columns: recordColumns }, input)
  return { next: found.next, items: found.items.map(({ nameSource: _source, ...contact }) => contact) }
}

export async function count(
  ctx: Ctx,
  input: Pick<ListContacts, 'show' | 'filter' | 'limit'>,
  conditions: readonly Statement[],
): Promise<number> {
  const spec = { ...listSpec(input, conditions), columns: sql`count(*) over () as count` }
  const counted = await list<{ count: number }>(ctx, spec, { ...input, search: undefined, limit: 1 })
  return counted.items[0]?.count ?? 0
}

/** Nobody pages through more hits than this; one more word finds better than one more page. */
const mostHits = 1_000

/** `patterns` as `readSearch` gives them. A pattern that is missing matches everything. */
export const matching = ([first = '%', second = '%', third = '%', ...rest]: readonly string[]): Statement =>
  sql`c.id = any(array(select crm.newest_contacts_like(${first}, ${second}, ${third}, ${rest}::text[], ${mostHits})))`

export const tagged = (tagIds: readonly string[]): Statement =>
  sql`exists (select from crm.contact_tag t where t.org_id = c.org_id and t.contact_id = c.id and t.tag_id = any(${tagIds}::uuid[]))`

/**
 * Those who are one of these. The values stand in the statement, not in its parameters: only so does the planner see that
 * an index holds exactly them.
 */
export const related = (relations: readonly Relation[]): Statement =>
  sql`(${join(
    relations.map((relation) => sql`c.relations @> ${keyword(`'{${relation}}'`, relationLiterals)}`),
    ' or ',
  )})`

const relationLiterals = Relation.options.map((relation) => `'{${relation}}'`)

export const unrelated = sql`c.relations = '{}'`

export const untagged = sql`cardinality(c.tag_ids) = 0`

export const hits = (
  ctx: Ctx,
  patterns: readonly string[],
  limit: number,
): Promise<Pick<ContactRow, 'id' | 'kind' | 'name' | 'phone' | 'email'>[]> =>
  ctx.sql`
    select c.id, c.kind, c.name, c.phone, c.email
    from crm.contact c
    where c.archived_at is null and ${matching(patterns)}
    order by c.name_key, c.id
    limit ${limit}`

/**
 * Contacts of a period by hour or day of the zone, at the instant when it begins, whatever became of them; those merged into
 * another were never new people. Hours and days without any are absent.
 */
export const countCreatedOverTime = (
  ctx: Ctx,
  period: { from: string; to: string; zone: string; bucket: 'hour' | 'day' },
): Promise<{ at: string; value: number }[]> =>
  ctx.sql`
    select date_trunc(${period.bucket}, created_at, ${period.zone}) as at, count(*) as value
    from (
      select created_at from crm.contact where archived_at is null and created_at >= ${period.from} and created_at < ${period.to}
      union all
      select created_at from crm.contact where archived_at is not null and merged_into is null and discarded_at is null and created_at >= ${period.from} and created_at < ${period.to}
    ) as met
    group by 1 order by 1`

export async function releaseOwner(ctx: Ctx, ownerId: string): Promise<number> {
  const released = await ctx.sql<{ id: string }>`
    update crm.contact set owner_id = null, updated_at = ${ctx.now}, version = version + 1 where owner_id = ${ownerId} returning id`
  return released.length
}
