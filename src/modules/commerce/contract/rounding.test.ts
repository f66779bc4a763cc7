import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Rounding, rounded } from '#commerce/contract/rounding.ts'

const to = (stepMinor: number, direction: Rounding['direction'] = 'nearest', offsetMinor = 0): Rounding => ({
  stepMinor,
  offsetMinor,
  direction,
})

const cases: [string, number, Rounding | null, number][] = [
  ['as it comes', 123_456, null, 123_456],
  ['to the peso', 123_456, to(100), 123_500],
  ['to the peso, half goes up', 123_450, to(100), 123_500],
  ['to the peso, below half goes down', 123_449, to(100), 123_400],
  ['to tens', 123_456, to(1_000), 123_000],
  ['to fifties', 123_456, to(5_000), 125_000],
  ['to hundreds', 123_456, to(10_000), 120_000],
  ['up to hundreds', 120_001, to(10_000, 'up'), 130_000],
  ['down to hundreds', 129_999, to(10_000, 'down'), 120_000],
  ['what is round already stays', 120_000, to(10_000, 'up'), 120_000],
  ['to ,99', 123_456, to(100, 'nearest', -1), 123_499],
  ['to ,99, the nearest below', 123_430, to(100, 'nearest', -1), 123_399],
  ['up to ,99', 123_399, to(100, 'up', -1), 123_399],
  ['up to ,99, a cent above', 123_400, to(100, 'up', -1), 123_499],
  ['down to ,99', 123_456, to(100, 'down', -1), 123_399],
  ['to …90', 1_234_500, to(10_000, 'nearest', -1_000), 1_239_000],
  ['to …90, down', 1_234_500, to(10_000, 'down', -1_000), 1_229_000],
  ['what costs a little never becomes free', 30, to(1_000), 1_000],
  ['nor below zero', 20, to(100, 'down', -1), 99],
  ['nothing stays nothing', 0, to(10_000, 'up'), 0],
]
for (const [sentence, amount, rounding, result] of cases)
  test(`${sentence}: ${amount} is ${result}`, () => assert.equal(rounded(amount, rounding), result))

test('rounding twice is rounding once, up is never less and down never more unless it would be nothing', () => {
  let seed = 11
  const random = (most: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most
  for (let i = 0; i < 2_000; i++) {
    const stepMinor = [1, 100, 1_000, 5_000, 10_000][random(5)]!
    const rounding = to(stepMinor, (['nearest', 'up', 'down'] as const)[random(3)], stepMinor === 1 ? 0 : -random(2))
    const amount = 1 + random(10_000_000)
    const once = rounded(amount, rounding)
    assert.equal(rounded(once, rounding), once)
    assert.ok(once > 0 && Math.abs(once - amount) <= Math.max(stepMinor, stepMinor - amount))
    if (rounding.direction === 'up') assert.ok(once >= amount)
    if (rounding.direction === 'down' && amount >= stepMinor) assert.ok(once <= amount)
  }
})
