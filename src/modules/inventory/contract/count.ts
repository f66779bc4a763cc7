import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { LocationKind } from '#inventory/contract/location.ts'

/** Counting; looked at, before it is believed; believed; thrown away. */
export const countStates = ['counting', 'review', 'approved', 'discarded'] as const
export const CountState = z.enum(countStates)
export type CountState = z.infer<typeof CountState>

/** By the value of what moves of it: A is counted every month, B every quarter, C every half year. */
export const turnoverClasses = ['a', 'b', 'c'] as const
export const TurnoverClass = z.enum(turnoverClasses)
export type TurnoverClass = z.infer<typeof TurnoverClass>

/** As many lines as one sheet has: what a person counts in a day, and a phone keeps without a connection. */
export const mostCountLines = 2_000

/** What is on a sheet: everything the place keeps, some categories, a class, what is due, or what was picked. */
export const CountScope = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  z.object({ kind: z.literal('category'), categoryIds: z.array(Id).min(1).max(500) }),
  z.object({ kind: z.literal('class'), class: TurnoverClass }),
  z.object({ kind: z.literal('due') }),
  z.object({ kind: z.literal('picked'), variantIds: z.array(Id).min(1).max(500) }),
])
export type CountScope = z.output<typeof CountScope>

export const StockCount = z.object({
  id: Id,
  name: z.string(),
  locationId: Id,
  /** '' for places of which there is one: their kind says what they are. */
  locationName: z.string(),
  locationKind: LocationKind,
  scope: CountScope,
  /** Who counts is not told how much there should be. */
  isBlind: z.boolean(),
  /** Differences worth more are counted again. `null`: none are. */
  thresholdMinor: z.int().nullable(),
  currency: z.string(),
  state: CountState,
  lineCount: z.int(),
  countedCount: z.int(),
  /** Those that have to be counted again and were not. Only in review. */
  againCount: z.int(),
  /** Only in review and afterwards, and only for who may approve: how many differ, and what that is worth (`null`: costs are not theirs to see). */
  differentCount: z.int().nullable(),
  differenceMinor: z.int().nullable(),
  createdAt: Instant,
  createdByName: z.string(),
  closedAt: Instant.nullable(),
  closedByName: z.string().nullable(),
  /** The server's clock when it answered: phones whose clock is wrong count by this one. */
  now: Instant,
  version: z.int(),
})
export type StockCount = z.infer<typeof StockCount>

export const CountLine = z.object({
  id: Id,
  variantId: Id,
  lotId: Id.nullable(),
  lotCode: z.string().nullable(),
  name: z.string(),
  sku: z.string().nullable(),
  unit: UnitCode,
  /** `null`: nobody has counted it. In the second look it is `null` again until somebody has. */
  countedMilli: z.int().nullable(),
  countedAt: Instant.nullable(),
  countedByName: z.string().nullable(),
  /** It was counted once and has to be counted again. */
  isAgain: z.boolean(),
  /** Of the first look, when there was a second. Not for who counts blind. */
  firstMilli: z.int().nullable(),
  /** How much there should have been when it was counted. `null`: who counts is not told, or nobody has counted. */
  expectedMilli: z.int().nullable(),
  differenceMilli: z.int().nullable(),
  /** `null` for who may not see costs. */
  differenceMinor: z.int().nullable(),
  /** Of an approved one: somebody counted the same later and that was believed, so that nothing was left to correct. */
  isSuperseded: z.boolean(),
})
export type CountLine = z.infer<typeof CountLine>

export const CreateCount = z.object({
  locationId: Id,
  name: z.string().trim().max(80).default(''),
  scope: CountScope,
  isBlind: z.boolean().default(false),
  thresholdMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
})
export type CreateCount = z.output<typeof CreateCount>

export const ListCounts = Listing.extend({ locationId: Id.optional(), show: z.enum(['open', 'closed']).default('open') })
export type ListCounts = z.output<typeof ListCounts>

export const ListCountLines = Listing.extend({
  id: Id,
  show: z.enum(['all', 'uncounted', 'different', 'again']).default('all'),
})
export type ListCountLines = z.output<typeof ListCountLines>

/** What somebody counted, and when on the server's clock. What is not on the sheet is put on it. */
export const CountEntry = z.object({
  id: Id,
  variantId: Id,
  lotId: Id.nullable().default(null),
  /** Negative only to take back what was added. */
  quantityMilli: z.int().min(-1_000_000_000).max(1_000_000_000),
  how: z.enum(['set', 'add']),
  countedAt: BusinessInstant,
})
export type CountEntry = z.output<typeof CountEntry>

/** `missing`: what nobody counted stays as it is, or is not there. Only read when it goes to review. */
export const MoveCount = z.object({
  id: Id,
  state: z.enum(['counting', 'review', 'discarded']),
  missing: z.enum(['leave', 'none']).default('leave'),
})
export type MoveCount = z.output<typeof MoveCount>

export const CountPlan = z.object({
  classes: z.array(
    z.object({
      class: TurnoverClass,
      days: z.int(),
      productCount: z.int(),
      dueCount: z.int(),
      /** When the one that was not counted for longest was counted. `null`: never. */
      oldestAt: Instant.nullable(),
    }),
  ),
})
export type CountPlan = z.infer<typeof CountPlan>
