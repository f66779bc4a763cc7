import type { Ctx } from '#kernel/ctx.ts'
import type { PhoneHome } from '#kernel/contract/phone.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { SearchHit } from '#kernel/module.ts'
import type { Address } from '#crm/contract/address.ts'
import type { ContactChange } from '#crm/contract/change.ts'
import {
  type Contact,
  type ContactRow,
  type CreateContact,
  type IdentityKind,
  type ListContacts,
  type TypedIdentity,
} from '#crm/contract/contact.ts'
import { contactArchived, contactCreated, contactRestored, contactTagged } from '#crm/contract/events.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import { shownPhone } from '#kernel/contract/phone-text.ts'
import { insert as insertAddresses } from '#crm/server/addresses/addresses.store.ts'
import { addressText, readAddresses } from '#crm/server/addresses/addresses.ts'
import { actorName, record } from '#crm/server/contacts/activity.store.ts'
import { readAsked, readConditions, uuid } from '#crm/server/contacts/conditions.ts'
import * as attributes from '#crm/server/contacts/attributes.store.ts'
import type { SegmentCount } from '#crm/contract/segment.ts'
import { estimate, sample } from '#crm/server/segments/count.store.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import * as draftRows from '#crm/server/contacts/drafts.store.ts'
import { draftOf } from '#crm/server/contacts/draft.ts'
import { homeOf, requireMember } from '#crm/server/contacts/home.ts'
import { owners } from '#crm/server/contacts/identities.store.ts'
import { readTyped, sameIdentity, type Known } from '#crm/server/contacts/identity.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { contactNotFound, identityInvalid, identityTaken, reasonWord } from '#crm/server/problems.ts'
import * as tags from '#crm/server/tags/tags.ts'

/** As many as the form allows: a change for many contacts must not make one that cannot be edited. */
export const mostTagsOfOne = 50

export async function list(ctx: Ctx, input: ListContacts): Promise<Page<ContactRow>> {
  const { conditions, filter } = await readConditions(ctx, input)
  return store.page(ctx, { ...input, filter }, conditions)
}

export async function count(ctx: Ctx, input: Pick<ListContacts, 'show' | 'search' | 'filter'>): Promise<SegmentCount> {
  // What a segment asks of each contact may be much: of many contacts, a part taken by chance is asked.
  const part = input.filter.some((one) => one.startsWith('segment:')) ? await sample(ctx, mostAsked) : null
  const { conditions, filter } = await readConditions(ctx, input, part ? 'probe' : 'test')
  const asked = { show: input.show, filter, limit: 1 }
  if (!part) return { count: await store.count(ctx, asked, conditions), margin: 0 }
  return estimate(await store.count(ctx, asked, [part.condition, ...conditions]), part.share)
}

const mostAsked = 16_000

export async function listForExport(
  ctx: Ctx,
  input: Pick<ListContacts, 'show' | 'search' | 'filter' | 'limit' | 'cursor'>,
): Promise<Page<Contact>> {
  const { conditions, filter } = await readConditions(ctx, input)
  return store.recordPage(ctx, { show: input.show, limit: input.limit, cursor: input.cursor, filter }, conditions)
}

export async function get(ctx: Ctx, input: { id: string }): Promise<Contact> {
  const contact = await store.find(ctx, input.id)
  if (!contact) throw contactNotFound()
  return shown(contact)
}

/** Whether the record may be watched live. */
export async function isReadable(ctx: Ctx, id: string | null): Promise<boolean> {
  return id !== null && uuid.test(id) && ctx.can(canReadContacts) && (await store.names(ctx, [id])).length > 0
}

export const shown = ({ nameSource: _source, ...contact }: store.Stored): Contact => contact

export async function create(ctx: Ctx, input: CreateContact): Promise<Contact> {
  const identities = readAllTyped(input.identities, await homeFor(ctx, input.identities, input.country))
  if (input.ownerId) await requireMember(ctx, input.ownerId)
  await tags.requireAll(ctx, input.tagIds)
  const definitions = Object.keys(input.fields).length > 0 ? await fields.all(ctx) : []
  const { fields: values, index } = fields.apply(definitions, {}, input.fields)
  const addresses = readAddresses(input.addresses, [], ctx.newId)
  await refuseTaken(ctx, identities, null)
  const source = ctx.actor.kind === 'api-key' ? 'api' : ctx.actor.kind === 'system' ? 'demo' : 'manual'
  const draft = draftOf(
    { ...input, nameSource: 'person', identities, fields: values, index, source },
    { newId: ctx.newId, at: ctx.now, actorName: actorName(ctx) },
  )
  const written = await draftRows.insert(ctx, [draft])
  await insertAddresses(ctx, [{ contactId: draft.id, addresses }])
  // Somebody was given the same identity between the question and the answer: a new statement sees them.
  if (written.length < identities.length) await refuseTaken(ctx, identities, draft.id)
  ctx.audit({
    action: 'crm.contact.created',
    subject: { kind: 'contact', id: draft.id, name: draft.name },
    after: auditable(draft, addresses),
  })
  await emitCreated(ctx, draft)
  return get(ctx, { id: draft.id })
}

export const emitCreated = (ctx: Ctx, draft: store.Draft): Promise<void> =>
  ctx.emit(contactCreated, {
    contactId: draft.id,
    kind: draft.kind,
    name: draft.name,
    phone: draft.phone,
    email: draft.email,
    source: draft.source,
    createdAt: draft.at,
  })

const auditable = (draft: store.Draft, addresses: readonly Address[]): Record<string, unknown> => ({
  kind: draft.kind,
  name: draft.name,
  identities: draft.identities.map(({ kind, value }) => `${kind}:${value}`),
  ...(draft.relations.length > 0 && { relations: draft.relations }),
  ...(addresses.length > 0 && { addresses: addresses.map(addressText) }),
  ...(draft.tagIds.length > 0 && { tagIds: draft.tagIds }),
  ...(Object.keys(draft.fields).length > 0 && { fields: draft.fields }),
  ...(draft.notes && { notes: draft.notes }),
  ...(draft.ownerId && { ownerId: draft.ownerId }),
})

/** Only phones and tax ids need to know the country. */
export const homeFor = async (ctx: Ctx, typed: readonly TypedIdentity[], country: string | undefined): Promise<PhoneHome> =>
  typed.some((one) => one.kind === 'phone' || one.kind === 'tax_id') ? homeOf(ctx, country) : { country: country ?? '' }

/** Normalises what was typed, without repetitions; the first that makes no sense is refused with the reason. */
export function readAllTyped(typed: readonly TypedIdentity[], home: PhoneHome): Known[] {
  const known: Known[] = []
  for (const one of typed) {
    const read = readTyped(one, home)
    if ('invalid' in read) throw identityInvalid({ kind: one.kind, value: one.value, reason: reasonWord(read.invalid) })
    if (!known.some((other) => sameIdentity(other, read))) known.push(read)
  }
  return known
}

/** Refuses when another contact has one of these. */
export async function refuseTaken(
  ctx: Ctx,
  identities: readonly { kind: IdentityKind; value: string }[],
  contactId: string | null,
): Promise<void> {
  if (identities.length === 0) return
  const taken = (await owners(ctx, identities)).find((owner) => owner.contactId !== contactId)
  if (!taken) return
  throw identityTaken({
    kind: taken.kind,
    value: taken.value,
    contactId: taken.contactId,
    contactName: taken.name,
    isArchived: taken.isArchived,
  })
}

export async function remove(ctx: Ctx, input: { id: string }): Promise<Record<string, never>> {
  const contact = await store.find(ctx, input.id)
  if (!contact) throw contactNotFound()
  await change(ctx, { ids: [input.id], change: { kind: 'archive' } })
  return {}
}

type MarkChange = Extract<ContactChange, { kind: 'add-tag' | 'remove-tag' | 'archive' | 'restore' }>

/** Marks many. Ids of other organizations, and contacts that were so already, are simply not among the changed. */
export async function change(
  ctx: Ctx,
  { ids, change: asked }: { ids: readonly string[]; change: MarkChange },
): Promise<{ changedIds: string[] }> {
  if (asked.kind === 'archive' || asked.kind === 'restore') {
    const isArchiving = asked.kind === 'archive'
    const changedIds = await (isArchiving ? store.archive(ctx, ids) : store.restore(ctx, ids))
    await tell(ctx, changedIds, isArchiving ? 'archived' : 'restored', {})
    if (changedIds.length > 0) await ctx.emit(isArchiving ? contactArchived : contactRestored, { contactIds: changedIds })
    return { changedIds }
  }
  const [tag] = await tags.requireAll(ctx, [asked.tagId])
  const isAdding = asked.kind === 'add-tag'
  const changedIds = await (isAdding
    ? attributes.addTag(ctx, ids, asked.tagId, mostTagsOfOne)
    : attributes.removeTag(ctx, ids, asked.tagId))
  await tell(ctx, changedIds, isAdding ? 'tagged' : 'untagged', { tag: tag?.name ?? '' })
  if (changedIds.length > 0) {
    await ctx.emit(contactTagged, {
      contactIds: changedIds,
      addedTagIds: isAdding ? [asked.tagId] : [],
      removedTagIds: isAdding ? [] : [asked.tagId],
    })
  }
  return { changedIds }
}

async function tell(ctx: Ctx, ids: readonly string[], kind: string, data: Record<string, unknown>): Promise<void> {
  if (ids.length === 0) return
  await record(
    ctx,
    ids.map((contactId) => ({ contactId, kind, data })),
  )
  if (ctx.actor.kind === 'system') return
  for (const { id, name } of await store.names(ctx, ids))
    ctx.audit({
      action: `crm.contact.${kind}`,
      subject: { kind: 'contact', id, name },
      ...(Object.keys(data).length > 0 && { after: data }),
    })
}

/** Hits for the palette and for whoever has to choose a contact. */
export async function search(ctx: Ctx, text: string, limit: number): Promise<SearchHit[]> {
  const found = await readAsked(ctx, text)
  if (!found) return []
  const hits = await store.hits(ctx, found, limit)
  return hits.map(({ id, name, phone, email }) => ({
    id,
    kind: 'contact',
    title: name,
    subtitle: [phone && shownPhone(phone), email].filter(Boolean).join(' · '),
    href: `/contactos/${id}`,
  }))
}

export const releaseOwner = (ctx: Ctx, personId: string): Promise<number> => store.releaseOwner(ctx, personId)

export const tellConsents = (
  ctx: Ctx,
  changes: readonly { contactId: string; channel: string; purpose: string; state: string }[],
): Promise<void> =>
  record(
    ctx,
    changes.map(({ contactId, ...data }) => ({ contactId, kind: 'consent', data })),
  )
