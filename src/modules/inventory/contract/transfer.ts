import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { Day, Instant } from '#kernel/contract/time.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { MoveQuantity } from '#inventory/contract/movement.ts'

export const TransferState = z.enum(['sent', 'received', 'cancelled'])
export type TransferState = z.infer<typeof TransferState>

/** Of one lot, where lots are followed. What is neither received nor lost is on its way. */
export const TransferLine = z.object({
  id: Id,
  variantId: Id,
  name: z.string(),
  unit: UnitCode,
  lot: z.object({ id: Id, code: z.string(), expiresOn: Day.nullable() }).nullable(),
  sentMilli: z.int(),
  receivedMilli: z.int(),
  lostMilli: z.int(),
})
export type TransferLine = z.infer<typeof TransferLine>

export const Transfer = z.object({
  id: Id,
  fromId: Id,
  toId: Id,
  state: TransferState,
  note: z.string(),
  sentAt: Instant,
  sentByName: z.string().nullable(),
  closedAt: Instant.nullable(),
  closedByName: z.string().nullable(),
  lines: z.array(TransferLine),
  version: z.int(),
})
export type Transfer = z.infer<typeof Transfer>

export const SendTransfer = z.object({
  fromId: Id,
  toId: Id,
  note: z.string().trim().max(300).default(''),
  /** Without a lot those go that expire first. */
  lines: z
    .array(z.object({ variantId: Id, quantityMilli: MoveQuantity, lotId: Id.nullable().default(null) }))
    .min(1)
    .max(300),
})
export type SendTransfer = z.output<typeof SendTransfer>

/** What arrived now, beside what had before. `isComplete`: no more will come, and what is missing is lost. */
export const ReceiveTransfer = z.object({
  id: Id,
  lines: z.array(z.object({ lineId: Id, quantityMilli: z.int().min(0).max(1_000_000_000_000) })).max(300),
  isComplete: z.boolean().default(true),
})
export type ReceiveTransfer = z.output<typeof ReceiveTransfer>

export const ListTransfers = Listing.extend({ state: TransferState.optional() })
export type ListTransfers = z.output<typeof ListTransfers>
