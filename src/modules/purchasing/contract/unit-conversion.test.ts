import assert from 'node:assert/strict'
import { test } from 'node:test'
import { supplyFor, toStock, toSupply } from '#purchasing/contract/unit-conversion.ts'

const box = { supplyMilli: 1000, stockMilli: 12_000 }
const byWeight = { supplyMilli: 46_300, stockMilli: 20_000 }

test('a box of twelve is twelve pieces, and twelve pieces are a box', () => {
  assert.deepEqual(toStock(3000, box, 'piece'), { exact: 36_000 })
  assert.deepEqual(toSupply(36_000, box, true), { exact: 3000 })
  assert.deepEqual(toSupply(30_000, box, true), { below: 2000, above: 3000 }, 'nobody sells half a box')
  assert.deepEqual(toSupply(30_000, box, false), { exact: 2500 }, 'unless they do')
})

test('kilos that are no whole number of pieces are said to be none, with what is nearest', () => {
  assert.deepEqual(toStock(46_300, byWeight, 'piece'), { exact: 20_000 })
  assert.deepEqual(toStock(50_000, byWeight, 'piece'), { below: 21_000, above: 22_000 })
  assert.deepEqual(toStock(2_500, { supplyMilli: 1000, stockMilli: 3000 }, 'piece'), { below: 7000, above: 8000 })
  assert.deepEqual(toStock(2_500, { supplyMilli: 1000, stockMilli: 1000 }, 'kg'), { exact: 2500 })
})

test('what converts exactly comes back as it was, whatever the pack', () => {
  let seed = 7
  const next = (most: number): number => {
    seed = (seed * 48_271) % 2_147_483_647
    return 1 + (seed % most)
  }
  let exact = 0
  for (let i = 0; i < 3000; i++) {
    const pack = { supplyMilli: next(60) * 100, stockMilli: next(60) * 100 }
    const supply = next(90_000)
    const there = toStock(supply, pack, 'g')
    if ('exact' in there) {
      exact++
      assert.deepEqual(toSupply(there.exact, pack, false), { exact: supply })
    } else assert.ok(there.above === there.below + 1)
  }
  assert.ok(exact > 100)
})

test('what is asked of a supplier is never less than what is missing', () => {
  assert.equal(supplyFor(25_000, box, true), 3000)
  assert.equal(supplyFor(24_000, box, true), 2000)
  assert.equal(supplyFor(1_000, byWeight, false), 2315)
})

test('beyond what is counted exactly it refuses instead of losing pieces', () => {
  assert.throws(() => toStock(9_000_000_000_000, { supplyMilli: 1, stockMilli: 9_000_000 }, 'g'), RangeError)
})
