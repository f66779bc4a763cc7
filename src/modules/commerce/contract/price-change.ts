import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessInstant, Day, Instant } from '#kernel/contract/time.ts'
import { PriceRule } from '#commerce/contract/price-rule.ts'
import { Rounding } from '#commerce/contract/rounding.ts'

/** Which prices: those of a list, narrowed down. A category means those below it too; `label` is a word of the shop, such as a supplier. */
export const PriceSelection = z.object({
  listId: Id,
  search: z.string().trim().max(200).optional(),
  categoryId: Id.optional(),
  label: z.string().trim().min(1).max(60).optional(),
  brandId: Id.optional(),
})
export type PriceSelection = z.output<typeof PriceSelection>

const asked = {
  selection: PriceSelection,
  rule: PriceRule,
  rounding: Rounding.nullable(),
  /** Null: now. */
  from: BusinessInstant.nullable().default(null),
}

/** What would become of one price. Costs and margins (basis points of the price) only for who may know costs. */
export const ChangedPrice = z.object({
  variantId: Id,
  name: z.string(),
  sku: z.string().nullable(),
  leastMilli: z.int(),
  /** Null: it has no price yet. */
  oldMinor: z.int().nullable(),
  newMinor: z.int(),
  costMinor: z.int().nullable(),
  oldMargin: z.int().nullable(),
  newMargin: z.int().nullable(),
  isBelowCost: z.boolean(),
  /** Another price is planned after this one, and stays. */
  isPlanned: z.boolean(),
})
export type ChangedPrice = z.infer<typeof ChangedPrice>

export const PreviewPriceChange = z.object({
  ...asked,
  /** Only those that would be sold below what they cost. */
  onlyBelowCost: z.boolean().default(false),
  offset: z.int().min(0).max(1_000_000).default(0),
  limit: z.int().min(1).max(200).default(50),
})
export type PreviewPriceChange = z.output<typeof PreviewPriceChange>

export const PriceChangePreview = z.object({
  /** Stands for all of it: a change that is made with it is the one that was looked at. */
  digest: z.string(),
  currency: z.string(),
  count: z.int(),
  upCount: z.int(),
  downCount: z.int(),
  /** Those that stay as they are, and those that have nothing to start from (no price, no cost). */
  sameCount: z.int(),
  groundlessCount: z.int(),
  belowCostCount: z.int(),
  plannedCount: z.int(),
  items: z.array(ChangedPrice),
})
export type PriceChangePreview = z.infer<typeof PriceChangePreview>

/** As many prices as one change is made of. */
export const mostChangedPrices = 200_000

/** Rates that are offered for a list: what other currencies are worth in its own, and the one that its prices were last moved to. */
export const OfferedRates = z.object({
  rates: z.array(z.object({ currency: z.string(), into: z.string(), day: Day, rateNanos: z.int() })),
  lastNanos: z.int().nullable(),
})
export type OfferedRates = z.infer<typeof OfferedRates>

export const CreatePriceChange = z.object({
  ...asked,
  name: z.string().trim().min(1).max(120),
  /** Of the preview. Null: whatever it comes to. */
  digest: z.string().max(100).nullable().default(null),
})
export type CreatePriceChange = z.output<typeof CreatePriceChange>

export const PriceChange = z.object({
  id: Id,
  name: z.string(),
  listId: Id,
  listName: z.string(),
  currency: z.string(),
  selection: PriceSelection,
  rule: PriceRule,
  rounding: Rounding.nullable(),
  effectiveAt: Instant,
  state: z.enum(['scheduled', 'applied', 'undone']),
  itemCount: z.int(),
  createdAt: Instant,
  createdByName: z.string(),
  undoneAt: Instant.nullable(),
  undoneByName: z.string().nullable(),
  /** Of an undone one: prices that were changed since and stayed. */
  keptCount: z.int().nullable(),
})
export type PriceChange = z.infer<typeof PriceChange>

export const PriceChangeItem = z.object({
  variantId: Id,
  name: z.string(),
  sku: z.string().nullable(),
  leastMilli: z.int(),
  oldMinor: z.int().nullable(),
  newMinor: z.int(),
  isKept: z.boolean(),
})
export type PriceChangeItem = z.infer<typeof PriceChangeItem>
