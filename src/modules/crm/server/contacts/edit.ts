import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { Address } from '#crm/contract/address.ts'
import { typedIdentityKinds, type Contact, type ContactRow, type Identity, type UpdateContact } from '#crm/contract/contact.ts'
import { contactTagged, contactUpdated } from '#crm/contract/events.ts'
import { replace as replaceAddresses } from '#crm/server/addresses/addresses.store.ts'
import { addressText, readAddresses, sameAddresses } from '#crm/server/addresses/addresses.ts'
import { record } from '#crm/server/contacts/activity.store.ts'
import * as attributes from '#crm/server/contacts/attributes.store.ts'
import { homeFor, readAllTyped, refuseTaken, shown } from '#crm/server/contacts/contacts.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import { derivedFrom, inOrder, withPrimaries } from '#crm/server/contacts/draft.ts'
import { requireMember } from '#crm/server/contacts/home.ts'
import * as identities from '#crm/server/contacts/identities.store.ts'
import { sameIdentity, type Known } from '#crm/server/contacts/identity.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { contactMerged, contactNotFound } from '#crm/server/problems.ts'
import * as tags from '#crm/server/tags/tags.ts'

/** Changes what is present in `input`, if the contact is still as the caller saw it (`ctx.ifMatch`). */
export async function update(ctx: Ctx, input: UpdateContact): Promise<Contact> {
  const before = await store.findForUpdate(ctx, input.id)
  if (!before) throw contactNotFound()
  if (before.mergedInto) throw contactMerged({ into: before.mergedInto })
  if (ctx.ifMatch !== undefined && ctx.ifMatch !== before.version) throw changedMeanwhile({ version: before.version })
  if (input.ownerId && input.ownerId !== before.ownerId) await requireMember(ctx, input.ownerId)
  const tagIds = input.tagIds ? [...new Set(input.tagIds)] : before.tagIds
  await tags.requireAll(
    ctx,
    tagIds.filter((id) => !before.tagIds.includes(id)),
  )

  const held = input.identities
    ? await writeTyped(ctx, before, readAllTyped(input.identities, await homeFor(ctx, input.identities, input.country)))
    : before.identities
  const addresses = input.addresses ? readAddresses(input.addresses, before.addresses, ctx.newId) : before.addresses
  const definitions = input.fields ? await fields.all(ctx) : []
  const values = fields.apply(definitions, before.fields, input.fields ?? {})
  const next: store.Written = {
    id: before.id,
    kind: input.kind ?? before.kind,
    ...derivedFrom(input.name ?? before.name, held),
    nameSource: input.name !== undefined && input.name !== before.name ? 'person' : before.nameSource,
    relations: input.relations ? inOrder(input.relations) : before.relations,
    tagIds,
    fields: values.fields,
    notes: input.notes ?? before.notes,
    ownerId: input.ownerId === undefined ? before.ownerId : input.ownerId,
  }
  const changed = changesBetween(before, next, held, values.changed)
  if (!sameAddresses(before.addresses, addresses)) changed.push('addresses')
  if (changed.length === 0) return shown(before)

  const [row] = await store.update(ctx, [next])
  if (changed.includes('tagIds')) await attributes.setTags(ctx, [{ contactId: before.id, tagIds }])
  if (changed.includes('addresses')) await replaceAddresses(ctx, [{ contactId: before.id, addresses }])
  await attributes.setIndex(ctx, before.id, values.fieldIds, values.index)
  if (row) await tellUpdated(ctx, before, row, held, { ...next, addresses }, changed)
  return shown((await store.find(ctx, before.id)) ?? before)
}

/** Makes `typed` the contact's identities of the typed kinds; what its channels reported stays. */
async function writeTyped(ctx: Ctx, before: store.Stored, typed: readonly Known[]): Promise<Identity[]> {
  const isTyped = (identity: Identity): boolean => (typedIdentityKinds as readonly string[]).includes(identity.kind)
  const gone = before.identities.filter((one) => isTyped(one) && !typed.some((other) => sameIdentity(other, one)))
  const added = typed.filter((one) => !before.identities.some((other) => sameIdentity(other, one)))
  await refuseTaken(ctx, added, before.id)
  if (gone.length > 0)
    await identities.end(
      ctx,
      gone.map((one) => one.id),
    )
  if (added.length > 0) {
    const made = added.map((one) => ({ ...one, id: ctx.newId(), contactId: before.id, isPrimary: false }))
    const written = await identities.attach(ctx, made)
    if (written.length < made.length) await refuseTaken(ctx, added, before.id)
  }
  if (typed.length > 0) {
    const current = await identities.of(ctx, [before.id])
    const first = withPrimaries(typed).filter((one) => one.isPrimary)
    const primaries = current.filter((one) => first.some((other) => sameIdentity(other, one))).map((one) => one.id)
    await identities.makePrimary(ctx, before.id, primaries)
  }
  return (await store.find(ctx, before.id))?.identities ?? []
}

const shownIdentities = (list: readonly Identity[]): string[] =>
  list.map(({ kind, value, isPrimary }) => `${kind}:${value}${isPrimary ? '*' : ''}`)

function changesBetween(before: store.Stored, next: store.Written, held: readonly Identity[], changedFields: readonly string[]): string[] {
  const changed = (['kind', 'name', 'notes', 'ownerId'] as const).filter((key) => before[key] !== next[key]) as string[]
  if (shownIdentities(before.identities).join() !== shownIdentities(held).join()) changed.push('identities')
  if (before.relations.join() !== next.relations.join()) changed.push('relations')
  if (before.tagIds.toSorted().join() !== next.tagIds.toSorted().join()) changed.push('tagIds')
  return [...changed, ...changedFields.map((key) => `fields.${key}`)]
}

async function tellUpdated(
  ctx: Ctx,
  before: store.Stored,
  row: ContactRow,
  held: readonly Identity[],
  next: store.Written & { addresses: readonly Address[] },
  changed: readonly string[],
): Promise<void> {
  const pick = (contact: store.Stored | typeof next, known: readonly Identity[]): Record<string, unknown> =>
    Object.fromEntries(
      changed.map((key) => {
        if (key === 'identities') return [key, shownIdentities(known)]
        if (key === 'addresses') return [key, contact.addresses.map(addressText)]
        if (key.startsWith('fields.')) return [key, contact.fields[key.slice(7)] ?? null]
        return [key, contact[key as 'name' | 'kind' | 'notes' | 'ownerId' | 'relations' | 'tagIds']]
      }),
    )
  ctx.audit({
    action: 'crm.contact.updated',
    subject: { kind: 'contact', id: row.id, name: row.name },
    before: pick(before, before.identities),
    after: pick(next, held),
  })
  await record(ctx, [{ contactId: row.id, kind: 'updated', data: { changed } }])
  await ctx.emit(contactUpdated, { contactId: row.id, changed: [...changed], row })
  if (!changed.includes('tagIds')) return
  await ctx.emit(contactTagged, {
    contactIds: [row.id],
    addedTagIds: next.tagIds.filter((id) => !before.tagIds.includes(id)),
    removedTagIds: before.tagIds.filter((id) => !next.tagIds.includes(id)),
  })
}
