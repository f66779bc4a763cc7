import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Day, Instant } from '#kernel/contract/time.ts'
import { rfmSegments } from '#orders/contract/rfm.ts'

const Score = z.int().min(1).max(5)
export const RfmSegmentName = z.enum(rfmSegments)

/** What a customer bought, where that places them among the others, and what is expected of them. Counted each night. */
export const CustomerValue = z.object({
  contactId: Id,
  orders: z.int(),
  totalMinor: z.int(),
  currency: z.string(),
  firstDay: Day,
  lastAt: Instant,
  /** Days that usually lie between two purchases; `null` before the second one. */
  gapDays: z.int().nullable(),
  yearOrders: z.int(),
  yearMinor: z.int(),
  recency: Score,
  frequency: Score,
  monetary: Score,
  segment: RfmSegmentName,
  /** `null`: too few customers to say. */
  alivePercent: z.int().nullable(),
  /** Purchases of the next twelve months, in thousandths, and what they are worth. */
  expectedMilli: z.int().nullable(),
  valueMinor: z.int().nullable(),
  isLeaving: z.boolean(),
  countedAt: Instant,
})
export type CustomerValue = z.infer<typeof CustomerValue>

/** `null`: nobody who bought anything. */
export const ValueOfContact = z.object({ value: CustomerValue.nullable() })

/** Customers by how recently and how often they bought, and by what that makes them. */
export const CustomerFigures = z.object({
  countedAt: Instant.nullable(),
  currency: z.string(),
  customers: z.int(),
  /** Those who bought more than once. */
  repeaters: z.int(),
  hasModel: z.boolean(),
  leaving: z.int(),
  cells: z.array(z.object({ recency: Score, frequency: Score, count: z.int(), yearMinor: z.int() })),
  segments: z.array(
    z.object({ segment: RfmSegmentName, count: z.int(), yearMinor: z.int(), orders: z.int(), valueMinor: z.int().nullable() }),
  ),
})
export type CustomerFigures = z.infer<typeof CustomerFigures>
