import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/**
 * What is kept about what contacts do and what is done for them. `value` is by kind: of `message.out` and
 * `conversation.resolved` `{ endsWait }`, of orders `{ amountMinor, currency }`, of
 * deals `{ dealId, amountMinor, currency }` (the newest of a deal says how far it is), of forms `{ formId }`. Never what somebody
 * wrote: that stays where it was written.
 */
export const activityKinds = [
  'message.in',
  'message.out',
  'conversation.resolved',
  'form.submitted',
  'lead.received',
  'intent.price',
  'intent.stock',
  'intent.booking',
  'link.clicked',
  'order.placed',
  'order.cancelled',
  'proposal.sent',
  'proposal.accepted',
  'proposal.closed',
  'deal.opened',
  'deal.negotiating',
  'deal.won',
  'deal.lost',
  'booking.made',
  'note.written',
] as const
export const ActivityKind = z.enum(activityKinds)
export type ActivityKind = z.infer<typeof ActivityKind>

export const Activity = z.object({
  contactId: Id,
  kind: ActivityKind,
  at: Instant,
  /** The fact in its own module, `message:<id>`: telling it again changes nothing. */
  source: z.string().min(1).max(200),
  value: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
})
export type Activity = z.infer<typeof Activity>

/** All that a contact ever did, summed up. Money of orders in other currencies than the first order's is not in the total. */
export const Engagement = z.object({
  contactId: Id,
  firstInboundAt: Instant.nullable(),
  lastInboundAt: Instant.nullable(),
  inboundCount: z.int(),
  firstOutboundAt: Instant.nullable(),
  lastOutboundAt: Instant.nullable(),
  outboundCount: z.int(),
  /** Messages of theirs that answered one of ours. */
  replyCount: z.int(),
  /** The first message of theirs that nobody has answered. */
  waitingSince: Instant.nullable(),
  lastActivityAt: Instant,
  ordersCount: z.int(),
  ordersTotalMinor: z.int(),
  currency: z.string().nullable(),
  lastOrderAt: Instant.nullable(),
})
export type Engagement = z.infer<typeof Engagement>
