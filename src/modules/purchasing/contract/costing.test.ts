import assert from 'node:assert/strict'
import { test } from 'node:test'
import { marginOf, newCost } from '#purchasing/contract/cost-effect.ts'
import { landedShares, lineMinor } from '#purchasing/contract/landed-cost.ts'

test('freight is split by value or by weight and adds up to the cent', () => {
  const lines = [
    { valueMinor: 1_299_000, weightGrams: 10_000 },
    { valueMinor: 899_000, weightGrams: 10_000 },
    { valueMinor: 450_000, weightGrams: 10_000 },
  ]
  assert.deepEqual(landedShares(500, 'value', lines), [245, 170, 85], 'TV5.2')
  assert.deepEqual(landedShares(1000, 'weight', lines), [334, 333, 333], 'TV5.2')
  assert.equal(landedShares(1000, 'weight', [...lines, { valueMinor: 1, weightGrams: null }]), null, 'nobody knows what one of them weighs')
  assert.deepEqual(
    landedShares(
      101,
      'value',
      [0, 0].map((valueMinor) => ({ valueMinor, weightGrams: null })),
    ),
    [51, 50],
    'samples were free, their freight was not',
  )
})

test('a weighed line is rounded once', () => {
  assert.equal(lineMinor(895_050, 1234), 1_104_492, 'TV5.6')
  assert.equal(lineMinor(1, 500), 1)
})

test('a cost is the last one or the average with what is there', () => {
  const arrival = { stockMilli: 10_000, valueMinor: 120_000 }
  assert.equal(newCost('average', { onHandMilli: 10_000, costMinor: 10_000 }, arrival), 11_000)
  assert.equal(newCost('last', { onHandMilli: 10_000, costMinor: 10_000 }, arrival), 12_000)
  assert.equal(newCost('average', { onHandMilli: -3_000, costMinor: 10_000 }, arrival), 12_000, 'an oversold shelf has nothing to weigh')
  assert.equal(newCost('average', { onHandMilli: 5_000, costMinor: null }, arrival), 12_000)
  assert.equal(newCost('average', { onHandMilli: 5_000, costMinor: 900 }, { stockMilli: 5_000, valueMinor: 0 }), 450, 'a free box')
  assert.equal(newCost('last', { onHandMilli: 0, costMinor: null }, { stockMilli: 0, valueMinor: 0 }), null)
  assert.equal(newCost('average', { onHandMilli: 2_000, costMinor: 1 }, { stockMilli: 1_000, valueMinor: 2 }), 1, '1.33')
})

test('a margin is of the price without taxes, and may be a loss', () => {
  assert.equal(marginOf(10_000, 6_000), 4_000)
  assert.equal(marginOf(10_000, 12_500), -2_500)
  assert.equal(marginOf(10_000, 0), 10_000, 'a cost of nothing is a cost')
  assert.equal(marginOf(10_000, null), null)
  assert.equal(marginOf(0, 100), null)
})
