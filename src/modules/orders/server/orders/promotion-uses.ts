import { keepPromotionUses } from '#commerce/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { OrderRow } from '#orders/server/orders/orders.store.ts'

/**
 * What of the promotions this order uses up, by what it says now; what it used before is given back. Before its number is
 * taken: whoever waits for the last use of a coupon must not make everybody wait who wants a number.
 */
export const keepUses = (ctx: Ctx, { id, contactId, currency, promotions, state }: OrderRow): Promise<void> =>
  keepPromotionUses(ctx, { orderId: id, contactId, currency, promotions: state === 'cancelled' ? [] : promotions })
