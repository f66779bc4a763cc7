import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { FieldValue, Relation } from '#crm/contract/contact.ts'
import { FieldKey } from '#crm/contract/field.ts'

/** What is done to each of many contacts. `null` leaves them to nobody, or clears the field. */
export const ContactChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('add-tag'), tagId: Id }),
  z.object({ kind: z.literal('remove-tag'), tagId: Id }),
  z.object({ kind: z.literal('archive') }),
  z.object({ kind: z.literal('restore') }),
  z.object({ kind: z.literal('set-owner'), ownerId: Id.nullable() }),
  z.object({ kind: z.literal('add-relation'), relation: Relation }),
  z.object({ kind: z.literal('remove-relation'), relation: Relation }),
  z.object({ kind: z.literal('set-field'), key: FieldKey, value: FieldValue.nullable() }),
])
export type ContactChange = z.infer<typeof ContactChange>

export const ChangeContacts = z.object({ ids: z.array(Id).min(1).max(1_000), change: ContactChange })
export type ChangeContacts = z.infer<typeof ChangeContacts>

export const undoHours = 24

/** `id` takes it back until `undoUntil`; null when no contact was otherwise before. */
export const Changed = z.object({ changedIds: z.array(Id), id: Id.nullable(), undoUntil: Instant.nullable() })
export type Changed = z.infer<typeof Changed>

/** A change of many that can still be taken back, or was. */
export const MadeChange = z.object({
  id: Id,
  change: ContactChange,
  /** How many were changed. */
  contacts: z.number(),
  madeAt: Instant,
  madeByName: z.string().nullable(),
  undoUntil: Instant,
  undoneAt: Instant.nullable(),
})
export type MadeChange = z.infer<typeof MadeChange>

/** `kept` had been changed again meanwhile, or are gone: they stay as they are. */
export const UndoneChange = z.object({ id: Id, restored: z.number(), kept: z.number() })
export type UndoneChange = z.infer<typeof UndoneChange>
