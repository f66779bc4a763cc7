import assert from 'node:assert/strict'
import { test } from 'node:test'
import { changed, marginOf, type PriceRule } from '#commerce/contract/price-rule.ts'

const nano = 1_000_000_000
const ground = { nowMinor: 895_050, baseMinor: 500, baseCurrency: 'USD', currency: 'ARS' }
const otherList = '00000000-0000-7000-8000-000000000001'

const cases: [string, PriceRule, number | null][] = [
  ['8,5 % more', { kind: 'percent', basisPoints: 850 }, 971_129],
  ['10 % less', { kind: 'percent', basisPoints: -1_000 }, 805_545],
  ['a dollar from 1.200 to 1.350', { kind: 'exchange-rate', fromNanos: 1_200 * nano, toNanos: 1_350 * nano }, 1_006_931],
  ['500 pesos more', { kind: 'amount', amountMinor: 50_000 }, 945_050],
  ['more off than it costs', { kind: 'amount', amountMinor: -1_000_000 }, 0],
  ['a list in dollars at 1.234,56', { kind: 'from-list', listId: otherList, rateNanos: 1_234_560_000_000, basisPoints: 0 }, 617_280],
  ['the cost in dollars and half of it', { kind: 'from-cost', rateNanos: 1_000 * nano, basisPoints: 5_000 }, 750_000],
  ['another currency without a rate', { kind: 'from-cost', rateNanos: null, basisPoints: 5_000 }, null],
]
for (const [sentence, rule, result] of cases) test(`${sentence} makes ${result}`, () => assert.equal(changed(rule, null, ground), result))

test('what is in the same currency needs no rate, and what has nothing to start from has no new price', () => {
  const rule = { kind: 'from-cost', rateNanos: null, basisPoints: 10_000 } as const
  assert.equal(changed(rule, null, { ...ground, baseCurrency: 'ARS' }), 1_000)
  assert.equal(changed(rule, null, { ...ground, baseMinor: null }), null)
  assert.equal(changed({ kind: 'percent', basisPoints: 100 }, null, { ...ground, nowMinor: null }), null)
})

test('a new price is rounded to look like one', () => {
  const rounding = { stepMinor: 5_000, offsetMinor: 0, direction: 'up' } as const
  assert.equal(changed({ kind: 'percent', basisPoints: 850 }, rounding, ground), 975_000)
})

test('the margin is of the price, and below zero it is a loss', () => {
  assert.equal(marginOf(1_000, 600), 4_000)
  assert.equal(marginOf(1_000, 1_250), -2_500)
  assert.equal(marginOf(0, 600), null)
})
