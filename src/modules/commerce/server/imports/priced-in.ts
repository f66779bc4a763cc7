import type { Ctx } from '#kernel/ctx.ts'
import type { PricedIn } from '#commerce/server/imports/columns.ts'
import { living } from '#commerce/server/prices/price-lists.store.ts'

/** The lists that a file may have prices of. */
export const pricedIn = (ctx: Ctx): Promise<PricedIn[]> => living(ctx)
