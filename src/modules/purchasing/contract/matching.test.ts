import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differencesOf, type Difference, type MatchLine } from '#purchasing/contract/matching.ts'

const line = (more: Partial<MatchLine> = {}): MatchLine => ({
  lineId: 'a',
  receivedMilli: 100_000,
  billedBeforeMilli: 0,
  billedMilli: 100_000,
  orderPriceMinor: 10_000,
  billPriceMinor: 10_000,
  ...more,
})
const strict = { quantityBasisPoints: 0, priceBasisPoints: 0 }
const mild = { quantityBasisPoints: 200, priceBasisPoints: 100 }
const kinds = (found: readonly Difference[]): string[] => found.map(({ kind }) => kind)

const cases: [string, Partial<MatchLine>, typeof strict, string[]][] = [
  ['what was ordered, came and is billed alike', {}, strict, []],
  ['less billed than came', { billedMilli: 40_000 }, strict, []],
  ['a thousandth more billed than came', { billedMilli: 100_001 }, strict, ['quantity']],
  ['two per cent more where two are tolerated', { billedMilli: 102_000 }, mild, []],
  ['a thousandth beyond what is tolerated', { billedMilli: 102_001 }, mild, ['quantity']],
  ['the rest, when another bill had the first half', { billedBeforeMilli: 50_000, billedMilli: 50_000 }, strict, []],
  ['the same goods billed twice', { billedBeforeMilli: 100_000 }, mild, ['quantity']],
  ['something that never came', { receivedMilli: 0, billedMilli: 1 }, mild, ['quantity']],
  ['a cent dearer', { billPriceMinor: 10_001 }, strict, ['price']],
  ['a cent cheaper', { billPriceMinor: 9_999 }, strict, ['price']],
  ['one per cent dearer where one is tolerated', { billPriceMinor: 10_100 }, mild, []],
  ['a cent beyond it', { billPriceMinor: 10_101 }, mild, ['price']],
  ['free by the order and billed all the same', { orderPriceMinor: 0, billPriceMinor: 1 }, mild, ['price']],
  ['both', { billedMilli: 103_000, billPriceMinor: 12_000 }, mild, ['quantity', 'price']],
]
for (const [name, more, tolerance, expected] of cases)
  test(`${name}: ${expected.join(' and ') || 'no difference'}`, () => {
    assert.deepEqual(kinds(differencesOf([line(more)], tolerance)), expected)
  })

test('a difference says what was expected and what stands in the bill', () => {
  assert.deepEqual(differencesOf([line(), line({ lineId: 'b', billPriceMinor: 11_000 })], strict), [
    { lineId: 'b', kind: 'price', expected: 10_000, found: 11_000 },
  ])
})
