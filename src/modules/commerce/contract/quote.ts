import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'
import { QuantityMilli, TaxKind, UnitCode } from '#commerce/contract/quantity.ts'

/** Whereby a customer comes in. Prices, promotions and reports tell them apart. */
export const doors = ['whatsapp', 'bot', 'catalogue', 'web', 'phone', 'counter', 'api'] as const
export const Door = z.enum(doors)
export type Door = z.infer<typeof Door>

export const Fulfilment = z.enum(['delivery', 'pickup', 'table'])
export type Fulfilment = z.infer<typeof Fulfilment>

export const BasketLine = z.object({
  variantId: Id,
  quantityMilli: QuantityMilli,
  /** Each once per unit; the same one twice is twice of it. */
  modifierIds: z.array(Id).max(30).default([]),
  note: z.string().trim().max(300).default(''),
})
export type BasketLine = z.infer<typeof BasketLine>

/** What somebody wants. Prices are never part of it: they are ours to say. */
export const Basket = z.object({
  brandId: Id,
  contactId: Id.nullable().default(null),
  door: Door,
  fulfilment: Fulfilment,
  /** `null`: in the currency of the brand. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
  couponCodes: z.array(z.string().trim().toUpperCase().min(1).max(40)).max(5).default([]),
  lines: z.array(BasketLine).min(1).max(300),
  deliveryFeeMinor: z.int().min(0).max(1_000_000_000_000).default(0),
})
export type Basket = z.infer<typeof Basket>

/** What one promotion takes off a line, or off the delivery. */
export const AppliedDiscount = z.object({ promotionId: Id, name: z.string(), amountMinor: z.int().min(0) })

export const QuotedModifier = z.object({ id: Id, name: z.string(), priceMinor: z.int(), variantId: Id.nullable() })

/** What of a combo one of its components is: of one combo so much of it, of the line so much money. */
export const QuotedPart = z.object({
  variantId: Id,
  name: z.string(),
  quantityMilli: QuantityMilli,
  totalMinor: z.int(),
  taxKind: TaxKind,
  taxBasisPoints: z.int(),
})

export const QuotedLine = BasketLine.pick({ variantId: true, quantityMilli: true, note: true }).extend({
  productId: Id,
  categoryId: Id.nullable(),
  /** Product and variant as a customer reads them. */
  name: z.string(),
  sku: z.string().nullable(),
  unit: UnitCode,
  modifiers: z.array(QuotedModifier),
  /** Of one unit, without modifiers: as in the list, and as it is asked for (a greater quantity may have its own price). */
  listPriceMinor: z.int().min(0),
  unitPriceMinor: z.int().min(0),
  /** Quantity times price and modifiers, rounded once. */
  grossMinor: z.int(),
  discounts: z.array(AppliedDiscount),
  /** Gross less discounts, those of the whole order split over its lines included. */
  totalMinor: z.int(),
  taxKind: TaxKind,
  taxBasisPoints: z.int().min(0).max(10_000),
  /** Of one unit; `null`: nobody has said, or the asker may not know. */
  costMinor: z.int().nullable(),
  /** Where it is prepared. */
  station: z.string().nullable(),
  /** Of a combo; their taxes are the line's, whatever rate the combo itself has. */
  parts: z.array(QuotedPart).optional(),
})
export type QuotedLine = z.infer<typeof QuotedLine>

/** Taxes are counted per kind and rate and rounded once, never per line. */
export const QuotedTax = z.object({ kind: TaxKind, basisPoints: z.int(), netMinor: z.int(), taxMinor: z.int() })

/** A promotion in words that can be printed: what it did here, or why it did not. */
export const PromotionNote = z.object({
  /** Null: a code that is none of ours. */
  promotionId: Id.nullable(),
  name: z.string(),
  amountMinor: z.int().min(0),
  /** Null where it applied, else one of `refusals` in promotion-kinds.ts: `expired`, `not-now`, `not-enough`, `better-one`, … */
  refusal: z.string().nullable(),
  /** The coupon that was said, when it was one. */
  code: z.string().nullable(),
  /** With `not-enough`: what has to be added first. */
  missingMinor: z.int().min(0).optional(),
  missingMilli: z.int().min(0).optional(),
})
export type PromotionNote = z.infer<typeof PromotionNote>

export const Quote = z.object({
  currency: z.string(),
  /** Prices hold the taxes already. */
  includesTax: z.boolean(),
  priceListId: Id,
  at: Instant,
  lines: z.array(QuotedLine),
  promotions: z.array(PromotionNote),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  deliveryMinor: z.int(),
  deliveryDiscountMinor: z.int(),
  taxes: z.array(QuotedTax),
  netMinor: z.int(),
  taxMinor: z.int(),
  totalMinor: z.int(),
})
export type Quote = z.infer<typeof Quote>
