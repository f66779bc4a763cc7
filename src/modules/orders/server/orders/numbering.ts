import type { Brand } from '#identity/contract/brand.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Ordering } from '#orders/contract/ordering.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { withPrefix } from '#orders/server/ordering/ordering.ts'
import { numberOf } from '#orders/server/ordering/prefix.ts'

/** The next number of a brand, in the year that it is there. */
export async function numbered(ctx: Ctx, brand: Brand, ordering: Ordering): Promise<string> {
  const { prefix } = await withPrefix(ctx, brand, ordering)
  const year = Number(dayIn(brand.zone, ctx.now).slice(0, 4))
  return numberOf(prefix, year, await store.nextOf(ctx, brand.id, year))
}
