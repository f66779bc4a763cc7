/** Words of promotions that screens choose from, without schemas. */

export const promotionKinds = [
  'n_for_m',
  'nth_unit',
  'percent',
  'amount',
  'price',
  'combo',
  'order_percent',
  'order_amount',
  'delivery',
] as const
export type PromotionKindName = (typeof promotionKinds)[number]

/** Why a promotion did nothing; the words are `commerce.promotions.refusals.<refusal>`. */
export const refusals = [
  'unknown-coupon',
  'expired',
  'used-up',
  'not-started',
  'not-now',
  'not-enough',
  'other-brand',
  'other-door',
  'other-fulfilment',
  'other-currency',
  'not-for-customer',
  'better-one',
  'excluded',
] as const
export type Refusal = (typeof refusals)[number]
