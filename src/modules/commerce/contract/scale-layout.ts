import { z } from 'zod'

/**
 * How codes of the shop's own scales that begin with `prefix` are read: the number of the item, then its weight or its
 * price, then a check digit; thirteen digits together. `decimals`: of the value, 3 where a kilo is counted in grams.
 */
export const ScaleLayout = z.object({
  prefix: z.string().regex(/^2\d$/),
  itemDigits: z.int().min(4).max(6),
  measure: z.enum(['weight', 'price']),
  decimals: z.int().min(0).max(3),
})

const isOnce = (items: readonly { prefix: string }[]): boolean => new Set(items.map(({ prefix }) => prefix)).size === items.length

/** All of them. None: as most scales are set, five digits of the item and five of the weight in grams. */
export const ScaleLayouts = z.object({
  items: z.array(ScaleLayout).max(10).refine(isOnce, { error: 'commerce.problems.prefix_twice' }),
})
/** `version` 0: nobody has said anything yet. */
export const SavedScaleLayouts = z.object({ items: z.array(ScaleLayout), version: z.int() })
export type SavedScaleLayouts = z.infer<typeof SavedScaleLayouts>
