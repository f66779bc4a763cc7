import { type ContactKind, type FieldValues, type IdentityKind, Relation } from '#crm/contract/contact.ts'
import type { Draft, NameSource } from '#crm/server/contacts/contacts.store.ts'
import type { Known } from '#crm/server/contacts/identity.ts'
import { nameKeyOf, searchTextOf } from '#crm/server/contacts/search.ts'
import type { IndexRow } from '#crm/server/fields/field-value.ts'

export type NewContact = {
  kind: ContactKind
  name: string
  nameSource: NameSource
  identities: readonly Known[]
  source: string
  relations?: readonly Relation[]
  tagIds?: readonly string[]
  fields?: FieldValues
  index?: readonly IndexRow[]
  notes?: string
  ownerId?: string | null
}

type Maker = { newId: () => string; at: Date; actorName: string | null }

/** Everything that is written for a new contact. */
export function draftOf(contact: NewContact, maker: Maker): Draft {
  const identities = withPrimaries(contact.identities).map((identity) => ({ ...identity, id: maker.newId() }))
  return {
    id: maker.newId(),
    kind: contact.kind,
    ...derivedFrom(contact.name, identities),
    nameSource: contact.nameSource,
    relations: inOrder(contact.relations ?? []),
    tagIds: [...new Set(contact.tagIds)],
    fields: contact.fields ?? {},
    notes: contact.notes ?? '',
    ownerId: contact.ownerId ?? null,
    source: contact.source,
    at: maker.at.toISOString(),
    identities,
    index: [...(contact.index ?? [])],
    activity: { id: maker.newId(), kind: 'created', data: { source: contact.source }, actorName: maker.actorName },
  }
}

/** As they are kept: in their one order, so that two lists of the same are equal. */
export const inOrder = (relations: readonly Relation[]): Relation[] => Relation.options.filter((one) => relations.includes(one))

/** The first of each kind is the primary one. */
export function withPrimaries<T extends { kind: IdentityKind }>(identities: readonly T[]): (T & { isPrimary: boolean })[] {
  const seen = new Set<IdentityKind>()
  return identities.map((identity) => {
    const isPrimary = !seen.has(identity.kind)
    seen.add(identity.kind)
    return { ...identity, isPrimary }
  })
}

type Named = { kind: IdentityKind; value: string; isPrimary: boolean }

/** The columns that repeat what the name and the identities say. */
export function derivedFrom(name: string, identities: readonly Named[]) {
  const primary = (kind: IdentityKind): string | null => {
    const ofKind = identities.filter((identity) => identity.kind === kind)
    return (ofKind.find((identity) => identity.isPrimary) ?? ofKind[0])?.value ?? null
  }
  return {
    name,
    nameKey: nameKeyOf(name),
    phone: primary('phone'),
    email: primary('email'),
    taxId: primary('tax_id'),
    searchText: searchTextOf(name, identities),
  }
}
