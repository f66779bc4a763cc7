import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CountedLine, discountBasisPoints, tooLargeDiscount, totalsOf } from '#sales/contract/proposal-totals.ts'

const line = (unitPriceMinor: number, taxBasisPoints = 2100, more: Partial<CountedLine> = {}): CountedLine => ({
  kind: 'item',
  quantityMilli: 1000,
  unitPriceMinor,
  discount: null,
  taxBasisPoints,
  ...more,
})
const heading: CountedLine = { ...line(0), kind: 'heading' }
const percent = (basisPoints: number) => ({ kind: 'percent' as const, basisPoints })
const off = (amountMinor: number) => ({ kind: 'amount' as const, amountMinor })

test('a price with its taxes is parted into net and tax, once per rate', () => {
  const { taxes } = totalsOf({ lines: [line(1_210_000), line(100_000, 1050)], discount: null, includesTax: true })
  assert.deepEqual(taxes, [
    { basisPoints: 1050, netMinor: 90_498, taxMinor: 9_502 },
    { basisPoints: 2100, netMinor: 1_000_000, taxMinor: 210_000 },
  ])
})

test('ten per cent off everything is split over the rates before their taxes', () => {
  const totals = totalsOf({ lines: [line(150_000), line(235_050, 1050)], discount: percent(1000), includesTax: true })
  assert.deepEqual([totals.subtotalMinor, totals.discountMinor, totals.totalMinor], [385_050, 38_505, 346_545])
  assert.deepEqual([totals.netMinor, totals.taxMinor], [303_013, 43_532])
  assert.deepEqual(totals.taxes, [
    { basisPoints: 1050, netMinor: 191_443, taxMinor: 20_102 },
    { basisPoints: 2100, netMinor: 111_570, taxMinor: 23_430 },
  ])
})

test('three lines of one rate are rounded together: 826 and 173, and not 825 and 174', () => {
  const { taxes } = totalsOf({ lines: [line(333), line(333), line(333)], discount: null, includesTax: true })
  assert.deepEqual(taxes, [{ basisPoints: 2100, netMinor: 826, taxMinor: 173 }])
})

test('a weighed quantity is rounded once: 1.234 kg at 8950.50', () => {
  const { lines } = totalsOf({ lines: [line(895_050, 0, { quantityMilli: 1_234 })], discount: null, includesTax: true })
  assert.equal(lines[0]?.totalMinor, 1_104_492)
})

test('where prices are without taxes they are added to the total', () => {
  const totals = totalsOf({ lines: [line(10_000), line(5_000, 1050)], discount: off(1_500), includesTax: false })
  assert.deepEqual([totals.netMinor, totals.taxMinor, totals.totalMinor], [13_500, 1_890 + 473, 15_863])
})

test('a line has its own discount, in per cent or as an amount, and never more than itself', () => {
  const { lines } = totalsOf({
    lines: [line(10_000, 0, { discount: percent(1250) }), line(10_000, 0, { discount: off(99_999) })],
    discount: null,
    includesTax: true,
  })
  assert.deepEqual(
    lines.map(({ totalMinor }) => totalMinor),
    [8_750, 0],
  )
})

test('a heading shows what its group comes to and counts nothing', () => {
  const totals = totalsOf({
    lines: [line(100, 0), heading, line(200, 0), line(300, 0), heading, line(50, 0)],
    discount: null,
    includesTax: true,
  })
  assert.deepEqual(
    totals.lines.map(({ totalMinor }) => totalMinor),
    [100, 500, 200, 300, 50, 50],
  )
  assert.equal(totals.totalMinor, 650)
})

test('a discount larger than its line, or than everything, is named', () => {
  const lines = [line(1_000), line(500, 2100, { discount: off(501) })]
  assert.equal(tooLargeDiscount({ lines, discount: null }), 2)
  assert.equal(tooLargeDiscount({ lines: [line(1_000)], discount: off(1_001) }), 0)
  assert.equal(tooLargeDiscount({ lines: [line(1_000)], discount: off(1_000) }), null)
})

test('what a discount comes to in per cent is told whatever it was written as', () => {
  const totals = totalsOf({ lines: [line(80_000)], discount: off(10_000), includesTax: true })
  assert.equal(discountBasisPoints(totals), 1250)
})

test('whatever is offered: nothing is negative, the parts add up, and the order of lines changes no total', () => {
  let seed = 7
  const random = (most: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most
  const anyDiscount = () => [null, percent(random(10_001)), off(random(50_000))][random(3)] ?? null
  for (let round = 0; round < 1_500; round++) {
    const lines = Array.from({ length: random(30) }, () =>
      random(8) === 0
        ? heading
        : line(random(5_000_000), [0, 1050, 2100, 2700][random(4)], { quantityMilli: random(50_000), discount: anyDiscount() }),
    )
    const asked = { lines, discount: anyDiscount(), includesTax: random(2) === 0 }
    const totals = totalsOf(asked)
    const base = totals.subtotalMinor - totals.discountMinor
    assert.ok([totals.subtotalMinor, totals.discountMinor, base, totals.netMinor, totals.taxMinor].every((amount) => amount >= 0))
    assert.equal(totals.netMinor + totals.taxMinor, totals.totalMinor)
    assert.equal(asked.includesTax ? totals.totalMinor : totals.netMinor, base)
    const turned = totalsOf({ ...asked, lines: lines.toReversed() })
    assert.equal(turned.subtotalMinor, totals.subtotalMinor)
    assert.equal(turned.discountMinor, totals.discountMinor)
  }
})
