import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/**
 * Something came to its end for a contact, and somebody may want to ask how it was. `source` is the fact in its own module,
 * `order:<id>`: of one fact it is told once or more, and asked once.
 */
export const occasionCame = event(
  'crm.occasion.came',
  z.object({ kind: z.enum(['delivery']), source: z.string().min(1).max(200), contactId: Id, conversationId: Id, at: Instant }),
)
