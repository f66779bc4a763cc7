import type { Brand } from '#identity/contract/brand.ts'
import { wallOf } from '#kernel/contract/business-time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Ordering } from '#orders/contract/ordering.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { withPrefix } from '#orders/server/ordering/ordering.ts'
import { numberOf } from '#orders/server/ordering/prefix.ts'

/** The next number of a brand, in the year that it is there. */
export async function numbered(ctx: Ctx, brand: Brand, ordering: Ordering): Promise<string> {
  const { prefix } = await withPrefix(ctx, brand, ordering)
  const year = yearIn(brand.zone, ctx.now)
  return numberOf(prefix, year, await store.nextOf(ctx, brand.id, year))
}

const yearIn = (zone: string, now: Date): number => new Date(wallOf(zone, now.getTime())).getUTCFullYear()
