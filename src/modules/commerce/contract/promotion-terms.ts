import type { PricedBasket } from '#commerce/contract/priced-line.ts'
import type { Promotion } from '#commerce/contract/promotion.ts'
import type { Refusal } from '#commerce/contract/promotion-kinds.ts'
import { isOnSchedule } from '#commerce/contract/promotion-schedule.ts'

/** What has to be known of a promotion to apply it. `used` and `spentMinor` are without what the order itself used. */
export type Offer = Omit<Promotion, 'state' | 'couponCount' | 'code' | 'names' | 'createdAt' | 'archivedAt' | 'version'>

/** A code as it was said: whose it is (null: nobody's), and why it does not count where it does not. */
export type SaidCoupon = { code: string; promotionId: string | null; refusal: Refusal | null }

/** Who buys, as far as promotions ask; null for a customer that nobody knows. */
export type CustomerFacts = {
  segmentIds: readonly string[]
  /** Orders of theirs so far, this one left out. */
  purchases: number
  usesByPromotion: Readonly<Record<string, number>>
}

/** Why a promotion cannot count in this basket, whatever is in it; null: it can. */
export function refusalOf(offer: Offer, basket: PricedBasket, customer: CustomerFacts | null): Refusal | null {
  const at = Date.parse(basket.at)
  if (offer.startsAt !== null && at < Date.parse(offer.startsAt)) return 'not-started'
  if (offer.endsAt !== null && at >= Date.parse(offer.endsAt)) return 'expired'
  if (lacks(offer.brandIds, basket.brandId)) return 'other-brand'
  if (lacks(offer.doors, basket.door)) return 'other-door'
  if (lacks(offer.fulfilments, basket.fulfilment)) return 'other-fulfilment'
  if (offer.rule.kind === 'delivery' && basket.fulfilment !== 'delivery') return 'other-fulfilment'
  if (offer.currency !== null && offer.currency !== basket.currency) return 'other-currency'
  if (offer.isPaused) return 'not-now'
  if (offer.schedule && !isOnSchedule(offer.schedule, basket.at, basket.zone)) return 'not-now'
  return refusalOfCustomer(offer, customer) ?? (isUsedUp(offer) ? 'used-up' : null)
}

const lacks = <T>(list: readonly T[], one: T): boolean => list.length > 0 && !list.includes(one)

/** Who is not known is no first-time customer, and nobody counts how often they came. */
function refusalOfCustomer(offer: Offer, customer: CustomerFacts | null): Refusal | null {
  if (offer.segmentIds.length > 0 && !offer.segmentIds.some((id) => customer?.segmentIds.includes(id))) return 'not-for-customer'
  if (offer.isFirstPurchase && (customer === null || customer.purchases > 0)) return 'not-for-customer'
  if (offer.usesPerCustomer === null) return null
  if (customer === null) return 'not-for-customer'
  return (customer.usesByPromotion[offer.id] ?? 0) >= offer.usesPerCustomer ? 'used-up' : null
}

export const isUsedUp = ({
  usesTotal,
  used,
  budgetMinor,
  spentMinor,
}: Pick<Offer, 'usesTotal' | 'used' | 'budgetMinor' | 'spentMinor'>): boolean =>
  (usesTotal !== null && used >= usesTotal) || (budgetMinor !== null && spentMinor >= budgetMinor)
