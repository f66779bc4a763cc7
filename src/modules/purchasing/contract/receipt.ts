import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { BusinessDay, Day, Instant } from '#kernel/contract/time.ts'
import { Milli } from '#purchasing/contract/supplier.ts'

/** `quantityMilli` of the supplier's unit, `stockMilli` of ours. */
export const ReceiptLine = z.object({
  id: Id,
  orderLineId: Id,
  variantId: Id,
  name: z.string(),
  quantityMilli: z.int(),
  stockMilli: z.int(),
  valueMinor: z.int(),
  /** The same in the currency of the organization; `null`: nobody said what that is. */
  costMinor: z.int().nullable(),
  landedMinor: z.int(),
  lotCode: z.string().nullable(),
  expiresOn: Day.nullable(),
  returnedMilli: z.int(),
  returnedStockMilli: z.int(),
})
export type ReceiptLine = z.infer<typeof ReceiptLine>

export const LandedCost = z.object({ id: Id, name: z.string(), amountMinor: z.int(), basis: z.enum(['value', 'weight']), at: Instant })

export const Receipt = z.object({
  id: Id,
  orderId: Id,
  document: z.string(),
  note: z.string(),
  locationId: Id,
  locationName: z.string(),
  currency: z.string(),
  rateNanos: z.int().nullable(),
  at: Instant,
  byName: z.string().nullable(),
  valueMinor: z.int(),
  landedMinor: z.int(),
  costedAt: Instant.nullable(),
  lines: z.array(ReceiptLine),
  landedCosts: z.array(LandedCost),
  version: z.int(),
})
export type Receipt = z.infer<typeof Receipt>

/**
 * What came of an order, part of it or the rest. Without `stockMilli` it is what the pack says; of pieces that is asked for
 * where it is no whole number. `rateNanos`: what one unit of a foreign currency is worth in ours, in billionths. `acceptsMore`: more than is tolerated, for who may agree to it.
 */
export const ReceiveGoods = z.object({
  id: Id,
  document: z.string().trim().max(60).default(''),
  note: z.string().trim().max(1000).default(''),
  locationId: Id.optional(),
  rateNanos: z.int().min(1).max(1_000_000_000_000_000).nullable().default(null),
  acceptsMore: z.boolean().default(false),
  lines: z
    .array(
      z.object({
        orderLineId: Id,
        quantityMilli: Milli,
        stockMilli: Milli.optional(),
        lotCode: z.string().trim().min(1).max(60).nullable().default(null),
        expiresOn: BusinessDay.nullable().default(null),
      }),
    )
    .min(1)
    .max(1000),
})
export type ReceiveGoods = z.output<typeof ReceiveGoods>

/** What goes back to the supplier; the shelf has to have it still. */
export const ReturnGoods = z.object({
  id: Id,
  reason: z.string().trim().min(1).max(300),
  lines: z
    .array(z.object({ receiptLineId: Id, quantityMilli: Milli, stockMilli: Milli.optional() }))
    .min(1)
    .max(500),
})
export type ReturnGoods = z.output<typeof ReturnGoods>

export const AddLandedCost = z.object({
  id: Id,
  name: z.string().trim().min(1).max(60),
  amountMinor: z.int().min(1).max(1_000_000_000_000),
  basis: z.enum(['value', 'weight']),
})
export type AddLandedCost = z.output<typeof AddLandedCost>

/** What a receipt would make of a cost and of what is left of the price. Margins in basis points of the price without taxes. */
export const CostEffect = z.object({
  variantId: Id,
  name: z.string(),
  oldCostMinor: z.int().nullable(),
  /** What a unit came to in this receipt, freight included. */
  paidMinor: z.int(),
  newCostMinor: z.int(),
  currency: z.string(),
  priceMinor: z.int().nullable(),
  oldMargin: z.int().nullable(),
  newMargin: z.int().nullable(),
  /** It cost nothing: somebody should look before the shop believes it. */
  isFree: z.boolean(),
})
export type CostEffect = z.infer<typeof CostEffect>

export const CostEffects = z.object({ items: z.array(CostEffect), costedAt: Instant.nullable(), rule: z.enum(['last', 'average']) })
export type CostEffects = z.infer<typeof CostEffects>

const CostMinor = z.int().min(0).max(1_000_000_000_000)

/** Exactly what was looked at: a cost that is another one by now refuses all of it. */
export const ConfirmCosts = z.object({
  id: Id,
  items: z
    .array(z.object({ variantId: Id, oldCostMinor: CostMinor.nullable(), newCostMinor: CostMinor }))
    .min(1)
    .max(1000),
})
export type ConfirmCosts = z.output<typeof ConfirmCosts>
