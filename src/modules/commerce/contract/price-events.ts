import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** Lists, what they are called and whom they are for. */
export const priceListsChanged = event('commerce.price-list.changed', z.object({ listId: Id }))
/** Prices of a list, now or to come. `variantIds` null: many. */
export const pricesChanged = event('commerce.price.changed', z.object({ listId: Id, variantIds: z.array(Id).nullable() }))
