import type { Ctx } from '#kernel/ctx.ts'
import type { TryPromotion } from '#commerce/contract/promotion.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'
import type { Quote } from '#commerce/contract/quote.ts'
import type { SaleModifierGroup } from '#commerce/contract/product-sale.ts'
import { variants } from '#commerce/server/catalogue/sale.ts'
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
  const sold = await variants(
    ctx,
    lines.map(({ variantId }) => variantId),
    { brandId },
  )
  const asked = (variantId: string): string[] => sold.find(({ id }) => id === variantId)?.modifierGroups.flatMap(leastOf) ?? []
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
      lines: lines.map((line) => ({ ...line, modifierIds: asked(line.variantId), note: '' })),
    },
    { draft },
  )
  // What things cost the business is nobody's here.
  return { ...quoted, lines: quoted.lines.map((line) => ({ ...line, costMinor: null })) }
}

/** What has to be chosen with it, the cheapest of it: nobody is asked how spicy a trial is to be. */
function leastOf({ least, modifiers }: SaleModifierGroup): string[] {
  const offered = modifiers.filter(({ isAvailable }) => isAvailable).toSorted((one, other) => one.priceMinor - other.priceMinor)
  return Array.from({ length: least }, (_, i) => offered[i] ?? offered[0]).flatMap((one) => (one ? [one.id] : []))
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
