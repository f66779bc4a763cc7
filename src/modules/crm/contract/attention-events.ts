import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** Somebody took it into their hands, or let it go. What else moves the queue is told by the modules that own what waits. */
export const attentionClaimed = event('crm.attention.claimed', z.object({ kind: z.string(), subjectId: Id, personId: Id }))
export const attentionReleased = event('crm.attention.released', z.object({ kind: z.string(), subjectId: Id, personId: Id }))
/** Weights or VIP tags: every place may be another one. */
export const attentionReordered = event('crm.attention.reordered', z.object({}))
