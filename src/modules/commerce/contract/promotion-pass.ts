import type { Discounts, PricedBasket } from '#commerce/contract/priced-line.ts'
import { groundOf, type Ground } from '#commerce/contract/promotion-cart.ts'
import { best } from '#commerce/contract/promotion-choice.ts'
import type { Refusal } from '#commerce/contract/promotion-kinds.ts'
import { phaseOf, reachOf, runOf, type Deed, type Entry } from '#commerce/contract/promotion-run.ts'
import { refusalOf, type CustomerFacts, type Offer, type SaidCoupon } from '#commerce/contract/promotion-terms.ts'
import type { PromotionNote } from '#commerce/contract/quote.ts'

export type Known = {
  offers: readonly Offer[]
  coupons: readonly SaidCoupon[]
  customer: CustomerFacts | null
  /** Tells of every offer, also of those that nobody at the counter would think of. */
  explainsAll?: boolean
}

/**
 * What promotions do to a basket. Items first (N for M, prices, percents), then what asks for a minimum, then the whole
 * order, then its delivery; within each by priority and age. Conditions are asked of what is left at that moment. The
 * answer does not depend on the order of lines or offers, and nothing is ever below zero.
 */
export function applyPromotions(basket: PricedBasket, known: Known): Discounts {
  const ground = groundOf(basket)
  const refused: Deed[] = []
  const entries: Entry[] = []
  for (const offer of known.offers) {
    const said = offer.needsCoupon ? saidFor(offer, known.coupons) : null
    if (said === undefined && !known.explainsAll) continue
    const entry: Entry = { offer, phase: phaseOf(offer), code: said?.code ?? null }
    const refusal = refusalOf(offer, basket, known.customer) ?? (said === undefined ? 'unknown-coupon' : (said?.refusal ?? null))
    if (refusal === null) entries.push(entry)
    else refused.push({ entry, amountMinor: 0, refusal })
  }
  const { run, others } = best(entries, (chosen) => runOf(ground, chosen))
  return { ...run.discounts, notes: [...notesOf(ground, [...run.deeds, ...others, ...refused], known), ...strangeCoupons(known)] }
}

/** The first of its codes that counts, or else the first that was said; undefined: none was. */
function saidFor(offer: Offer, coupons: readonly SaidCoupon[]): SaidCoupon | undefined {
  const own = coupons.filter(({ promotionId }) => promotionId === offer.id)
  return own.find(({ refusal }) => refusal === null) ?? own[0]
}

/** Refusals that somebody at the counter can do something about. */
const worthTelling: readonly (Refusal | null)[] = [null, 'better-one', 'excluded', 'not-enough']

const notesOf = (ground: Ground, deeds: readonly Deed[], { explainsAll }: Known): PromotionNote[] =>
  deeds
    .filter(({ entry, refusal }) => {
      if (explainsAll || refusal === null || entry.code !== null) return true
      return worthTelling.includes(refusal) && isAbout(ground, entry.offer)
    })
    .map(({ entry, ...deed }) => ({ promotionId: entry.offer.id, name: entry.offer.name, code: entry.code, ...deed }))

/** Something in the basket is what it is about. */
function isAbout(ground: Ground, offer: Offer): boolean {
  const { rule } = offer
  if (rule.kind === 'delivery') return ground.basket.deliveryMinor > 0
  const goods = rule.kind === 'combo' ? rule.parts.map((part) => part.goods) : 'goods' in rule ? [rule.goods] : []
  const reach = reachOf(ground, offer)
  return goods.length === 0 || ground.lines.some((_, place) => goods.some((one) => reach(place, one)))
}

/** Codes that belong to no promotion that is known here. */
const strangeCoupons = ({ coupons, offers }: Known): PromotionNote[] =>
  coupons
    .filter(({ promotionId }) => !offers.some(({ id }) => id === promotionId))
    .map(({ code, refusal }) => ({ promotionId: null, name: code, amountMinor: 0, refusal: refusal ?? 'unknown-coupon', code }))
