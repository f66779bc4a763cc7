import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { Coupon, CreateCoupons } from '#commerce/contract/coupon.ts'
import { canManagePromotions, canReadCatalogue } from '#commerce/contract/permissions.ts'
import { CreatePromotion, Promotion, TryPromotion, UpdatePromotion } from '#commerce/contract/promotion.ts'
import { Quote } from '#commerce/contract/quote.ts'

const One = z.object({ id: Id })

/** The newest first, archived ones only when they are asked for. */
export const listPromotions = endpoint({
  method: 'GET',
  path: '/promotions',
  permission: canReadCatalogue,
  input: z.object({ isArchived: z.stringbool().or(z.boolean()).default(false) }),
  output: z.object({ items: z.array(Promotion) }),
})
export const getPromotion = endpoint({
  method: 'GET',
  path: '/promotions/:id',
  permission: canReadCatalogue,
  input: One,
  output: Promotion,
})
export const createPromotion = endpoint({
  method: 'POST',
  path: '/promotions',
  permission: canManagePromotions,
  input: CreatePromotion,
  output: Promotion,
})
/** Also pauses it and lets it go on. What was used of it stays used. */
export const updatePromotion = endpoint({
  method: 'PATCH',
  path: '/promotions/:id',
  permission: canManagePromotions,
  input: UpdatePromotion,
  output: Promotion,
  versioned: true,
})
export const setPromotionArchival = endpoint({
  method: 'PUT',
  path: '/promotions/:id/archival',
  permission: canManagePromotions,
  input: One.extend({ isArchived: z.boolean() }),
  output: Promotion,
})
/** What a basket comes to with a promotion that nobody has saved yet, at its hour and for whom it is meant. Nothing is kept. */
export const tryPromotion = endpoint({
  method: 'POST',
  path: '/promotion-trials',
  permission: canManagePromotions,
  input: TryPromotion,
  output: Quote,
})

/** The newest first. */
export const listCoupons = endpoint({
  method: 'GET',
  path: '/promotions/:id/coupons',
  permission: canManagePromotions,
  input: Listing.pick({ cursor: true, limit: true }).extend({ id: Id }),
  output: pageOf(Coupon),
})
/** Every code of a promotion, to be taken along as a file. */
export const listCouponCodes = endpoint({
  method: 'GET',
  path: '/promotions/:id/coupon-codes',
  permission: canManagePromotions,
  input: One,
  output: z.object({ items: z.array(Coupon.pick({ code: true, usesLimit: true, used: true })) }),
})
/** All of them or, where one is taken already, none. */
export const createCoupons = endpoint({
  method: 'POST',
  path: '/promotions/:id/coupons',
  permission: canManagePromotions,
  input: CreateCoupons,
  output: z.object({ items: z.array(Coupon) }),
  bodyLimit: 256 * 1024,
})
/** It counts no more. Orders that it counted in keep it. */
export const withdrawCoupon = endpoint({
  method: 'DELETE',
  path: '/coupons/:id',
  permission: canManagePromotions,
  input: One,
  output: z.object({}),
})
