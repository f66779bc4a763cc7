import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'

export const WaitingState = z.enum(['waiting', 'told', 'withdrawn'])

/** A customer who wants to know when something is there again. `refusal`: it was there, and they could not be told. */
export const Waiting = z.object({
  id: Id,
  variantId: Id,
  name: z.string(),
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  askedAt: Instant,
  state: WaitingState,
  refusal: z.enum(['contact_gone', 'restricted', 'opted_out', 'no_way', 'window_closed', 'failed']).nullable(),
  toldAt: Instant.nullable(),
})
export type Waiting = z.infer<typeof Waiting>

export const WaitForStock = z.object({ variantId: Id, contactId: Id })
export type WaitForStock = z.output<typeof WaitForStock>

export const ListWaiting = Listing.extend({ variantId: Id.optional(), contactId: Id.optional(), state: WaitingState.optional() })
export type ListWaiting = z.output<typeof ListWaiting>
