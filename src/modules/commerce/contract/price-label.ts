import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** `a4`: sheets of 3 by 8 labels of 70 x 37 mm. `roll`: one label after the other on 58 mm. */
export const labelLayouts = ['a4', 'roll'] as const
export const mostLabels = 2_000

/** Of these variants, or of all that have a price in the list and fit the words and the category. */
export const PrintLabels = z.object({
  listId: Id,
  variantIds: z.array(Id).max(500).default([]),
  search: z.string().trim().max(200).optional(),
  categoryId: Id.optional(),
  layout: z.enum(labelLayouts),
  copies: z.int().min(1).max(50).default(1),
  hasBarcode: z.boolean().default(true),
})
export type PrintLabels = z.output<typeof PrintLabels>

/** A link that is good for an hour. `withoutPrice`: asked for, and not printed because they have none here. */
export const PrintedLabels = z.object({ url: z.string(), count: z.int(), withoutPrice: z.int() })
