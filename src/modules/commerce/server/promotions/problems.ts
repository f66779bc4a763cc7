import { problem } from '#kernel/problem.ts'

export const promotionNotFound = problem('commerce.promotion_not_found', 404)
export const couponNotFound = problem('commerce.coupon_not_found', 404)
/** What it says cannot be: pay no less than is taken, begins after it ended. */
export const promotionPaysAll = problem('commerce.promotion_pays_all', 422)
export const promotionEndsFirst = problem('commerce.promotion_ends_first', 422)
/** A brand, a segment, a product or a category that is not there. */
export const promotionScopeUnknown = problem('commerce.promotion_scope_unknown', 422)
/** More was used or spent already than there would be of it. */
export const promotionLimitPassed = problem<{ used: number }>('commerce.promotion_limit_passed', 422)
export const promotionArchived = problem('commerce.promotion_archived', 409)
/** Somebody else was faster: what is left of it does not reach for this order. */
export const promotionUsedUp = problem<{ name: string }>('commerce.promotion_used_up', 409)
export const couponTaken = problem<{ code: string }>('commerce.coupon_taken', 409)
export const couponsNone = problem('commerce.coupons_none', 422)
export const tooManyCoupons = problem<{ limit: number }>('commerce.too_many_coupons', 422)
export const tooManyPromotions = problem<{ limit: number }>('commerce.too_many_promotions', 422)
