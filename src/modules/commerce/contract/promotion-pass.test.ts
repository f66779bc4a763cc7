import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPromotions, type Known } from '#commerce/contract/promotion-pass.ts'
import { paidByLine, aBasket, aLine, anOffer, everything, of } from '#commerce/server/promotions/testing/basket.ts'
import type { PricedBasket } from '#commerce/contract/priced-line.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'

const nForM = (take: number, pay: number, more: Partial<Offer> & { free?: 'per_group' | 'cheapest' } = {}): Offer => {
  const { free = 'per_group', ...rest } = more
  return anOffer({ rule: { kind: 'n_for_m', take, pay, free, goods: everything }, ...rest })
}
const percent = (basisPoints: number, more: Partial<Offer> = {}): Offer =>
  anOffer({ rule: { kind: 'percent', basisPoints, goods: everything }, ...more })
const orderPercent = (basisPoints: number, more: Partial<Offer> = {}): Offer =>
  anOffer({ rule: { kind: 'order_percent', basisPoints }, ...more })
const freeDelivery = (more: Partial<Offer> = {}): Offer => anOffer({ rule: { kind: 'delivery', basisPoints: 10_000 }, ...more })

const apply = (basket: PricedBasket, offers: readonly Offer[], more: Partial<Known> = {}) =>
  applyPromotions(basket, { offers, coupons: [], customer: null, ...more })
const off = (basket: PricedBasket, offers: readonly Offer[], more: Partial<Known> = {}): number => {
  const { byLine, order, delivery } = apply(basket, offers, more)
  return [...byLine.flat(), ...order, ...delivery].reduce((all, { amountMinor }) => all + amountMinor, 0)
}
const prices = (...each: number[]): PricedBasket => aBasket(each.map((unitPriceMinor) => aLine({ unitPriceMinor })))
const refusals = (basket: PricedBasket, offers: readonly Offer[], more: Partial<Known> = {}) =>
  Object.fromEntries(apply(basket, offers, more).notes.map(({ name, refusal }) => [name, refusal]))

test('TV5.1: of each group of N the cheapest are free, or the cheapest of all where the shop says so', () => {
  const cases: [number, number, number[], number, number][] = [
    [2, 1, [1000, 800, 600, 500], 1300, 1100],
    [2, 1, [1000, 1000, 800], 1000, 800],
    [3, 2, [900, 800, 700, 600, 500, 400, 300], 1100, 700],
  ]
  for (const [take, pay, each, perGroup, cheapest] of cases) {
    assert.equal(off(prices(...each), [nForM(take, pay)]), perGroup, `${take}x${pay} of ${each}`)
    assert.equal(off(prices(...each), [nForM(take, pay, { free: 'cheapest' })]), cheapest, `${take}x${pay} of ${each}, the cheapest`)
  }
})

test('a line of many units counts as so many units, however many there are', () => {
  const one = aBasket([aLine({ unitPriceMinor: 1000, quantityMilli: 3000 }), aLine({ unitPriceMinor: 800, quantityMilli: 2000 })])
  assert.equal(off(one, [nForM(2, 1)]), off(prices(1000, 1000, 1000, 800, 800), [nForM(2, 1)]))
  const huge = aBasket([aLine({ unitPriceMinor: 999, quantityMilli: 999_999_000 })])
  assert.equal(off(huge, [nForM(2, 1)]), 499_999 * 999)
  assert.equal(off(huge, [nForM(2, 1, { free: 'cheapest' })]), 499_999 * 999)
})

test('TV5.2: an order discount is split over what is left of the lines and adds up', () => {
  const basket = prices(12_990, 8_990, 4_500)
  const amount = anOffer({ rule: { kind: 'order_amount', amountMinor: 500 } })
  assert.deepEqual(
    paidByLine(basket, apply(basket, [amount])).map((paid, i) => (basket.lines[i]?.grossMinor ?? 0) - paid),
    [245, 170, 85],
  )
  const alike = prices(1000, 1000, 1000)
  assert.deepEqual(paidByLine(alike, apply(alike, [anOffer({ rule: { kind: 'order_amount', amountMinor: 1000 } })])), [666, 667, 667])
})

test('TV5.4: ten percent of the order comes off each line by what it costs', () => {
  const basket = prices(150_000, 235_050)
  const discounts = apply(basket, [orderPercent(1_000)])
  assert.equal(discounts.order[0]?.amountMinor, 38_505)
  assert.deepEqual(paidByLine(basket, discounts), [135_000, 211_545])
})

test('TV5.5: the price of a combo is split by what its items cost', () => {
  const lines = [500_000, 300_000, 250_000].map((unitPriceMinor, i) => aLine({ unitPriceMinor, productId: `p${i}`, variantId: `v${i}` }))
  const combo = anOffer({
    rule: { kind: 'combo', priceMinor: 900_000, parts: ['p0', 'p1', 'p2'].map((id) => ({ quantity: 1, goods: of({ productIds: [id] }) })) },
  })
  const basket = aBasket(lines)
  assert.deepEqual(paidByLine(basket, apply(basket, [combo])), [428_571, 257_143, 214_286])
  const twice = aBasket(lines.map((line) => aLine({ ...line, quantityMilli: 2000 })))
  assert.equal(off(twice, [combo]), 300_000)
  assert.equal(off(aBasket(lines.slice(1)), [combo]), 0)
})

test('a combo never makes things dearer, and a picky part is not robbed by one that takes anything', () => {
  const [bucket, drink] = [aLine({ unitPriceMinor: 900, productId: 'bucket' }), aLine({ unitPriceMinor: 300, productId: 'drink' })]
  const parts = [
    { quantity: 1, goods: everything },
    { quantity: 1, goods: of({ productIds: ['bucket'] }) },
  ]
  assert.equal(off(aBasket([bucket, drink]), [anOffer({ rule: { kind: 'combo', priceMinor: 1000, parts } })]), 200)
  assert.equal(off(aBasket([bucket, drink]), [anOffer({ rule: { kind: 'combo', priceMinor: 1300, parts } })]), 0)
})

test('the second unit at half its price is the cheaper one of each two', () => {
  const second = anOffer({ rule: { kind: 'nth_unit', nth: 2, basisPoints: 5_000, goods: everything } })
  assert.equal(off(prices(1000, 800, 600), [second]), 400)
  assert.equal(off(prices(1000, 801), [second]), 401)
})

test('percents, amounts and prices of a unit hold for weighed goods; groups never count them', () => {
  const ham = aBasket([aLine({ unit: 'kg', unitPriceMinor: 895_050, quantityMilli: 1_234 })])
  assert.equal(ham.lines[0]?.grossMinor, 1_104_492)
  assert.equal(off(ham, [percent(1_000)]), 110_449)
  assert.equal(off(ham, [anOffer({ rule: { kind: 'amount', amountMinor: 10_000, per: 'unit', goods: everything } })]), 12_340)
  assert.equal(off(ham, [anOffer({ rule: { kind: 'price', priceMinor: 800_000, goods: everything } })]), 1_104_492 - 987_200)
  const kilos = aBasket([aLine({ unit: 'kg', unitPriceMinor: 1000, quantityMilli: 4_000 })])
  assert.equal(off(kilos, [nForM(2, 1)]), 0)
  assert.equal(
    off(kilos, [percent(1_000, { minimum: { amountMinor: null, quantityMilli: 3_000, goods: everything } })]),
    400,
    'from three kilos on',
  )
})

test('what is asked for on top is paid in full; a discount of the whole order counts it', () => {
  const basket = aBasket([aLine({ unitPriceMinor: 1000, modifiersMinor: 300, quantityMilli: 2000 })])
  assert.equal(off(basket, [nForM(2, 1)]), 1000)
  assert.equal(off(basket, [percent(10_000)]), 2000)
  assert.equal(off(basket, [orderPercent(1_000)]), 260)
  const less = aBasket([aLine({ unitPriceMinor: 1000, modifiersMinor: -300, quantityMilli: 2000 })])
  assert.equal(off(less, [nForM(2, 1)]), 700, 'what was left out is not given away')
})

test('a unit that served a 2x1 serves nothing else, and those that did not still do', () => {
  const basket = prices(1000, 800, 600)
  assert.equal(off(basket, [nForM(2, 1, { priority: 1 }), percent(1_000)]), 800 + 60)
  assert.equal(off(basket, [nForM(2, 1, { priority: 2 }), nForM(3, 2, { priority: 1 })]), 800)
  assert.equal(off(basket, [percent(5_000, { priority: 1 }), nForM(2, 1)]), 1200 + 400, 'what is free is what it costs by then')
})

test('items come before minimums, the order before its delivery, each asked of what is left', () => {
  const basket = aBasket([aLine({ unitPriceMinor: 1000, quantityMilli: 2000 })], { deliveryMinor: 500 })
  const from = (amountMinor: number) => ({ amountMinor, quantityMilli: null, goods: everything })
  assert.equal(off(basket, [nForM(2, 1), orderPercent(1_000)]), 1000 + 100)
  assert.equal(off(basket, [nForM(2, 1), freeDelivery({ minimum: from(1500) })]), 1000, 'half of it is left')
  assert.equal(off(basket, [freeDelivery({ minimum: from(1500) })]), 500)
  const notes = apply(basket, [nForM(2, 1), freeDelivery({ minimum: from(1500) })]).notes
  assert.deepEqual(
    notes.map(({ refusal, missingMinor }) => [refusal, missingMinor]),
    [
      [null, undefined],
      ['not-enough', 500],
    ],
  )
})

test('inside a group the best for the customer counts, and the others say so', () => {
  const basket = prices(1000, 800)
  const group = { stackingGroup: 'general' }
  const offers = [
    percent(1_000, { ...group, name: 'diez' }),
    nForM(2, 1, { ...group, name: '2x1' }),
    orderPercent(2_000, { name: 'veinte' }),
  ]
  assert.equal(off(basket, offers), 800 + 200)
  assert.deepEqual(refusals(basket, offers), { '2x1': null, diez: 'better-one', veinte: null })
})

test('the best of a group is judged by what the whole order comes to', () => {
  // Ten percent off the items alone is more than five off the order, but it takes the order below what ships for nothing.
  const basket = aBasket([aLine({ unitPriceMinor: 10_000 })], { deliveryMinor: 900 })
  const group = { stackingGroup: 'general' }
  const ships = freeDelivery({ minimum: { amountMinor: 9_400, quantityMilli: null, goods: everything } })
  const ten = percent(1_000, { ...group, name: 'diez' })
  assert.equal(off(basket, [ten, ships]), 1000)
  assert.equal(off(basket, [ten, percent(600, group), ships]), 600 + 900)
})

test('an exclusive one is the last that counts', () => {
  const basket = aBasket([aLine({ unitPriceMinor: 1000 })], { deliveryMinor: 300 })
  const offers = [percent(1_000, { isExclusive: true, priority: 1, name: 'sola' }), orderPercent(5_000, { name: 'mitad' }), freeDelivery()]
  assert.equal(off(basket, offers), 100)
  assert.equal(refusals(basket, offers)['mitad'], 'excluded')
  assert.equal(
    off(basket, [{ ...(offers[0] as Offer), doors: ['counter'] }, ...offers.slice(1)]),
    500 + 300,
    'one that does nothing stops nothing',
  )
})

test('an offer takes at most its cap, never more than its budget, and nothing twice below zero', () => {
  const basket = prices(1000, 500)
  assert.deepEqual(paidByLine(basket, apply(basket, [percent(5_000, { mostMinor: 300 })])), [800, 400])
  assert.equal(off(basket, [orderPercent(5_000, { mostMinor: 100 })]), 100)
  assert.equal(off(basket, [percent(1_000, { budgetMinor: 1000, spentMinor: 851 })]), 0)
  assert.equal(off(basket, [percent(1_000, { budgetMinor: 1000, spentMinor: 850 })]), 150)
  assert.equal(off(basket, [anOffer({ rule: { kind: 'order_amount', amountMinor: 9_000 } }), orderPercent(5_000)]), 1500)
})

test('what is sold below its list price already is left alone when the offer says so', () => {
  const basket = aBasket([aLine({ unitPriceMinor: 900, listPriceMinor: 1000 }), aLine({ unitPriceMinor: 500 })])
  assert.equal(off(basket, [percent(1_000, { skipsReduced: true })]), 50)
  const order = apply(basket, [orderPercent(1_000, { skipsReduced: true })]).order
  assert.deepEqual([order[0]?.amountMinor, order[0]?.lines], [50, [1]])
})
