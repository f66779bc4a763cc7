import { inOrder } from '#crm/server/contacts/draft.ts'
import type { Stored } from '#crm/server/contacts/contacts.store.ts'
import * as fields from '#crm/server/fields/fields.ts'
import type { ContactChange } from '#crm/contract/change.ts'
import type { FieldValue } from '#crm/contract/contact.ts'
import type { Field } from '#crm/contract/field.ts'

export type ValueChange = Exclude<ContactChange, { kind: 'add-tag' | 'remove-tag' | 'archive' | 'restore' }>
/** The parts of a contact that such a change may touch. */
export type Parts = Pick<Stored, 'ownerId' | 'relations' | 'fields'>
/** What becomes of one contact, and what it had before. */
export type Step = { next: Parts; before: unknown }

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

/** The name of what changes, as edits call it: `ownerId`, `relations`, `fields.zona`. */
export const changedPart = (change: ValueChange): string =>
  change.kind === 'set-owner' ? 'ownerId' : change.kind === 'set-field' ? `fields.${change.key}` : 'relations'

/** What the change makes of a contact; null when it is so already. A value that the field does not take is refused. */
export function stepOf(contact: Parts, change: ValueChange, definitions: readonly Field[]): Step | null {
  const { ownerId, relations, fields: values } = contact
  const parts = { ownerId, relations, fields: values }
  switch (change.kind) {
    case 'set-owner':
      return ownerId === change.ownerId ? null : { next: { ...parts, ownerId: change.ownerId }, before: ownerId }
    case 'add-relation':
      return relations.includes(change.relation)
        ? null
        : { next: { ...parts, relations: inOrder([...relations, change.relation]) }, before: null }
    case 'remove-relation':
      return relations.includes(change.relation)
        ? { next: { ...parts, relations: relations.filter((one) => one !== change.relation) }, before: null }
        : null
    case 'set-field': {
      const applied = fields.apply(definitions, values, { [change.key]: change.value })
      return applied.changed.length === 0 ? null : { next: { ...parts, fields: applied.fields }, before: values[change.key] ?? null }
    }
  }
}

/**
 * The contact as it was before the change; null when somebody changed that part since, because theirs is newer. Only that
 * part goes back: an owner who left meanwhile (`isHere`) answers for nobody.
 */
export function stepBack(contact: Parts, change: ValueChange, before: unknown, isHere: (personId: string) => boolean): Parts | null {
  const { ownerId, relations, fields: values } = contact
  const parts = { ownerId, relations, fields: values }
  switch (change.kind) {
    case 'set-owner': {
      if (ownerId !== change.ownerId) return null
      return { ...parts, ownerId: typeof before === 'string' && isHere(before) ? before : null }
    }
    case 'add-relation':
      return relations.includes(change.relation) ? { ...parts, relations: relations.filter((one) => one !== change.relation) } : null
    case 'remove-relation':
      return relations.includes(change.relation) ? null : { ...parts, relations: inOrder([...relations, change.relation]) }
    case 'set-field': {
      const { [change.key]: now, ...rest } = values
      if (!same(now ?? null, change.value)) return null
      return { ...parts, fields: before === null ? rest : { ...rest, [change.key]: before as FieldValue } }
    }
  }
}
