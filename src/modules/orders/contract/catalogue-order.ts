import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { SaleRefusal } from '#commerce/contract/product-sale.ts'
import { OrderCard } from '#orders/contract/order.ts'

/** A line that a customer put together in the catalogue of the channel. Their prices are what they saw; ours are what counts. */
export const CatalogueLine = z.object({
  sku: z.string(),
  quantity: z.number(),
  /** As our catalogue calls it; `null`: it has nothing with that code. */
  name: z.string().nullable(),
  productId: Id.nullable(),
  variantId: Id.nullable(),
  unit: UnitCode.nullable(),
  seenMinor: z.int().nullable(),
  nowMinor: z.int().nullable(),
  /** Why it cannot be in an order. `unknown`: no such code; `quantity`: not sold like that. */
  refusal: z.union([SaleRefusal, z.enum(['unknown', 'quantity'])]).nullable(),
})
export type CatalogueLine = z.infer<typeof CatalogueLine>

/** What a message of the catalogue would be as an order, and the order that was made of it already. */
export const CatalogueOrder = z.object({
  messageId: Id,
  lines: z.array(CatalogueLine),
  currency: z.string().nullable(),
  /** What the customer saw, where every line had a price in that currency. */
  seenMinor: z.int().nullable(),
  /** What it comes to here, promotions and all, without the delivery; `null`: nothing of it can be ordered. */
  totalMinor: z.int().nullable(),
  /** Why it cannot be an order as it is, in words: a choice is missing, for instance. */
  problem: z.string().nullable(),
  order: OrderCard.nullable(),
})
export type CatalogueOrder = z.infer<typeof CatalogueOrder>

/** Whether what customers put together in the catalogue becomes an order by itself. `version` 0: it does not, nobody has said. */
export const CatalogueSetting = z.object({ takesByItself: z.boolean(), version: z.int() })
export type CatalogueSetting = z.infer<typeof CatalogueSetting>
