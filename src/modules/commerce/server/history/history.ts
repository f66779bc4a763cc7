import type { Basket, Quote } from '#commerce/contract/quote.ts'
import { applyPromotions } from '#commerce/contract/promotion-pass.ts'
import { totalsOf } from '#commerce/contract/totals.ts'
import * as store from '#commerce/server/history/history.store.ts'
import { inOrder } from '#commerce/server/prices/choice.ts'
import { offers as offersAt } from '#commerce/server/promotions/promotions.store.ts'
import { countedLine, price } from '#commerce/server/quotes/pricing.ts'
import { brandOfBasket, listsFor, quoteOf } from '#commerce/server/quotes/quotes.ts'
import * as wares from '#commerce/server/quotes/wares.store.ts'
import type { Ctx } from '#kernel/ctx.ts'

export type PastBasket = { at: string; basket: Basket }

/**
 * What baskets came to, each at its moment, as `quote` would have said it then: the same rules over prices that are asked
 * for once for every time between two changes of them. Of promotions those take part that have neither limits nor coupons,
 * and that ask nothing of who buys. Nobody is refused what is no longer sold. In the order of `baskets`; all of one brand.
 */
export async function quoteAll(ctx: Ctx, baskets: readonly PastBasket[]): Promise<Quote[]> {
  const [first] = baskets
  if (!first) return []
  const moments = baskets.map(({ at }) => at).toSorted()
  const changes = await store.priceChanges(ctx, moments[0] ?? '', moments.at(-1) ?? '')
  const quotes: Quote[] = []
  const eras = Map.groupBy(baskets.entries(), ([, { at }]) => changes.findLast((change) => change <= at) ?? '')
  for (const same of eras.values()) await quoteEra(ctx, same, quotes)
  return quotes
}

async function quoteEra(ctx: Ctx, baskets: readonly [number, PastBasket][], into: Quote[]): Promise<void> {
  const [, { at = '', basket: one } = {} as PastBasket] = baskets[0] ?? []
  const all = baskets.map(([, { basket }]) => basket)
  const brand = await brandOfBasket(ctx, one)
  const variantIds = [...new Set(all.flatMap(({ lines }) => lines.map(({ variantId }) => variantId)))]
  const modifierIds = [...new Set(all.flatMap(({ lines }) => lines.flatMap((line) => line.modifierIds)))]
  const doors = [...new Set(all.map(({ door }) => door))]
  const [shelf, modifiers, known, ...lists] = await Promise.all([
    wares.wares(ctx, variantIds, at),
    wares.modifiers(ctx, modifierIds),
    offersAt(ctx, { at, codes: [], orderId: null }),
    ...doors.map((door) => listsFor(ctx, { brandId: brand.id, door, contactId: null }, brand.currency, at)),
  ])
  const offers = known.filter(
    (offer) =>
      offer.usesTotal === null &&
      offer.budgetMinor === null &&
      offer.usesPerCustomer === null &&
      offer.segmentIds.length === 0 &&
      !offer.isFirstPurchase,
  )
  for (const [place, { at: moment, basket }] of baskets) {
    const promised = new Set(basket.lines.keys())
    const candidates = inOrder(lists[doors.indexOf(basket.door)] ?? [])
    const priced = price(basket, { brand, currency: brand.currency, at: moment, wares: shelf, modifiers, lists: candidates, promised })
    const discounts = applyPromotions(priced.basket, { offers, coupons: [], customer: null })
    const { includesTax } = priced.basket
    const totals = totalsOf({ lines: priced.lines.map(countedLine), discounts, deliveryMinor: basket.deliveryFeeMinor, includesTax })
    into[place] = quoteOf({ currency: brand.currency, at: moment }, priced, discounts, totals)
  }
}

/** What promotions gave away in orders of the past. They have no limits: those of others are not counted here. */
export const keepUses = (ctx: Ctx, uses: readonly store.PastUse[]): Promise<void> => store.insertUses(ctx, uses)
export type { PastUse } from '#commerce/server/history/history.store.ts'
