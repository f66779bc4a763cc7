import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { Content } from '#conversations/contract/content.ts'

/** `customer_answered`, `opted_out` and `bought` cancel by themselves; `by-hand` is a person. */
export const cancelReasons = ['customer_answered', 'opted_out', 'bought', 'by_hand'] as const
export type CancelReason = (typeof cancelReasons)[number]

export const ScheduledMessage = z.object({
  id: Id,
  conversationId: Id,
  content: Content,
  /** One line of it, as in lists. */
  preview: z.string(),
  replyToId: Id.nullable(),
  authorName: z.string(),
  sendAt: Instant,
  /** Whether it is cancelled when the customer writes first. Opting out and buying cancel always. */
  cancelsOnReply: z.boolean(),
  state: z.enum(['waiting', 'sent', 'cancelled', 'failed']),
  /** A `CancelReason`, or the code of the problem that kept it from leaving. */
  reason: z.string().nullable(),
  endedAt: Instant.nullable(),
  endedBy: z.string().nullable(),
  version: z.int(),
})
export type ScheduledMessage = z.infer<typeof ScheduledMessage>
