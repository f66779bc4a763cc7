import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

export const couponLimits = { perPromotion: 10_000, atOnce: 1_000 } as const

/** As a customer says it, in capitals: letters, digits, hyphens. */
export const CouponCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{2,39}$/u, { error: 'commerce.problems.coupon_code' })

/** Codes that somebody thought of, or so many that nobody can guess, each good for so many orders (null: any number). */
export const CreateCoupons = z.object({
  id: Id,
  codes: z.array(CouponCode).max(couponLimits.atOnce).default([]),
  generate: z.int().min(0).max(couponLimits.atOnce).default(0),
  prefix: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[\p{L}\p{N}_-]{0,20}$/u, { error: 'commerce.problems.coupon_code' })
    .default(''),
  usesLimit: z.int().min(1).max(1_000_000_000).nullable().default(null),
})
export type CreateCoupons = z.output<typeof CreateCoupons>

export const Coupon = z.object({
  id: Id,
  promotionId: Id,
  code: z.string(),
  usesLimit: z.int().nullable(),
  used: z.int(),
  createdAt: Instant,
})
export type Coupon = z.infer<typeof Coupon>
