import type { Ctx } from '#kernel/ctx.ts'
import type { PricedIn } from '#commerce/server/imports/columns.ts'
import * as lists from '#commerce/server/prices/price-lists.store.ts'

/** The lists that a file may have prices of. */
export const pricedIn = async (ctx: Ctx): Promise<PricedIn[]> =>
  (await lists.all(ctx))
    .filter(({ archivedAt }) => archivedAt === null)
    .map(({ id, name, currency, isMain }) => ({ id, name, currency, isMain }))
