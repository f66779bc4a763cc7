import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPromotions } from '#commerce/contract/promotion-pass.ts'
import type { Discounts, PricedBasket, PricedLine } from '#commerce/contract/priced-line.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'
import type { PromotionRule } from '#commerce/contract/promotion.ts'
import { aBasket, aLine, anOffer, of, paidByLine } from '#commerce/server/promotions/testing/basket.ts'

/** What holds for any basket and any promotions, tried on many that are made up from a seed. */
const rounds = 600

type Draw = { int: (least: number, most: number) => number; one: <T>(list: readonly T[]) => T; chance: (share: number) => boolean }

function drawOf(seed: number): Draw {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  const int = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1))
  return { int, one: (list) => list[int(0, list.length - 1)] as never, chance: (share) => next() < share }
}

const labels = ['balde', 'bebida', 'salsa']
const goodsOf = (draw: Draw) => (draw.chance(0.4) ? of({}) : of({ labels: [draw.one(labels)] }))

function lineOf(draw: Draw, i: number): PricedLine {
  const isWeighed = draw.chance(0.2)
  const unitPriceMinor = draw.int(0, 40) * draw.one([1, 33, 250])
  return aLine({
    variantId: `v${i}`,
    productId: `p${i}`,
    labels: draw.chance(0.8) ? [draw.one(labels)] : [],
    unit: isWeighed ? 'kg' : 'piece',
    quantityMilli: isWeighed ? draw.int(1, 5_000) : draw.int(1, 7) * 1000,
    unitPriceMinor,
    listPriceMinor: draw.chance(0.2) ? unitPriceMinor + 100 : unitPriceMinor,
    modifiersMinor: draw.chance(0.3) ? draw.int(-20, 400) : 0,
  })
}

const basketOf = (draw: Draw): PricedBasket =>
  aBasket(
    Array.from({ length: draw.int(1, 6) }, (_, i) => lineOf(draw, i)),
    { deliveryMinor: draw.chance(0.6) ? draw.int(0, 900) : 0 },
  )

function ruleOf(draw: Draw): PromotionRule {
  const goods = goodsOf(draw)
  const take = draw.int(2, 4)
  return draw.one<() => PromotionRule>([
    () => ({ kind: 'n_for_m', take, pay: draw.int(1, take - 1), free: draw.one(['per_group', 'cheapest']), goods }),
    () => ({ kind: 'nth_unit', nth: take, basisPoints: draw.int(1, 10_000), goods }),
    () => ({ kind: 'percent', basisPoints: draw.int(1, 10_000), goods }),
    () => ({ kind: 'amount', amountMinor: draw.int(1, 3_000), per: draw.one(['unit', 'all']), goods }),
    () => ({ kind: 'price', priceMinor: draw.int(0, 3_000), goods }),
    () => ({
      kind: 'combo',
      priceMinor: draw.int(0, 9_000),
      parts: Array.from({ length: draw.int(1, 3) }, () => ({ quantity: draw.int(1, 2), goods: goodsOf(draw) })),
    }),
    () => ({ kind: 'order_percent', basisPoints: draw.int(1, 10_000) }),
    () => ({ kind: 'order_amount', amountMinor: draw.int(1, 9_000) }),
    () => ({ kind: 'delivery', basisPoints: draw.int(1, 10_000) }),
  ])()
}

const offerOf = (draw: Draw): Offer =>
  anOffer({
    rule: ruleOf(draw),
    minimum: draw.chance(0.3)
      ? { amountMinor: draw.int(1, 20_000), quantityMilli: draw.chance(0.3) ? 3_000 : null, goods: goodsOf(draw) }
      : null,
    mostMinor: draw.chance(0.2) ? draw.int(1, 2_000) : null,
    budgetMinor: draw.chance(0.1) ? draw.int(1, 2_000) : null,
    stackingGroup: draw.one([null, null, 'a', 'b']),
    isExclusive: draw.chance(0.1),
    skipsReduced: draw.chance(0.2),
    priority: draw.int(0, 2),
  })

const offersOf = (draw: Draw): Offer[] => Array.from({ length: draw.int(0, 6) }, () => offerOf(draw))
const apply = (basket: PricedBasket, offers: readonly Offer[]): Discounts =>
  applyPromotions(basket, { offers, coupons: [], customer: null })
const sum = (amounts: readonly { amountMinor: number }[]): number => amounts.reduce((all, { amountMinor }) => all + amountMinor, 0)
const totalOf = (basket: PricedBasket, discounts: Discounts): number =>
  paidByLine(basket, discounts).reduce((all, paid) => all + paid, basket.deliveryMinor) - sum(discounts.delivery)

function shuffled<T>(draw: Draw, list: readonly T[]): T[] {
  const rest = [...list]
  return list.map(() => rest.splice(draw.int(0, rest.length - 1), 1)[0] as T)
}

test('whatever the basket and the promotions: parts add up, nothing is below zero, nothing is dearer', () => {
  let applied = 0
  for (let seed = 1; seed <= rounds; seed++) {
    const draw = drawOf(seed)
    const [basket, offers] = [basketOf(draw), offersOf(draw)]
    const discounts = apply(basket, offers)
    const paid = paidByLine(basket, discounts)
    for (const [i, left] of paid.entries())
      assert.ok(left >= 0 && left <= (basket.lines[i]?.grossMinor ?? 0), `seed ${seed}, line ${i}: ${left}`)
    assert.ok(sum(discounts.delivery) <= basket.deliveryMinor, `seed ${seed}: the delivery`)
    const gross = basket.lines.reduce((all, { grossMinor }) => all + grossMinor, basket.deliveryMinor)
    const off = sum([...discounts.byLine.flat(), ...discounts.order, ...discounts.delivery])
    assert.equal(totalOf(basket, discounts), gross - off, `seed ${seed}: the sum of parts`)
    for (const { promotionId, amountMinor, refusal } of discounts.notes) {
      const own = [...discounts.byLine.flat(), ...discounts.order, ...discounts.delivery].filter((one) => one.promotionId === promotionId)
      assert.equal(sum(own), amountMinor, `seed ${seed}: a note says what was taken off`)
      assert.equal(refusal === null, amountMinor > 0, `seed ${seed}: who did nothing says why`)
      const offer = offers.find(({ id }) => id === promotionId)
      assert.ok(amountMinor <= (offer?.mostMinor ?? amountMinor), `seed ${seed}: no more than its cap`)
      applied += amountMinor > 0 ? 1 : 0
    }
  }
  assert.ok(applied > rounds, `promotions did something: ${applied}`)
})

test('whatever the basket: neither the order of lines nor that of promotions matters, and asking twice changes nothing', () => {
  for (let seed = 1; seed <= rounds; seed++) {
    const draw = drawOf(seed)
    const [basket, offers] = [basketOf(draw), offersOf(draw)]
    const frozen = structuredClone([basket, offers])
    const discounts = apply(basket, offers)
    assert.deepEqual(apply(basket, offers), discounts, `seed ${seed}: twice`)
    assert.deepEqual([basket, offers], frozen, `seed ${seed}: what was given is as it was`)
    assert.deepEqual(apply(basket, shuffled(draw, offers)), discounts, `seed ${seed}: other order of promotions`)
    const order = shuffled(draw, [...basket.lines.keys()])
    const other = apply({ ...basket, lines: order.map((place) => basket.lines[place] as PricedLine) }, offers)
    assert.equal(
      totalOf({ ...basket, lines: order.map((place) => basket.lines[place] as PricedLine) }, other),
      totalOf(basket, discounts),
      `seed ${seed}`,
    )
    const byProduct = (lines: readonly PricedLine[], { byLine }: Discounts) =>
      new Map(lines.map(({ productId }, i) => [productId, byLine[i]]))
    assert.deepEqual(
      byProduct(
        order.map((place) => basket.lines[place] as PricedLine),
        other,
      ),
      new Map(
        [...byProduct(basket.lines, discounts)].toSorted(
          (a, b) =>
            order.findIndex((p) => basket.lines[p]?.productId === a[0]) - order.findIndex((p) => basket.lines[p]?.productId === b[0]),
        ),
      ),
      `seed ${seed}: each line has the same discounts`,
    )
  }
})

test('whatever the basket: one more promotion inside a group never makes it dearer', () => {
  let cheaper = 0
  for (let seed = 1; seed <= rounds; seed++) {
    const draw = drawOf(seed)
    const [basket, offers] = [basketOf(draw), offersOf(draw)]
    const before = totalOf(basket, apply(basket, offers))
    const more = { ...offerOf(draw), stackingGroup: draw.one(['a', 'b', 'c']) }
    const after = totalOf(basket, apply(basket, [...offers, more]))
    assert.ok(after <= before, `seed ${seed}: ${before} became ${after}`)
    cheaper += after < before ? 1 : 0
  }
  assert.ok(cheaper > 20, `some of them made it cheaper: ${cheaper}`)
})

test('nothing of that holds by itself: where the best of a group is judged alone, one more makes some baskets dearer', () => {
  const dearer = Array.from({ length: rounds * 5 }, (_, seed) => seed).filter((seed) => {
    const draw = drawOf(seed)
    const [basket, offers] = [basketOf(draw), offersOf(draw)]
    const more = { ...offerOf(draw), stackingGroup: 'a' }
    return totalOf(basket, naive(basket, [...offers, more])) > totalOf(basket, naive(basket, offers))
  })
  assert.ok(dearer.length > 0)
})

/** Of each group the one that alone takes off most. */
function naive(basket: PricedBasket, offers: readonly Offer[]): Discounts {
  const gain = (offer: Offer): number => sum(apply(basket, [{ ...offer, stackingGroup: null }]).notes)
  const bestOf = (group: string): Offer[] =>
    offers
      .filter(({ stackingGroup }) => stackingGroup === group)
      .toSorted((a, b) => gain(b) - gain(a))
      .slice(0, 1)
  return apply(basket, [...offers.filter(({ stackingGroup }) => stackingGroup === null), ...bestOf('a'), ...bestOf('b')])
}
