import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { QuantityMilli, UnitCode } from '#commerce/contract/quantity.ts'

/** What something is made of, in so much of it. Taken when it is sold, or when it is made where it is counted itself. */
export const Recipe = z.object({
  variantId: Id,
  name: z.string(),
  yieldMilli: z.int(),
  parts: z.array(z.object({ variantId: Id, name: z.string(), unit: UnitCode, quantityMilli: z.int() })),
  version: z.int(),
})
export type Recipe = z.infer<typeof Recipe>

/** Without parts it is made of nothing any more. What is not counted yet is counted from then on. */
export const WriteRecipe = z.object({
  id: Id,
  yieldMilli: QuantityMilli.default(1000),
  parts: z.array(z.object({ variantId: Id, quantityMilli: QuantityMilli })).max(60),
})
export type WriteRecipe = z.output<typeof WriteRecipe>
