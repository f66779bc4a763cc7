import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { Goods } from '#commerce/contract/promotion.ts'
import { isOnSchedule } from '#commerce/contract/promotion-schedule.ts'
import { isUsedUp, type Offer } from '#commerce/contract/promotion-terms.ts'
import type { Door } from '#commerce/contract/quote.ts'
import { withBelow } from '#commerce/server/catalogue/category-tree.ts'
import * as categories from '#commerce/server/catalogue/categories.store.ts'
import * as store from '#commerce/server/promotions/promotions.store.ts'

/** `isNow`: it holds at this moment, and not only on another day of the week, which `isAlways` does not depend on. `goods`: null where it is about the whole order. */
export type PromotionOnShow = { id: string; name: string; isNow: boolean; isAlways: boolean; goods: Goods | null }

/** What a brand may say of its promotions to anybody who looks in at a door: those for which nobody has to be known or say a code. */
export async function onShow(ctx: Ctx, { brandId, door }: { brandId: string; door: Door }): Promise<PromotionOnShow[]> {
  const at = ctx.now.toISOString()
  const [offers, brands, tree] = await Promise.all([
    store.offers(ctx, { at, codes: [], orderId: null }),
    identity.brands(ctx),
    categories.living(ctx),
  ])
  const brand = brands.find(({ id }) => id === brandId)
  const holds = (list: readonly string[], one: string): boolean => list.length === 0 || list.includes(one)
  return offers
    .filter((offer) => !offer.needsCoupon && !offer.isFirstPurchase && !isUsedUp(offer))
    .filter(({ segmentIds, usesPerCustomer }) => segmentIds.length === 0 && usesPerCustomer === null)
    .filter(
      ({ brandIds, doors, currency }) =>
        holds(brandIds, brandId) && holds(doors, door) && (currency ?? brand?.currency) === brand?.currency,
    )
    .map((offer) => ({
      id: offer.id,
      name: offer.name,
      isNow: offer.schedule === null || isOnSchedule(offer.schedule, at, brand?.zone ?? ctx.zone),
      isAlways: offer.schedule === null,
      goods: goodsOf(offer, tree),
    }))
}

type Tree = Parameters<typeof withBelow>[0]

/** What it is about, with the categories below those that it names; several parts of a combo together. */
function goodsOf({ rule }: Offer, tree: Tree): Goods | null {
  const named = rule.kind === 'combo' ? rule.parts.map(({ goods }) => goods) : 'goods' in rule ? [rule.goods] : []
  if (named.length === 0) return null
  return {
    productIds: named.flatMap(({ productIds }) => productIds),
    variantIds: named.flatMap(({ variantIds }) => variantIds),
    categoryIds: named.flatMap(({ categoryIds }) => categoryIds.flatMap((id) => [...withBelow(tree, id)])),
    labels: named.flatMap(({ labels }) => labels),
  }
}
