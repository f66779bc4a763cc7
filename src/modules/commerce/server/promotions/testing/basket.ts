import { scaled, split } from '#kernel/contract/shares.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { Discounts, PricedBasket, PricedLine } from '#commerce/contract/priced-line.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'
import type { Goods } from '#commerce/contract/promotion.ts'

/** Baskets and offers that say only what a test is about. */

export const everything: Goods = { productIds: [], variantIds: [], categoryIds: [], labels: [] }
export const of = (some: Partial<Goods>): Goods => ({ ...everything, ...some })

let count = 0

export function aLine(about: Partial<PricedLine> = {}): PricedLine {
  count += 1
  const line = {
    variantId: `variant ${count}`,
    productId: `product ${count}`,
    categoryIds: [],
    labels: [],
    kind: 'good' as const,
    unit: 'piece' as const,
    quantityMilli: 1000,
    unitPriceMinor: 1000,
    modifiersMinor: 0,
    taxKind: 'taxed' as const,
    taxBasisPoints: 2100,
    ...about,
  }
  const each = line.unitPriceMinor + line.modifiersMinor
  return {
    ...line,
    listPriceMinor: about.listPriceMinor ?? line.unitPriceMinor,
    grossMinor: Math.max(0, scaled(each, line.quantityMilli, 1000)),
  }
}

export const aBasket = (lines: readonly PricedLine[], about: Partial<PricedBasket> = {}): PricedBasket => ({
  brandId: 'brand',
  contactId: null,
  door: 'whatsapp',
  fulfilment: 'delivery',
  currency: 'ARS',
  includesTax: true,
  // A Tuesday, at noon in Buenos Aires.
  at: '2026-11-24T15:00:00.000Z',
  zone: 'America/Argentina/Buenos_Aires',
  couponCodes: [],
  deliveryMinor: 0,
  ...about,
  lines,
})

export const anOffer = (about: Partial<Offer> & Pick<Offer, 'rule'>): Offer => ({
  id: newId(),
  name: about.rule.kind,
  minimum: null,
  mostMinor: null,
  startsAt: null,
  endsAt: null,
  schedule: null,
  brandIds: [],
  doors: [],
  fulfilments: [],
  segmentIds: [],
  isFirstPurchase: false,
  needsCoupon: false,
  stackingGroup: null,
  isExclusive: false,
  skipsReduced: false,
  priority: 0,
  usesTotal: null,
  usesPerCustomer: null,
  budgetMinor: null,
  currency: null,
  isPaused: false,
  used: 0,
  spentMinor: 0,
  ...about,
})

/** What each line still costs: its own discounts, then its shares of those of the order. */
export function paidByLine({ lines }: PricedBasket, { byLine, order }: Discounts): number[] {
  const left = lines.map(({ grossMinor }, i) => grossMinor - (byLine[i] ?? []).reduce((all, { amountMinor }) => all + amountMinor, 0))
  for (const { amountMinor, lines: places } of order) {
    const touched = places ?? lines.map((_, place) => place)
    const shares = split(
      amountMinor,
      touched.map((place) => left[place] ?? 0),
    )
    touched.forEach((place, i) => (left[place] = (left[place] ?? 0) - (shares[i] ?? 0)))
  }
  return left
}
