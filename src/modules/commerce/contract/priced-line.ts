import type { AppliedDiscount, Door, Fulfilment, PromotionNote } from '#commerce/contract/quote.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'
import type { z } from 'zod'

/**
 * What promotions are applied to: a basket whose prices are chosen and of which nothing was taken off yet. Plain data, so
 * that the same pure function counts in the server and on a screen. All amounts in minor units of `currency`.
 */

export type PricedLine = Readonly<{
  variantId: string
  productId: string
  /** Its category and all those above it, the nearest first: a promotion of "Bebidas" counts for "Bebidas / Gaseosas". */
  categoryIds: readonly string[]
  labels: readonly string[]
  kind: 'good' | 'service' | 'combo'
  unit: UnitCode
  quantityMilli: number
  /** Of one unit, without modifiers. Where the second is below the first, a price for the quantity has been given already. */
  listPriceMinor: number
  unitPriceMinor: number
  /** Of one unit: what is asked for on top, all of it; below zero where something is left out. */
  modifiersMinor: number
  /** `(unitPriceMinor + modifiersMinor) * quantity`, rounded once, never below zero. */
  grossMinor: number
  taxKind: TaxKind
  taxBasisPoints: number
}>

export type PricedBasket = Readonly<{
  brandId: string
  contactId: string | null
  door: Door
  fulfilment: Fulfilment
  currency: string
  includesTax: boolean
  /** When it is asked for, and the zone of the brand: in which Tuesdays begin and end. */
  at: string
  zone: string
  /** As they were said, in capitals. */
  couponCodes: readonly string[]
  lines: readonly PricedLine[]
  deliveryMinor: number
}>

/** Taken off several lines together; split over what is left of them by largest remainder. `lines`: their places; null: all. */
export type OrderDiscount = z.infer<typeof AppliedDiscount> & { lines: readonly number[] | null }

/** What all promotions do to a basket. Never more off a line, the lines of an order discount or the delivery than is left of them. */
export type Discounts = Readonly<{
  /** By place of the line. */
  byLine: readonly (readonly z.infer<typeof AppliedDiscount>[])[]
  /** In the order in which they are taken off, after those of the lines. */
  order: readonly OrderDiscount[]
  delivery: readonly z.infer<typeof AppliedDiscount>[]
  /** What applied and why others did not, for the ticket. */
  notes: readonly PromotionNote[]
}>

export const noDiscounts: Discounts = { byLine: [], order: [], delivery: [], notes: [] }
