import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPromotions, type Known } from '#commerce/contract/promotion-pass.ts'
import { isOnSchedule } from '#commerce/contract/promotion-schedule.ts'
import type { Offer } from '#commerce/contract/promotion-terms.ts'
import { PromotionSchedule } from '#commerce/contract/promotion.ts'
import { aBasket, aLine, anOffer, everything } from '#commerce/server/promotions/testing/basket.ts'

const zone = 'America/Argentina/Buenos_Aires'
const tuesdays = (more: Partial<PromotionSchedule> = {}): PromotionSchedule => PromotionSchedule.parse({ slots: [{ weekday: 2 }], ...more })

test('a Tuesday begins and ends at midnight of the shop, not of anybody else', () => {
  const cases: [string, boolean][] = [
    ['2026-11-24T02:59:59.999Z', false],
    ['2026-11-24T03:00:00.000Z', true],
    ['2026-11-25T02:59:59.999Z', true],
    ['2026-11-25T03:00:00.000Z', false],
  ]
  for (const [at, isOn] of cases) assert.equal(isOnSchedule(tuesdays(), at, zone), isOn, at)
})

test('for who closes at two the small hours belong to the day before', () => {
  const late = tuesdays({ dayEndsAt: 120 })
  const cases: [string, boolean][] = [
    ['2026-11-24T04:59:00.000Z', false],
    ['2026-11-24T05:00:00.000Z', true],
    ['2026-11-25T04:59:59.000Z', true],
    ['2026-11-25T05:00:00.000Z', false],
  ]
  for (const [at, isOn] of cases) assert.equal(isOnSchedule(late, at, zone), isOn, at)
})

test('a happy hour may go over midnight, and follows the clock when it is put forward', () => {
  const night = PromotionSchedule.parse({ slots: [{ weekday: 5, from: 22 * 60, to: 60 }] })
  assert.equal(isOnSchedule(night, '2026-11-28T03:59:00.000Z', zone), true, 'Saturday 00:59')
  assert.equal(isOnSchedule(night, '2026-11-28T04:00:00.000Z', zone), false)
  // Santiago put its clocks forward on the night to the 6th of September 2026: 18:00 is 21:00 UTC from then on.
  const evening = PromotionSchedule.parse({ slots: [6, 7].map((weekday) => ({ weekday, from: 18 * 60, to: 20 * 60 })) })
  assert.equal(isOnSchedule(evening, '2026-09-05T21:30:00.000Z', 'America/Santiago'), false)
  assert.equal(isOnSchedule(evening, '2026-09-05T22:00:00.000Z', 'America/Santiago'), true)
  assert.equal(isOnSchedule(evening, '2026-09-06T21:00:00.000Z', 'America/Santiago'), true)
})

const tenPercent = (more: Partial<Offer> = {}): Offer =>
  anOffer({ rule: { kind: 'percent', basisPoints: 1_000, goods: everything }, name: 'diez', ...more })
const basket = aBasket([aLine({ unitPriceMinor: 1000 })])
const told = (offer: Offer, known: Partial<Known> = {}, about: Partial<typeof basket> = {}) => {
  const { notes, byLine } = applyPromotions(
    { ...basket, ...about },
    { offers: [offer], coupons: [], customer: null, explainsAll: true, ...known },
  )
  const note = notes.find(({ promotionId }) => promotionId === offer.id)
  assert.equal(note?.amountMinor, byLine.flat()[0]?.amountMinor ?? 0)
  return note?.refusal
}

test('an offer says why it does not count', () => {
  const cases: [string | null, Partial<Offer>][] = [
    [null, {}],
    ['not-started', { startsAt: '2026-11-24T15:00:00.001Z' }],
    [null, { startsAt: '2026-11-24T15:00:00.000Z' }],
    ['expired', { endsAt: '2026-11-24T15:00:00.000Z' }],
    [null, { endsAt: '2026-11-24T15:00:00.001Z' }],
    ['not-now', { isPaused: true }],
    ['not-now', { schedule: PromotionSchedule.parse({ slots: [{ weekday: 3 }] }) }],
    [null, { schedule: tuesdays() }],
    ['other-brand', { brandIds: ['another'] }],
    ['other-door', { doors: ['counter', 'web'] }],
    ['other-fulfilment', { fulfilments: ['pickup'] }],
    ['other-currency', { currency: 'USD' }],
    ['used-up', { usesTotal: 5, used: 5 }],
    [null, { usesTotal: 5, used: 4 }],
    ['used-up', { budgetMinor: 100, spentMinor: 100 }],
    ['not-enough', { minimum: { amountMinor: 1001, quantityMilli: null, goods: everything } }],
    ['not-enough', { minimum: { amountMinor: null, quantityMilli: 2000, goods: everything } }],
  ]
  for (const [refusal, about] of cases) assert.equal(told(tenPercent(about)), refusal, JSON.stringify(about))
  const ships = anOffer({ rule: { kind: 'delivery', basisPoints: 10_000 } })
  assert.equal(told(ships, {}, { fulfilment: 'pickup' }), 'other-fulfilment')
})

test('who is not known is in no segment, buys for no first time and has no count of their own', () => {
  const offers = [{ segmentIds: ['vip'] }, { isFirstPurchase: true }, { usesPerCustomer: 1 }].map(tenPercent)
  for (const offer of offers) assert.equal(told(offer), 'not-for-customer')
  const customer = { segmentIds: ['vip'], purchases: 0, usesByPromotion: {} }
  for (const offer of offers) assert.equal(told(offer, { customer }), null)
  const [ofSegment, first, once] = offers as [Offer, Offer, Offer]
  assert.equal(told(ofSegment, { customer: { ...customer, segmentIds: ['another'] } }), 'not-for-customer')
  assert.equal(told(first, { customer: { ...customer, purchases: 1 } }), 'not-for-customer')
  assert.equal(told(once, { customer: { ...customer, usesByPromotion: { [once.id]: 1 } } }), 'used-up')
})

test('an offer with a coupon counts for who says it, and a code that is none of ours is told', () => {
  const offer = tenPercent({ needsCoupon: true })
  const say = (coupons: Known['coupons']) => applyPromotions(basket, { offers: [offer], coupons, customer: null })
  assert.deepEqual(say([]).notes, [])
  const said = say([{ code: 'HOLA', promotionId: offer.id, refusal: null }])
  assert.deepEqual(said.notes, [{ promotionId: offer.id, name: 'diez', amountMinor: 100, refusal: null, code: 'HOLA' }])
  const used = say([{ code: 'UNA-VEZ', promotionId: offer.id, refusal: 'used-up' }])
  assert.deepEqual(
    used.notes.map(({ refusal, code }) => [refusal, code]),
    [['used-up', 'UNA-VEZ']],
  )
  assert.deepEqual(say([{ code: 'NADA', promotionId: null, refusal: null }]).notes, [
    { promotionId: null, name: 'NADA', amountMinor: 0, refusal: 'unknown-coupon', code: 'NADA' },
  ])
  assert.equal(
    say([
      { code: 'UNA-VEZ', promotionId: offer.id, refusal: 'used-up' },
      { code: 'HOLA', promotionId: offer.id, refusal: null },
    ]).notes[0]?.code,
    'HOLA',
  )
})

test('a ticket names what somebody could still do something about, and leaves the rest out', () => {
  const quiet = [{ brandIds: ['another'] }, { isPaused: true }, { usesTotal: 1, used: 1 }].map(tenPercent)
  const near = tenPercent({ name: 'cerca', minimum: { amountMinor: 1500, quantityMilli: null, goods: everything } })
  const elsewhere = anOffer({ rule: { kind: 'percent', basisPoints: 1_000, goods: { ...everything, labels: ['bebida'] } } })
  const { notes } = applyPromotions(basket, { offers: [...quiet, near, elsewhere], coupons: [], customer: null })
  assert.deepEqual(notes, [{ promotionId: near.id, name: 'cerca', amountMinor: 0, refusal: 'not-enough', code: null, missingMinor: 500 }])
})
