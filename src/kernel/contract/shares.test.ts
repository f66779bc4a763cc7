import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scaled, split } from '#kernel/contract/shares.ts'

const splits: [number, number[], number[]][] = [
  [1000, [1, 1, 1], [334, 333, 333]],
  [500, [12_990, 8_990, 4_500], [245, 170, 85]],
  [-1, [1, 1], [-1, 0]],
  [900_000, [500_000, 300_000, 250_000], [428_571, 257_143, 214_286]],
  [0, [0, 0], [0, 0]],
  [7, [0, 0], [7, 0]],
  [7, [], []],
]
for (const [total, weights, shares] of splits)
  test(`${total} over ${weights.join(':')} is ${shares.join(', ')}`, () => assert.deepEqual(split(total, weights), shares))

test('shares add up to what was split, whatever the weights, and none is off by one or more', () => {
  let seed = 42
  const random = (most: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most
  for (let round = 0; round < 2_000; round++) {
    const weights = Array.from({ length: 1 + random(12) }, () => random(1_000_000))
    const [total, sum] = [random(100_000_000), weights.reduce((all, one) => all + one, 0)]
    const shares = split(total, weights)
    assert.equal(
      shares.reduce((all, one) => all + one, 0),
      total,
    )
    if (sum > 0) for (const [i, share] of shares.entries()) assert.ok(Math.abs(share - (total * (weights[i] ?? 0)) / sum) < 1.001)
  }
})

const rounded: [number, number, number, number][] = [
  [5, 1, 2, 3],
  [-5, 1, 2, -3],
  [895_050, 1_234, 1000, 1_104_492],
  [1_210_000, 10_000, 12_100, 1_000_000],
  [100_000, 10_000, 12_100, 82_645],
  [100_000, 10_000, 11_050, 90_498],
  [9_000_000_000_000, 999_999, 1_000_000, 8_999_991_000_000],
]
for (const [amount, numerator, denominator, result] of rounded)
  test(`${amount} × ${numerator} ÷ ${denominator} is ${result}, half away from zero`, () =>
    assert.equal(scaled(amount, numerator, denominator), result))

test('what cannot be counted exactly is refused', () => {
  assert.throws(() => scaled(Number.MAX_SAFE_INTEGER, 2, 1), RangeError)
})
