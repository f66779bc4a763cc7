import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

const Passage = z.object({ segmentId: Id, contactIds: z.array(Id), at: Instant })

/** Contacts that meet the conditions of a watched segment now and did not when it was last looked at; at most five hundred in one. */
export const segmentEntered = event('crm.segment.entered', Passage)
/** And those that do not meet them any more. */
export const segmentLeft = event('crm.segment.left', Passage)
