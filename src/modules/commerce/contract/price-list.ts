import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { Door } from '#commerce/contract/quote.ts'

export const audiences = ['everybody', 'brand', 'door', 'segment', 'customers'] as const
export const Audience = z.enum(audiences)
export type Audience = z.infer<typeof Audience>

/** Prices of one currency for somebody. Which of several lists counts: `server/prices/choice.ts`. */
export const PriceList = z.object({
  id: Id,
  name: z.string(),
  currency: z.string(),
  /** Its prices hold the taxes already. */
  includesTax: z.boolean(),
  /** The one that is there from the beginning. It is for everybody and is never archived. */
  isMain: z.boolean(),
  /** Among lists that are alike the higher one counts. */
  priority: z.int(),
  audience: Audience,
  brandId: Id.nullable(),
  door: Door.nullable(),
  segmentId: Id.nullable(),
  validFrom: Instant.nullable(),
  validTo: Instant.nullable(),
  archivedAt: Instant.nullable(),
  /** Variants that have a price here now. */
  priceCount: z.int(),
  customerCount: z.int(),
  version: z.int(),
})
export type PriceList = z.infer<typeof PriceList>

const written = {
  name: z.string().trim().min(1).max(80),
  includesTax: z.boolean(),
  priority: z.int().min(0).max(1000),
  audience: Audience,
  brandId: Id.nullable().default(null),
  door: Door.nullable().default(null),
  segmentId: Id.nullable().default(null),
  validFrom: BusinessInstant.nullable().default(null),
  validTo: BusinessInstant.nullable().default(null),
}
/** The currency of a list never changes: its prices would be of another one. */
export const CreatePriceList = z.object({ ...written, currency: Currency })
export type CreatePriceList = z.output<typeof CreatePriceList>
export const UpdatePriceList = z.object({ id: Id, ...written })
export type UpdatePriceList = z.output<typeof UpdatePriceList>

/** As many lists as a screen can show side by side with room to spare. */
export const mostPriceLists = 50
