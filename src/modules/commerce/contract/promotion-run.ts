import { scaled, split } from '#kernel/contract/shares.ts'
import type { Discounts, OrderDiscount } from '#commerce/contract/priced-line.ts'
import {
  cartOf,
  copyOf,
  isAmong,
  isReduced,
  take,
  type Cart,
  type Ground,
  type Off,
  type Reach,
} from '#commerce/contract/promotion-cart.ts'
import type { Refusal } from '#commerce/contract/promotion-kinds.ts'
import { takings } from '#commerce/contract/promotion-takings.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'
import type { Goods } from '#commerce/contract/promotion.ts'

/** An offer that may count in this basket, and the code it was asked for with. */
export type Entry = { offer: Offer; phase: number; code: string | null }
/** What an offer did in a run: what it took off, or why nothing. */
export type Deed = { entry: Entry; amountMinor: number; refusal: Refusal | null; missingMinor?: number; missingMilli?: number }
type Told = { promotionId: string; name: string; amountMinor: number }
export type Run = { leftMinor: number; deeds: Deed[]; discounts: Pick<Discounts, 'byLine' | 'order' | 'delivery'> }

/** Items, items that ask for a minimum, the order, its delivery. */
export function phaseOf({ rule, minimum }: Pick<Offer, 'rule' | 'minimum'>): number {
  if (rule.kind === 'delivery') return 4
  if (rule.kind === 'order_percent' || rule.kind === 'order_amount') return 3
  return minimum ? 2 : 1
}

/** One pass over the basket with these offers, which stand in their order. */
export function runOf(ground: Ground, entries: readonly Entry[]): Run {
  let cart = cartOf(ground)
  const discounts = { byLine: ground.lines.map((): Told[] => []), order: [] as OrderDiscount[], delivery: [] as Told[] }
  const deeds: Deed[] = []
  let isOver = false
  for (const entry of entries) {
    if (isOver) {
      deeds.push({ entry, amountMinor: 0, refusal: 'excluded' })
      continue
    }
    // Cut on a copy: an offer that does nothing in the end must not have used up units either.
    const next = copyOf(cart)
    const done = apply(ground, next, entry.offer, discounts)
    deeds.push({ entry, ...done })
    if (done.refusal !== null) continue
    cart = next
    isOver = entry.offer.isExclusive
  }
  return { leftMinor: cart.leftMinor.reduce((all, left) => all + left, cart.deliveryMinor), deeds, discounts }
}

type Done = Omit<Deed, 'entry'>
type Kept = { byLine: Told[][]; order: OrderDiscount[]; delivery: Told[] }

function apply(ground: Ground, cart: Cart, offer: Offer, discounts: Kept): Done {
  const missing = missingOf(ground, cart, offer)
  if (missing) return { amountMinor: 0, refusal: 'not-enough', ...missing }
  const { rule, id: promotionId, name } = offer
  if (rule.kind === 'delivery') {
    const done = judged(offer, atMost(offer, scaled(cart.deliveryMinor, rule.basisPoints, 10_000)))
    cart.deliveryMinor -= done.amountMinor
    if (done.refusal === null) discounts.delivery.push({ promotionId, name, amountMinor: done.amountMinor })
    return done
  }
  if (rule.kind === 'order_percent' || rule.kind === 'order_amount') {
    const places = orderPlaces(ground, cart, offer)
    const lefts = places.map((place) => cart.leftMinor[place] ?? 0)
    const left = lefts.reduce((all, one) => all + one, 0)
    const wanted = rule.kind === 'order_percent' ? scaled(left, rule.basisPoints, 10_000) : Math.min(left, rule.amountMinor)
    const done = judged(offer, atMost(offer, wanted))
    if (done.refusal !== null) return done
    split(done.amountMinor, lefts).forEach((share, i) => (cart.leftMinor[places[i] as number] = (lefts[i] ?? 0) - share))
    const lines = places.length === ground.lines.length ? null : places
    discounts.order.push({ promotionId, name, amountMinor: done.amountMinor, lines })
    return done
  }
  const offs = capped(offer, takings(ground, cart, reachOf(ground, offer), rule))
  const done = judged(offer, sumOf(offs))
  if (done.refusal !== null) return done
  for (const off of offs) take(cart, off)
  ground.lines.forEach((_, place) => {
    const amountMinor = sumOf(offs.filter(({ slice }) => slice.place === place))
    if (amountMinor > 0) discounts.byLine[place]?.push({ promotionId, name, amountMinor })
  })
  return done
}

const sumOf = (offs: readonly Off[]): number => offs.reduce((all, { offMinor }) => all + offMinor, 0)

/** What would go beyond the budget is not done in part: half a 2x1 is something that nobody was promised. */
function judged({ budgetMinor, spentMinor }: Offer, amountMinor: number): Done {
  if (amountMinor === 0) return { amountMinor, refusal: 'not-enough' }
  if (budgetMinor !== null && amountMinor > budgetMinor - spentMinor) return { amountMinor: 0, refusal: 'used-up' }
  return { amountMinor, refusal: null }
}

const atMost = ({ mostMinor }: Offer, amountMinor: number): number => (mostMinor === null ? amountMinor : Math.min(mostMinor, amountMinor))

function capped(offer: Offer, offs: Off[]): Off[] {
  const all = sumOf(offs)
  const most = atMost(offer, all)
  if (most === all) return offs
  const shares = split(
    most,
    offs.map(({ offMinor }) => offMinor),
  )
  return offs.map(({ slice }, i) => ({ slice, offMinor: shares[i] ?? 0 }))
}

/** What an offer may touch at all. */
export const reachOf =
  ({ lines }: Ground, { skipsReduced }: Offer): Reach =>
  (place: number, goods: Goods) => {
    const line = lines[place]
    return line !== undefined && isAmong(line, goods) && !(skipsReduced && isReduced(line))
  }

/** The lines that an offer for the whole order counts. */
const orderPlaces = ({ lines }: Ground, cart: Cart, { skipsReduced }: Offer): number[] =>
  lines.flatMap((line, place) => ((cart.leftMinor[place] ?? 0) > 0 && !(skipsReduced && isReduced(line)) ? [place] : []))

/** What the basket lacks of the minimum of an offer, of what is left of it at this moment. */
function missingOf({ lines }: Ground, cart: Cart, { minimum }: Offer): Pick<Deed, 'missingMinor' | 'missingMilli'> | null {
  if (!minimum) return null
  const places = lines.flatMap((line, place) => (isAmong(line, minimum.goods) ? [place] : []))
  const worth = places.reduce((all, place) => all + (cart.leftMinor[place] ?? 0), 0)
  const quantity = places.reduce((all, place) => all + (lines[place]?.quantityMilli ?? 0), 0)
  const missingMinor = Math.max(0, (minimum.amountMinor ?? 0) - worth)
  const missingMilli = Math.max(0, (minimum.quantityMilli ?? 0) - quantity)
  if (missingMinor + missingMilli === 0) return null
  return { ...(missingMinor > 0 && { missingMinor }), ...(missingMilli > 0 && { missingMilli }) }
}
