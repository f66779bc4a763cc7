import type { NumberedRow } from '#kernel/imports/rows.ts'
import type { TypedAddress } from '#crm/contract/address.ts'
import type { ContactKind, FieldValues, IdentityKind, Relation } from '#crm/contract/contact.ts'
import type { ImportMapping } from '#crm/contract/import.ts'
import type { NameSource } from '#crm/server/contacts/contacts.store.ts'
import { inOrder } from '#crm/server/contacts/draft.ts'
import type { Known } from '#crm/server/contacts/identity.ts'
import { sameIdentity } from '#crm/server/contacts/identity.ts'
import { keysOf, type ReadRow } from '#crm/server/imports/row.ts'

/** A contact that exists, by its id, or one that an earlier row of the file makes, as `row:<number>`. */
export type TargetId = string
export const rowTarget = (rowNumber: number): TargetId => `row:${rowNumber}`

export type Planned =
  | { rowNumber: number; outcome: 'create' }
  | { rowNumber: number; outcome: 'update' | 'skip'; target: TargetId }
  | { rowNumber: number; outcome: 'invalid'; problem: 'two-contacts' }

export type Numbered = NumberedRow<ReadRow>

/**
 * What to do with each row: exact identities decide, names never. `owners` knows who has which identity (by
 * `kind:value`) and learns what the rows add, so that the same person twice in one file is one contact.
 */
export function planRows(rows: readonly Numbered[], owners: Map<string, TargetId>, onDuplicate: ImportMapping['onDuplicate']): Planned[] {
  return rows.map(({ rowNumber, row }) => {
    const keys = keysOf(row)
    const found = new Set(keys.flatMap((key) => owners.get(key) ?? []))
    if (found.size > 1) return { rowNumber, outcome: 'invalid', problem: 'two-contacts' }
    const [target] = found
    if (target !== undefined && onDuplicate === 'skip') return { rowNumber, outcome: 'skip', target }
    for (const key of keys) owners.set(key, target ?? rowTarget(rowNumber))
    return target === undefined ? { rowNumber, outcome: 'create' } : { rowNumber, outcome: 'update', target }
  })
}

/** The parts of a contact that a file can change. */
export type Mergeable = {
  kind: ContactKind
  name: string
  nameSource: NameSource
  notes: string
  fields: FieldValues
  relations: readonly Relation[]
  ownerId: string | null
  tagIds: readonly string[]
  addresses: readonly TypedAddress[]
  identities: readonly { kind: IdentityKind; value: string }[]
}

export type Merged = Omit<Mergeable, 'identities'> & { addedIdentities: Known[]; changedFields: string[] }

/**
 * A contact after a row: `fill` writes only where there is nothing yet (a name that is just the number counts as
 * nothing), `replace` writes whatever the row has. Neither ever removes a tag, an identity or a value.
 */
export function mergeRow(contact: Mergeable, row: ReadRow, rowTagIds: readonly string[], onDuplicate: 'fill' | 'replace'): Merged {
  const isReplacing = onDuplicate === 'replace'
  const takesName = row.name !== null && row.name !== contact.name && (isReplacing || contact.nameSource === 'identity')
  const fields = { ...contact.fields }
  const changedFields: string[] = []
  for (const [key, value] of Object.entries(row.fields)) {
    const before = contact.fields[key]
    if ((before !== undefined && !isReplacing) || JSON.stringify(before) === JSON.stringify(value)) continue
    fields[key] = value
    changedFields.push(key)
  }
  return {
    kind: isReplacing && row.kind ? row.kind : contact.kind,
    name: takesName && row.name !== null ? row.name : contact.name,
    nameSource: takesName ? 'person' : contact.nameSource,
    notes: row.notes !== '' && (isReplacing || contact.notes === '') ? row.notes : contact.notes,
    fields,
    addresses: mergeAddress(contact.addresses, row.address, isReplacing),
    ownerId: row.ownerId !== null && (isReplacing || contact.ownerId === null) ? row.ownerId : contact.ownerId,
    relations: inOrder([...contact.relations, ...row.relations]),
    tagIds: [...new Set([...contact.tagIds, ...rowTagIds])].slice(0, Math.max(50, contact.tagIds.length)),
    addedIdentities: row.identities.filter((one) => !contact.identities.some((other) => sameIdentity(other, one))),
    changedFields,
  }
}

/** A file knows one address: it fills in for none, or replaces the primary one. */
function mergeAddress(before: readonly TypedAddress[], given: TypedAddress | null, isReplacing: boolean): readonly TypedAddress[] {
  if (!given || (before.length > 0 && !isReplacing)) return before
  if (before.length === 0) return [given]
  return before.map((one) => (one.isPrimary ? { ...given, ...(one.id !== undefined && { id: one.id }) } : one))
}
