import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { Door, Fulfilment } from '#commerce/contract/quote.ts'
import { OrderState } from '#orders/contract/order-state.ts'

/** One thing to prepare. `change`: what an edit did to it that nobody in the kitchen has seen yet. */
export const TicketLine = z.object({
  id: Id,
  name: z.string(),
  unit: UnitCode,
  quantityMilli: z.int(),
  modifiers: z.array(z.string()),
  note: z.string(),
  /** What a combo is made of, as it has to be put together. */
  parts: z.array(z.object({ name: z.string(), quantityMilli: z.int() })),
  station: z.string().nullable(),
  preparedAt: Instant.nullable(),
  change: z.enum(['added', 'removed']).nullable(),
})
export type TicketLine = z.infer<typeof TicketLine>

/** An order as the kitchen has it, without what it costs. */
export const Ticket = z.object({
  id: Id,
  number: z.string(),
  brandId: Id,
  contactName: z.string().nullable(),
  door: Door,
  state: OrderState,
  fulfilment: Fulfilment,
  tableName: z.string().nullable(),
  note: z.string(),
  /** Since when it waits to be prepared. */
  since: Instant,
  wantedAt: Instant.nullable(),
  promisedAt: Instant,
  /** How often it was edited after it was confirmed. */
  amendment: z.int(),
  /** What nobody in the kitchen has seen yet. */
  alert: z.enum(['changed', 'cancelled']).nullable(),
  cancelReason: z.string().nullable(),
  lines: z.array(TicketLine),
})
export type Ticket = z.infer<typeof Ticket>

/** What is promised first comes first. `isCut`: there is more than anybody can look at. */
export const Kitchen = z.object({ tickets: z.array(Ticket), isCut: z.boolean() })
export type Kitchen = z.infer<typeof Kitchen>

/** Lines of a ticket that are done, or not after all. The same said twice changes nothing. */
export const PrepareLines = z.object({ id: Id, lineIds: z.array(Id).min(1).max(300), isPrepared: z.boolean() })
export type PrepareLines = z.output<typeof PrepareLines>

/** Up to which edit somebody has seen it. */
export const SeeTicket = z.object({ id: Id, amendment: z.int().min(0).max(1_000_000) })
export type SeeTicket = z.output<typeof SeeTicket>
