import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Contact, ContactRow } from '#crm/contract/contact.ts'

/** Why two may be one, beside the name; `field` is the key of the custom field in which they agree. */
export const DuplicateReason = z.object({
  kind: z.enum(['line', 'gmail', 'tail', 'local', 'street', 'domain', 'field', 'city']),
  field: z.string().nullable(),
})
export type DuplicateReason = z.infer<typeof DuplicateReason>

const likeness = {
  /** Of the names, by trigrams: 1 when they are the same whatever their accents, capitals and order. */
  similarity: z.number(),
  reasons: z.array(DuplicateReason),
}

/** Two contacts that may be one person. */
export const Duplicate = z.object({ id: Id, first: ContactRow, second: ContactRow, ...likeness, foundAt: Instant })
export type Duplicate = z.infer<typeof Duplicate>

/** Somebody who is there already, as a form shows them. */
export const Alike = z.object({ id: Id, name: z.string(), phone: z.string().nullable(), email: z.string().nullable(), ...likeness })
export type Alike = z.infer<typeof Alike>

/** The walk over all contacts. Without `startedAt` there was none yet. */
export const DuplicateScan = z.object({ checked: z.number(), startedAt: Instant.nullable(), finishedAt: Instant.nullable() })
export type DuplicateScan = z.infer<typeof DuplicateScan>

/** As long as a merge of contacts can be undone: so long modules keep what came with it. */
export const mergeUndoDays = 30

/** Whose value stays. `both` only for notes, which then stand one below the other. */
export const MergeChoice = z.enum(['survivor', 'loser', 'both'])
export type MergeChoice = z.infer<typeof MergeChoice>

/** `name`, `kind`, `phone`, `email`, `ownerId`, `notes` and `fields.<key>`. */
export const MergePath = z.string().max(80)

/** Why two cannot be one: `tax_ids` (each has another one of the same country), `tags` (together too many). */
export const MergeObstacle = z.object({ reason: z.enum(['tax_ids', 'tags']), detail: z.string() })
export type MergeObstacle = z.infer<typeof MergeObstacle>

/** Both contacts and what the rules would choose where they differ. */
export const MergeProposal = z.object({
  survivor: Contact,
  loser: Contact,
  choices: z.array(z.object({ path: MergePath, choice: MergeChoice })),
  obstacle: MergeObstacle.nullable(),
})
export type MergeProposal = z.infer<typeof MergeProposal>

/** A merge that was done. It can be undone until `undoUntil`, unless it was. */
export const ContactMerge = z.object({
  id: Id,
  survivorId: Id,
  loserId: Id,
  loserName: z.string(),
  mergedAt: Instant,
  actorName: z.string().nullable(),
  undoUntil: Instant,
  undoneAt: Instant.nullable(),
})
export type ContactMerge = z.infer<typeof ContactMerge>

export const MergeContacts = z.object({
  /** The one that stays. */
  id: Id,
  /** The one that goes into it. */
  otherId: Id,
  /** Where nothing is said, the rules choose. */
  choices: z.record(MergePath, MergeChoice).default({}),
  /** As the person saw them; 409 `kernel.changed_meanwhile` when either has changed since. */
  versions: z.object({ survivor: z.int(), loser: z.int() }).optional(),
})
export type MergeContacts = z.output<typeof MergeContacts>
