import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** What is done of it and what was seen of it; steps are told as steps. `lines`: those that are other now. */
export const ticketChanged = event(
  'orders.ticket.changed',
  z.object({
    orderId: Id,
    lines: z.array(z.object({ id: Id, preparedAt: Instant.nullable() })),
    isSeen: z.boolean(),
  }),
)
