import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'
import { ChangeMembers, CreateSegment, Segment, SegmentCount, SegmentTerm, SegmentTree, UpdateSegment } from '#crm/contract/segment.ts'

const One = z.object({ id: Id })

/** All of them, by name. Their contacts are the list of contacts with `filter=segment:in:<id>`. */
export const listSegments = endpoint({
  method: 'GET',
  path: '/segments',
  permission: canReadContacts,
  input: z.object({}),
  output: z.object({ items: z.array(Segment) }),
})
/** What conditions can be about here: contacts, their custom fields, what they did, and what other modules know of them. */
export const listSegmentTerms = endpoint({
  method: 'GET',
  path: '/segment-terms',
  permission: canReadContacts,
  input: z.object({}),
  output: z.object({ items: z.array(SegmentTerm) }),
})
export const getSegment = endpoint({ method: 'GET', path: '/segments/:id', permission: canReadContacts, input: One, output: Segment })
export const createSegment = endpoint({
  method: 'POST',
  path: '/segments',
  permission: canWriteContacts,
  input: CreateSegment,
  output: Segment,
})
export const updateSegment = endpoint({
  method: 'PATCH',
  path: '/segments/:id',
  permission: canWriteContacts,
  input: UpdateSegment,
  output: Segment,
  versioned: true,
})
/** Refused while another segment refers to it. */
export const deleteSegment = endpoint({
  method: 'DELETE',
  path: '/segments/:id',
  permission: canWriteContacts,
  input: One,
  output: z.object({}),
})
/** How many contacts meet conditions that nobody has saved yet. Changes nothing. */
export const previewSegment = endpoint({
  method: 'POST',
  path: '/segment-previews',
  permission: canReadContacts,
  input: z.object({ conditions: SegmentTree, id: Id.nullable().default(null) }),
  output: SegmentCount,
})
/** Of static segments. */
export const changeMembers = endpoint({
  method: 'POST',
  path: '/segments/:id/member-changes',
  permission: canWriteContacts,
  input: ChangeMembers,
  output: z.object({ addedIds: z.array(Id), removedIds: z.array(Id) }),
})
