import type { Ctx } from '#kernel/ctx.ts'
import type { TypedAddress } from '#crm/contract/address.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { contactUpdated } from '#crm/contract/events.ts'
import * as addressRows from '#crm/server/addresses/addresses.store.ts'
import { readAddresses } from '#crm/server/addresses/addresses.ts'
import { record } from '#crm/server/contacts/activity.store.ts'
import * as attributes from '#crm/server/contacts/attributes.store.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import * as draftRows from '#crm/server/contacts/drafts.store.ts'
import { derivedFrom } from '#crm/server/contacts/draft.ts'
import * as identities from '#crm/server/contacts/identities.store.ts'
import type { Known } from '#crm/server/contacts/identity.ts'
import type { IndexRow } from '#crm/server/fields/field-value.ts'

/** Contacts by the hundred, for imports: each function is a fixed number of statements whatever the number of contacts. */

/** Who has which identity, by `kind:value`. */
export async function ownersByKey(ctx: Ctx, wanted: readonly Pick<Known, 'kind' | 'value'>[]): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map()
  return new Map((await identities.owners(ctx, wanted)).map(({ kind, value, contactId }) => [`${kind}:${value}`, contactId]))
}

export const lock = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, store.Stored>> =>
  new Map((await store.findManyForUpdate(ctx, ids)).map((contact) => [contact.id, contact]))

/** False when somebody took one of the identities meanwhile: the caller's transaction must not be kept. */
export async function insert(ctx: Ctx, made: readonly { draft: store.Draft; addresses: readonly TypedAddress[] }[]): Promise<boolean> {
  if (made.length === 0) return true
  const drafts = made.map(({ draft }) => draft)
  const written = await draftRows.insert(ctx, drafts)
  await addressRows.insert(
    ctx,
    made.map(({ draft, addresses }) => ({ contactId: draft.id, addresses: readAddresses(addresses, [], ctx.newId) })),
  )
  return written.length === drafts.reduce((sum, draft) => sum + draft.identities.length, 0)
}

export type Rewrite = {
  contact: store.Stored
  next: Pick<store.Stored, 'kind' | 'name' | 'nameSource' | 'notes' | 'fields' | 'relations' | 'tagIds' | 'ownerId'>
  added: readonly Known[]
  /** Identities that leave the contact. */
  removedIds: readonly string[]
  /** The index rows of all of `next.fields`, when values changed. */
  index: readonly IndexRow[] | null
  /** The addresses from now on, when they changed. */
  addresses: readonly TypedAddress[] | null
  activity: string
}

/** Writes locked contacts; undefined when somebody took one of the new identities meanwhile. */
export async function rewrite(ctx: Ctx, rewrites: readonly Rewrite[]): Promise<ContactRow[] | undefined> {
  if (rewrites.length === 0) return []
  await identities.end(
    ctx,
    rewrites.flatMap((one) => [...one.removedIds]),
  )
  const added = rewrites.flatMap(({ contact, added: fresh }) => {
    const kinds = new Set(contact.identities.map(({ kind }) => kind))
    return fresh.map((one) => ({
      ...one,
      id: ctx.newId(),
      contactId: contact.id,
      isPrimary: !kinds.has(one.kind) && kinds.add(one.kind) !== undefined,
    }))
  })
  if ((await identities.attach(ctx, added)).length < added.length) return undefined
  const written = rewrites.map(({ contact, next, removedIds }): store.Written => {
    const held = [
      ...contact.identities.filter(({ id }) => !removedIds.includes(id)),
      ...added.filter(({ contactId }) => contactId === contact.id),
    ]
    return { id: contact.id, ...next, ...derivedFrom(next.name, held) }
  })
  const rows = await store.update(ctx, written)
  await attributes.setTags(
    ctx,
    rewrites.map(({ contact, next }) => ({ contactId: contact.id, tagIds: next.tagIds })),
  )
  await addressRows.replace(
    ctx,
    rewrites.flatMap(({ contact, addresses }) =>
      addresses ? [{ contactId: contact.id, addresses: readAddresses(addresses, contact.addresses, ctx.newId) }] : [],
    ),
  )
  const indexed = rewrites.flatMap(({ contact, index }) => (index ? [{ contactId: contact.id, index }] : []))
  await attributes.replaceIndex(
    ctx,
    indexed.map(({ contactId }) => contactId),
    indexed.flatMap(({ contactId, index }) => index.map((row) => ({ contactId, ...row }))),
  )
  const nameBefore = new Map(rewrites.map(({ contact }) => [contact.id, contact.name]))
  // Others keep the name beside their own things; the rest of a batch is told by whoever wrote it.
  for (const row of rows)
    if (nameBefore.get(row.id) !== row.name) await ctx.emit(contactUpdated, { contactId: row.id, changed: ['name'], row })
  await record(
    ctx,
    rewrites.map(({ contact, activity }) => ({ contactId: contact.id, kind: activity, data: {} })),
  )
  return rows
}

export const restore = (ctx: Ctx, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0 ? Promise.resolve([]) : store.restore(ctx, ids)
export const archive = (ctx: Ctx, ids: readonly string[]): Promise<string[]> =>
  ids.length === 0 ? Promise.resolve([]) : store.archive(ctx, ids)
/** Puts away contacts that are still of this version, and frees their identities; tells which. */
export async function discard(ctx: Ctx, made: readonly { contactId: string; version: number }[]): Promise<string[]> {
  if (made.length === 0) return []
  const gone = await store.discard(ctx, made)
  await identities.endAll(ctx, gone)
  return gone
}

export const versions = async (ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> =>
  new Map(ids.length === 0 ? [] : (await store.rows(ctx, ids)).map(({ id, version }) => [id, version]))
