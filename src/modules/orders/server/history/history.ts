import { salesHistory } from '#commerce/server/public.ts'
import { recordActivities } from '#crm/server/public.ts'
import type { Activity } from '#crm/contract/activity.ts'
import { wallOf } from '#kernel/contract/business-time.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { written, type PastOrder, type Written } from '#orders/server/history/past-order.ts'
import * as store from '#orders/server/history/history.store.ts'
import { brandOf } from '#orders/server/orders/drafts.ts'
import { orderingOf, withPrefix } from '#orders/server/ordering/ordering.ts'
import { numberOf } from '#orders/server/ordering/prefix.ts'

/**
 * Writes orders of the past, oldest first, that are over: priced by the catalogue as of each, numbered on from where the
 * brand is, with their steps, payments and returns, uses of promotions, and what their customers did. News to nobody: no
 * event is told, nobody is notified.
 */
export async function write(ctx: Ctx, brandId: string, orders: readonly PastOrder[]): Promise<Written[]> {
  if (orders.length === 0) return []
  const brand = await brandOf(ctx, brandId)
  const { prefix } = await withPrefix(ctx, brand, await orderingOf(ctx, brandId))
  const quotes = await salesHistory.quoteAll(
    ctx,
    orders.map(({ at, door, fulfilment, lines }) => ({
      at,
      basket: { brandId, contactId: null, door, fulfilment, currency: null, couponCodes: [], lines, deliveryFeeMinor: 0 },
    })),
  )
  const years = orders.map(({ at }) => new Date(wallOf(brand.zone, Date.parse(at))).getUTCFullYear())
  const taken = new Map<number, number>()
  for (const [year, same] of Map.groupBy(years, (one) => one)) taken.set(year, await store.takeNumbers(ctx, brandId, year, same.length))
  const all = orders.map((past, i) => {
    const [quote, year = 0] = [quotes[i], years[i]]
    if (!quote) throw new Error('a past order has no price')
    const count = (taken.get(year) ?? 0) + 1
    taken.set(year, count)
    return written(past, { quote, number: numberOf(prefix, year, count), brandId, newId: ctx.newId })
  })
  await insert(ctx, all)
  return all
}

async function insert(ctx: Ctx, all: readonly Written[]): Promise<void> {
  await store.insertOrders(
    ctx,
    all.map(({ row }) => row),
  )
  await store.insertLines(
    ctx,
    all.flatMap(({ row, lines }) => lines.map((line) => ({ ...line, orderId: row.id }))),
  )
  await store.insertEvents(
    ctx,
    all.flatMap(({ events }) => events),
  )
  await store.insertPayments(
    ctx,
    all.flatMap(({ payments }) => payments),
  )
  await salesHistory.keepUses(
    ctx,
    all.flatMap(({ row }) =>
      row.state === 'cancelled'
        ? []
        : row.promotions.flatMap(({ promotionId, refusal, amountMinor }) =>
            promotionId !== null && refusal === null
              ? [
                  {
                    promotionId,
                    orderId: row.id,
                    contactId: row.contactId,
                    amountMinor,
                    currency: row.currency,
                    at: row.placedAt ?? row.createdAt,
                  },
                ]
              : [],
          ),
    ),
  )
  await recordActivities(
    ctx,
    all.flatMap(({ row }) => didOf(row)),
    { isPast: true },
  )
}

function didOf({ id, contactId, placedAt, closedAt, state, totalMinor, currency }: Written['row']): Activity[] {
  if (contactId === null || placedAt === null) return []
  const value = { amountMinor: totalMinor, currency }
  const did = (kind: 'order.placed' | 'order.cancelled', at: string): Activity => ({ contactId, kind, at, source: `${kind}:${id}`, value })
  return [did('order.placed', placedAt), ...(state === 'cancelled' && closedAt ? [did('order.cancelled', closedAt)] : [])]
}
