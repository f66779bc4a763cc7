import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { Day } from '#kernel/contract/time.ts'
import { Item } from '#inventory/contract/item.ts'

/** How much there is of a variant at a place of ours. Available is on hand less reserved. */
export const StockLevel = z.object({
  variantId: Id,
  locationId: Id,
  onHandMilli: z.int(),
  reservedMilli: z.int(),
  /** Ordered from suppliers, or on its way from another place. */
  incomingMilli: z.int(),
  /** Promised and found not to be there. */
  shortMilli: z.int(),
})
export type StockLevel = z.infer<typeof StockLevel>

/** A row of the list: all places together, and each by itself. */
export const StockRow = Item.extend({
  onHandMilli: z.int(),
  reservedMilli: z.int(),
  incomingMilli: z.int(),
  availableMilli: z.int(),
  /** Of everything there is of it, wherever; `null` for who may not know. */
  valueMinor: z.int().nullable(),
  /** The first day on which some of it may not be sold any more. */
  expiresOn: Day.nullable(),
  levels: z.array(StockLevel.omit({ variantId: true })),
})
export type StockRow = z.infer<typeof StockRow>

/** What is called so, in one place or in all, of a category, and how it stands. */
export const ListStock = Listing.extend({
  locationId: Id.optional(),
  categoryId: Id.optional(),
  show: z.enum(['all', 'low', 'out', 'expiring', 'negative']).default('all'),
})
export type ListStock = z.output<typeof ListStock>

export const LotLevel = z.object({
  lotId: Id,
  variantId: Id,
  code: z.string(),
  expiresOn: Day.nullable(),
  isSerial: z.boolean(),
  locationId: Id,
  onHandMilli: z.int(),
})
export type LotLevel = z.infer<typeof LotLevel>
