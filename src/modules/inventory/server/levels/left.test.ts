import assert from 'node:assert/strict'
import { test } from 'node:test'
import { leftAmong } from '#inventory/server/levels/left.ts'

const flour = { variantId: 'flour', allowsNegative: false, yieldMilli: null, parts: [] }
const made = (yieldMilli: number, quantityMilli: number) => ({
  variantId: 'bun',
  allowsNegative: null,
  availableMilli: 0,
  yieldMilli,
  parts: [{ variantId: 'flour', quantityMilli }],
})

test('of what is made of something there is to the last piece what is left of it', () => {
  for (const [left, whole, yields, pieces] of [
    [290, 1_000, 100, 29],
    [570, 1_000, 100, 57],
    [299, 1_000, 100, 29],
    [0, 1_000, 100, 0],
    [1_500, 500, 1, 3],
  ] as const) {
    const rows = [{ ...flour, availableMilli: left }, made(yields * 1_000, whole)]
    const there = leftAmong(rows, ['bun']).get('bun') ?? 0
    assert.equal(Math.floor(there / 1_000), pieces, `${left} of ${whole}`)
  }
})

test('what may be sold before it is counted limits nothing', () => {
  const rows = [{ ...flour, allowsNegative: true, availableMilli: 5 }, made(1_000, 100)]
  assert.deepEqual([...leftAmong(rows, ['bun', 'flour']).keys()], [])
})
