import type { Ctx } from '#kernel/ctx.ts'
import * as crm from '#crm/server/public.ts'
import type { Discounts, PricedBasket } from '#commerce/contract/priced-line.ts'
import type { Refusal } from '#commerce/contract/promotion-kinds.ts'
import { applyPromotions } from '#commerce/contract/promotion-pass.ts'
import { refusalOf, type CustomerFacts, type Offer, type SaidCoupon } from '#commerce/contract/promotion-terms.ts'
import * as coupons from '#commerce/server/promotions/coupons.store.ts'
import * as store from '#commerce/server/promotions/promotions.store.ts'
import * as uses from '#commerce/server/promotions/uses.store.ts'

/** `orderId`: of the order that is priced again, which is not in its own way. `draft`: an offer on trial, in place of the one with its id. */
export type Asking = { orderId?: string | null; draft?: Offer }

/** What the promotions of the organization do to a basket now. Two questions to the database, and more only where an offer asks who buys. */
export async function discountsFor(ctx: Ctx, basket: PricedBasket, { orderId = null, draft }: Asking = {}): Promise<Discounts> {
  const codes = [...new Set(basket.couponCodes)]
  const [known, said] = await Promise.all([
    store.offers(ctx, { at: basket.at, codes, orderId }),
    codes.length > 0 ? coupons.said(ctx, codes, orderId) : [],
  ])
  const offers = draft ? [...known.filter(({ id }) => id !== draft.id), draft] : known
  const customer = await factsOf(ctx, basket, offers, orderId)
  const saidCoupons = codes.map((code) => saidCoupon(code, said))
  return applyPromotions(basket, { offers, coupons: saidCoupons, customer })
}

function saidCoupon(code: string, known: readonly coupons.SaidRow[]): SaidCoupon {
  const row = known.find((one) => one.code === code)
  if (!row) return { code, promotionId: null, refusal: 'unknown-coupon' }
  return { code, promotionId: row.promotionId, refusal: refusalOfCoupon(row) }
}

function refusalOfCoupon({ isArchived, usesLimit, used }: coupons.SaidRow): Refusal | null {
  if (isArchived) return 'expired'
  return usesLimit !== null && used >= usesLimit ? 'used-up' : null
}

/** Of who buys only what these offers ask for: most baskets are priced without any of it. */
async function factsOf(ctx: Ctx, basket: PricedBasket, offers: readonly Offer[], orderId: string | null): Promise<CustomerFacts | null> {
  const { contactId } = basket
  if (contactId === null) return null
  const anybody: CustomerFacts = { segmentIds: offers.flatMap(({ segmentIds }) => segmentIds), purchases: 0, usesByPromotion: {} }
  // What does not count here anyway asks nobody who they are.
  const possible = offers.filter((offer) => refusalOf(offer, basket, anybody) === null)
  const segmentIds = [...new Set(possible.flatMap((one) => one.segmentIds))]
  const counted = possible.filter(({ usesPerCustomer }) => usesPerCustomer !== null).map(({ id }) => id)
  const [within, purchases, usesByPromotion] = await Promise.all([
    segmentIds.length > 0 ? crm.segmentsOf(ctx, contactId, segmentIds) : new Set<string>(),
    possible.some(({ isFirstPurchase }) => isFirstPurchase) ? purchasesOf(ctx, contactId, orderId) : 0,
    counted.length > 0 ? uses.ofCustomer(ctx, contactId, counted, orderId) : {},
  ])
  return { segmentIds: [...within], purchases, usesByPromotion }
}

/** Orders of theirs, of all modules that keep any. */
async function purchasesOf(ctx: Ctx, contactId: string, exceptOrderId: string | null): Promise<number> {
  const sources = ctx.modules.flatMap(({ purchases = [] }) => purchases)
  const counts = await Promise.all(sources.map((source) => source.count(ctx, { contactId, exceptOrderId })))
  return counts.reduce((all, count) => all + count, 0)
}
