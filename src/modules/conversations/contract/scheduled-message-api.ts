import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessInstant } from '#kernel/contract/time.ts'
import { Outgoing } from '#conversations/contract/content.ts'
import { canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { ScheduledMessage } from '#conversations/contract/scheduled-message.ts'

/** Those that wait, soonest first, and those that could not leave and that nobody has put away yet. */
export const listScheduled = endpoint({
  method: 'GET',
  path: '/conversations/:id/scheduled-messages',
  permission: canReadOwn,
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(ScheduledMessage) }),
})

/**
 * `scheduledId` is made by the client; the message that it becomes has the same id. 422 `conversations.send_in_the_past`;
 * 409 `conversations.window_over_by_then` when it would have to wait for a silent customer beyond their 24 hours.
 */
export const scheduleMessage = endpoint({
  method: 'POST',
  path: '/conversations/:id/scheduled-messages',
  permission: canReply,
  input: z.object({
    id: Id,
    scheduledId: Id.optional(),
    content: Outgoing,
    replyToId: Id.nullable().default(null),
    sendAt: BusinessInstant,
    cancelsOnReply: z.boolean().default(true),
  }),
  output: ScheduledMessage,
})

export const rescheduleMessage = endpoint({
  method: 'PATCH',
  path: '/scheduled-messages/:id',
  permission: canReply,
  input: z.object({ id: Id, sendAt: BusinessInstant.optional(), cancelsOnReply: z.boolean().optional() }),
  output: ScheduledMessage,
  versioned: true,
})

/** Takes it back, or puts away one that could not leave. */
export const cancelScheduled = endpoint({
  method: 'DELETE',
  path: '/scheduled-messages/:id',
  permission: canReply,
  input: z.object({ id: Id }),
  output: ScheduledMessage,
})

/** Sends it without waiting for its moment. */
export const sendScheduledNow = endpoint({
  method: 'POST',
  path: '/scheduled-messages/:id/departure',
  permission: canReply,
  input: z.object({ id: Id }),
  output: ScheduledMessage,
})
