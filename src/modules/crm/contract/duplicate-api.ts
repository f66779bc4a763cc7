import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { Alike, ContactMerge, Duplicate, DuplicateScan, MergeContacts, MergeProposal } from '#crm/contract/duplicate.ts'
import { canMergeContacts, canReadContacts } from '#crm/contract/permissions.ts'

const One = z.object({ id: Id })
const Nothing = z.object({})
const several = z
  .union([z.string().max(254), z.array(z.string().max(254)).max(20)])
  .optional()
  .transform((value) => (value === undefined ? [] : typeof value === 'string' ? [value] : value))

/** Pairs that wait for somebody's word, the strongest first. */
export const listDuplicates = endpoint({
  method: 'GET',
  path: '/contact-duplicates',
  permission: canMergeContacts,
  input: Listing.pick({ cursor: true, limit: true }),
  output: pageOf(Duplicate),
})
/** Up to 1,000; `isMore` when there are more. */
export const countDuplicates = endpoint({
  method: 'GET',
  path: '/contact-duplicate-counts',
  permission: canMergeContacts,
  input: Nothing,
  output: z.object({ count: z.number(), isMore: z.boolean() }),
})
/** They are two: the pair is not proposed again. */
export const dismissDuplicate = endpoint({
  method: 'PUT',
  path: '/contact-duplicates/:id/dismissal',
  permission: canMergeContacts,
  input: One,
  output: Nothing,
})
export const restoreDuplicate = endpoint({
  method: 'DELETE',
  path: '/contact-duplicates/:id/dismissal',
  permission: canMergeContacts,
  input: One,
  output: Nothing,
})
export const getDuplicateScan = endpoint({
  method: 'GET',
  path: '/contact-duplicate-scan',
  permission: canMergeContacts,
  input: Nothing,
  output: DuplicateScan,
})
/** Walks over all contacts again. One that is under way goes on. */
export const startDuplicateScan = endpoint({
  method: 'PUT',
  path: '/contact-duplicate-scan',
  permission: canMergeContacts,
  input: Nothing,
  output: DuplicateScan,
})
/** Who may be this contact, as far as pairs were found and nobody said no. */
export const listDuplicatesOf = endpoint({
  method: 'GET',
  path: '/contacts/:id/duplicates',
  permission: canReadContacts,
  input: One,
  output: z.object({ items: z.array(Alike) }),
})
/**
 * Who is there already with a name like this and something else in common. Asked while a form is filled in; `fields` are
 * `key:value` of custom fields.
 */
export const listAlike = endpoint({
  method: 'GET',
  path: '/contacts-alike',
  permission: canReadContacts,
  input: z.object({
    name: z.string().trim().max(200),
    phone: several,
    email: several,
    fields: several,
    city: several,
    exceptId: Id.optional(),
  }),
  output: z.object({ items: z.array(Alike) }),
})
/** What merging two would give. Without `survivorId` the rules say which one stays: the oldest customer, else the most complete. */
export const getMergeProposal = endpoint({
  method: 'GET',
  path: '/contacts/:id/merge-proposals/:otherId',
  permission: canMergeContacts,
  input: One.extend({ otherId: Id, survivorId: Id.optional() }),
  output: MergeProposal,
})
/** Makes two contacts one, with everything that any module keeps of them. Doing it again answers with the same merge. */
export const mergeContacts = endpoint({
  method: 'POST',
  path: '/contacts/:id/merges',
  permission: canMergeContacts,
  input: MergeContacts,
  output: ContactMerge,
})
/** What was merged into this contact, the latest first. */
export const listMerges = endpoint({
  method: 'GET',
  path: '/contacts/:id/merges',
  permission: canReadContacts,
  input: One,
  output: z.object({ items: z.array(ContactMerge) }),
})
/** Both are as they were before, for 30 days after the merge. What happened since stays with the one that stayed. */
export const undoMerge = endpoint({
  method: 'PUT',
  path: '/contact-merges/:id/undo',
  permission: canMergeContacts,
  input: One,
  output: ContactMerge,
})
