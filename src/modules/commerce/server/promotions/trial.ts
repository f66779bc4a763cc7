import type { Ctx } from '#kernel/ctx.ts'
import type { TryPromotion } from '#commerce/contract/promotion.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'
import type { Quote } from '#commerce/contract/quote.ts'
import { checked } from '#commerce/server/promotions/promotions.ts'
import { quote } from '#commerce/server/quotes/quotes.ts'

/**
 * What a basket comes to with a promotion as it is being written, beside those that count now. Its hour, its door and its
 * customer are taken for granted: who writes on a Monday what holds on Tuesdays wants to see the sum.
 */
export async function attempt(ctx: Ctx, { id, promotion, brandId, lines, deliveryFeeMinor }: TryPromotion): Promise<Quote> {
  const currency = await checked(ctx, promotion, null)
  const draft: Offer = {
    ...promotion,
    ...atAnyHour,
    id: id ?? ctx.newId(),
    currency,
    used: 0,
    spentMinor: 0,
  }
  const isDelivery = promotion.rule.kind === 'delivery' || deliveryFeeMinor > 0
  const quoted = await quote(
    ctx,
    {
      brandId,
      contactId: null,
      door: 'counter',
      fulfilment: isDelivery ? 'delivery' : 'pickup',
      currency: null,
      couponCodes: [],
      deliveryFeeMinor,
      lines: lines.map((line) => ({ ...line, modifierIds: [], note: '' })),
    },
    { draft },
  )
  // What things cost the business is nobody's here.
  return { ...quoted, lines: quoted.lines.map((line) => ({ ...line, costMinor: null })) }
}

const atAnyHour = {
  isPaused: false,
  startsAt: null,
  endsAt: null,
  schedule: null,
  doors: [],
  fulfilments: [],
  brandIds: [],
  segmentIds: [],
  isFirstPurchase: false,
  needsCoupon: false,
  usesPerCustomer: null,
} satisfies Partial<Offer>
