import type { Ctx } from '#kernel/ctx.ts'
import { join, sql } from '#kernel/db/sql.ts'
import type { IdentityKind } from '#crm/contract/contact.ts'
import type { Known } from '#crm/server/contacts/identity.ts'
import type { NameSource } from '#crm/server/contacts/contacts.store.ts'

export type Owner = { kind: IdentityKind; value: string; contactId: string; name: string; nameSource: NameSource; isArchived: boolean }

/** Up to so many pairs are written out: for lists the planner would make a new plan at every call, which costs more than the answer. */
const fewPairs = 4

/**
 * Who has each of these, among the living. Many are asked by two lists and sieved here: a join with the wanted pairs would
 * be a scan per pair for as long as the statistics still describe an empty table.
 */
export async function owners(ctx: Ctx, identities: readonly Pick<Known, 'kind' | 'value'>[]): Promise<Owner[]> {
  if (identities.length === 0) return []
  const wanted = new Set(identities.map(({ kind, value }) => `${kind} ${value}`))
  const isAsked =
    identities.length <= fewPairs
      ? sql`(${join(
          identities.map(({ kind, value }) => sql`(i.kind = ${kind} and i.value = ${value})`),
          ' or ',
        )})`
      : sql`i.kind = any(${[...new Set(identities.map(({ kind }) => kind))]}) and i.value = any(${identities.map(({ value }) => value)})`
  const found = await ctx.sql<Owner>`
    select i.kind, i.value, i.contact_id as "contactId", c.name, c.name_source as "nameSource", c.archived_at is not null as "isArchived"
    from crm.contact_identity i
    join crm.contact c on c.org_id = i.org_id and c.id = i.contact_id
    where ${isAsked} and i.ended_at is null`
  return found.filter(({ kind, value }) => wanted.has(`${kind} ${value}`))
}

/** Those that nobody had; an identity that somebody has already is left with them. */
export const attach = (
  ctx: Ctx,
  identities: readonly (Known & { id: string; contactId: string; isPrimary: boolean })[],
): Promise<{ id: string; contactId: string; kind: IdentityKind; value: string }[]> =>
  ctx.sql`
    insert into crm.contact_identity (id, contact_id, kind, value, raw, is_primary, created_at)
    select d.id, d."contactId", d.kind, d.value, d.raw, d."isPrimary", ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(identities)}::jsonb) as d(id uuid, "contactId" uuid, kind text, value text, raw text, "isPrimary" boolean)
    order by d.kind, d.value
    on conflict (org_id, kind, value) where ended_at is null do nothing
    returning id, contact_id as "contactId", kind, value`

/** Frees everything that these contacts have. */
export async function endAll(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  await ctx.sql`update crm.contact_identity set ended_at = ${ctx.now}, is_primary = false where contact_id = any(${contactIds}) and ended_at is null`
}

/** The values are free from now on; the rows remain as history. */
export async function end(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`update crm.contact_identity set ended_at = ${ctx.now}, is_primary = false where id = any(${ids}) and ended_at is null`
}

/** Makes these the first of their kind and no other one of the same contact and kind. */
export async function makePrimary(ctx: Ctx, contactId: string, ids: readonly string[]): Promise<void> {
  await ctx.sql`
    update crm.contact_identity i set is_primary = i.id = any(${ids})
    where i.contact_id = ${contactId} and i.ended_at is null and i.is_primary <> (i.id = any(${ids}))
      and i.kind = any(array(select p.kind from crm.contact_identity p where p.id = any(${ids})))`
}

/** The living identities of many contacts. */
export const of = (ctx: Ctx, contactIds: readonly string[]): Promise<(Known & { id: string; contactId: string; isPrimary: boolean })[]> =>
  ctx.sql`
    select id, contact_id as "contactId", kind, value, raw, is_primary as "isPrimary"
    from crm.contact_identity
    where contact_id = any(${contactIds}) and ended_at is null
    order by kind, is_primary desc, created_at, id`

/** Other contacts with one of these numbers. */
export const holders = (
  ctx: Ctx,
  phones: readonly string[],
  exceptContactId: string | null,
): Promise<{ id: string; name: string; value: string }[]> =>
  ctx.sql`
    select c.id, c.name, i.value
    from crm.contact_identity i
    join crm.contact c on c.org_id = i.org_id and c.id = i.contact_id
    where i.kind = 'phone' and i.value = any(${phones}) and i.ended_at is null and c.archived_at is null
      and (${exceptContactId}::uuid is null or c.id <> ${exceptContactId}::uuid)
    order by c.created_at, c.id
    limit 10`
