import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** Products that were made, changed, put away or brought back. */
export const productsChanged = event('commerce.product.changed', z.object({ productIds: z.array(Id) }))
/** Sold out, or there again: variants by their products, or modifiers. */
export const availabilityChanged = event(
  'commerce.availability.changed',
  z.object({ productIds: z.array(Id), variantIds: z.array(Id), modifierIds: z.array(Id), isAvailable: z.boolean() }),
)
export const categoriesChanged = event('commerce.category.changed', z.object({ categoryId: Id }))
export const modifierGroupsChanged = event('commerce.modifier-group.changed', z.object({ modifierGroupId: Id }))
