import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'

/** Of one unit, in minor units of the currency of its list. */
export const PriceMinor = z.int().min(0).max(1_000_000_000_000)

/** A price that holds now or will: from a quantity on (thousandths), until `validTo` (`null`: until it is changed). */
export const Price = z.object({
  id: Id,
  listId: Id,
  variantId: Id,
  leastMilli: z.int(),
  amountMinor: z.int(),
  validFrom: Instant,
  validTo: Instant.nullable(),
})
export type Price = z.infer<typeof Price>

/** A variant with its prices. `costMinor` only for who may know costs. */
export const PricedVariant = z.object({
  id: Id,
  productId: Id,
  /** Product and variant. */
  name: z.string(),
  sku: z.string().nullable(),
  unit: UnitCode,
  costMinor: z.int().nullable(),
  costCurrency: z.string().nullable(),
  prices: z.array(Price),
})
export type PricedVariant = z.infer<typeof PricedVariant>

export const ListPrices = Listing.extend({
  categoryId: Id.optional(),
  label: z.string().trim().max(60).optional(),
  brandId: Id.optional(),
  /** Only what has no price in this list. */
  withoutIn: Id.optional(),
})
export type ListPrices = z.output<typeof ListPrices>

/**
 * One price of one variant. `amountMinor` null: none any more. `from` null: now; else from that moment on. `seenMinor`: what
 * was on the screen (null: nothing); when something else holds meanwhile, nothing is changed.
 */
export const SetPrice = z.object({
  variantId: Id,
  leastMilli: z.int().min(0).max(1_000_000_000).default(0),
  amountMinor: PriceMinor.nullable(),
  from: BusinessInstant.nullable().default(null),
  seenMinor: PriceMinor.nullable().optional(),
})
export type SetPrice = z.output<typeof SetPrice>

/** `main`: the general list, which is made when it is needed first. */
export const SetPrices = z.object({ listId: z.union([Id, z.literal('main')]), items: z.array(SetPrice).min(1).max(500) })
export type SetPrices = z.output<typeof SetPrices>
