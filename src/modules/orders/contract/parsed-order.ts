import { z } from 'zod'

/** Something that could be meant, and what is known of which of its variants. */
export const OrderCandidate = z.object({ productId: z.string(), variantId: z.string().nullable(), confidence: z.number() })
export type OrderCandidate = z.infer<typeof OrderCandidate>

/**
 * A wish of a typed order. `add`; `remove` something that was ordered (`quantityMilli` null: all of it); `last`: the thing named last
 * is so many. `productId` null: it has to be asked which of `candidates`; so does `variantId` null where there are several.
 * `confidence` from 0 to 1. Quantities are thousandths of the product's unit.
 */
export const ParsedLine = z.object({
  act: z.enum(['add', 'remove', 'last']),
  productId: z.string().nullable(),
  variantId: z.string().nullable(),
  quantityMilli: z.int().nullable(),
  modifierIds: z.array(z.string()),
  note: z.string(),
  confidence: z.number(),
  /** The words that it was read from. */
  text: z.string(),
  candidates: z.array(OrderCandidate),
})
export type ParsedLine = z.infer<typeof ParsedLine>

/** `isUsual`: what they always have is part of it. `unknown`: words that could be something to eat and were not understood. */
export const ParsedOrder = z.object({ isUsual: z.boolean(), lines: z.array(ParsedLine), unknown: z.array(z.string()) })
export type ParsedOrder = z.infer<typeof ParsedOrder>
