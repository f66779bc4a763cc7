import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { live, on, serve, type Live, type PersonalData, type Reaction, type Route, type Schedule, type Topic } from '#kernel/module.ts'
import { canReadCatalogue } from '#commerce/contract/permissions.ts'
import * as api from '#commerce/contract/promotion-api.ts'
import { promotionChanged } from '#commerce/contract/promotion-events.ts'
import * as coupons from '#commerce/server/promotions/coupons.ts'
import * as promotions from '#commerce/server/promotions/promotions.ts'
import { recountPromotions } from '#commerce/server/promotions/recount.job.ts'
import { attempt } from '#commerce/server/promotions/trial.ts'
import * as uses from '#commerce/server/promotions/uses.store.ts'

const topic = 'commerce.promotions'

export const promotionRoutes: readonly Route[] = [
  serve(api.listPromotions, promotions.list),
  serve(api.getPromotion, promotions.get),
  serve(api.createPromotion, promotions.create),
  serve(api.updatePromotion, promotions.update),
  serve(api.setPromotionArchival, promotions.setArchival),
  serve(api.tryPromotion, attempt),
  serve(api.listCoupons, coupons.list),
  serve(api.listCouponCodes, coupons.codes),
  serve(api.createCoupons, coupons.create),
  serve(api.withdrawCoupon, coupons.withdraw),
]

export const promotionReactions: readonly Reaction[] = [on(contactMerged, uses.handOver), on(contactUnmerged, uses.handBack)]

export const promotionJobs = [recountPromotions]

export const promotionSchedules: readonly Schedule[] = [
  { name: 'commerce.recount-promotions', everySeconds: 86_400, job: recountPromotions, per: 'organization' },
]

export const promotionTopics: readonly Topic[] = [{ prefix: topic, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadCatalogue)) }]

export const promotionLives: readonly Live[] = [
  live(
    promotionChanged,
    () => [topic],
    (viewer, { promotionId }) => (viewer.permissions.has(canReadCatalogue.code) ? { promotionId } : null),
  ),
]

export const promotionPersonalData: readonly PersonalData[] = [
  {
    table: 'commerce.promotion_use',
    subject: 'contact',
    columns: ['amount_minor', 'currency', 'used_at'],
    rows: { by: 'contact_id' },
    purpose: 'commerce.personal-data.promotions_used',
    onErasure: { blank: { contact_id: null }, because: 'commerce.personal-data.kept.promotion_use' },
    order: 'used_at',
  },
]

const offered = 'What the shop offers to everybody, about nobody.'

export const promotionImpersonal: Readonly<Record<string, string>> = {
  'commerce.promotion': offered,
  'commerce.coupon': 'Codes that the business hands out.',
}
