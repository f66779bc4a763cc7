import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sum } from '#kernel/contract/shares.ts'
import { noDiscounts, type Discounts } from '#commerce/contract/priced-line.ts'
import { type CountedLine, grossOf, totalsOf } from '#commerce/contract/totals.ts'

const line = (grossMinor: number, taxBasisPoints = 2100, more: Partial<CountedLine> = {}): CountedLine => ({
  grossMinor,
  taxKind: 'taxed',
  taxBasisPoints,
  ...more,
})
const off = (amountMinor: number, lines: number[] | null = null) => ({ promotionId: 'p', name: 'Descuento', amountMinor, lines })
const count = (lines: CountedLine[], more: { discounts?: Partial<Discounts>; deliveryMinor?: number; includesTax?: boolean } = {}) =>
  totalsOf({ lines, deliveryMinor: 0, includesTax: true, ...more, discounts: { ...noDiscounts, ...more.discounts } })

test('TV5.3: a price that holds its tax is parted into net and tax', () => {
  const vectors: [number, number, number, number][] = [
    [1_210_000, 2100, 1_000_000, 210_000],
    [100_000, 2100, 82_645, 17_355],
    [100_000, 1050, 90_498, 9_502],
  ]
  for (const [gross, rate, net, tax] of vectors) {
    const { netMinor, taxMinor, totalMinor } = count([line(gross, rate)])
    assert.deepEqual([netMinor, taxMinor, totalMinor], [net, tax, gross])
  }
})

test('TV5.4: ten per cent off an order of two rates is split before its taxes', () => {
  const { lines, taxes, ...sums } = count([line(150_000), line(235_050, 1050)], { discounts: { order: [off(38_505)] } })
  assert.deepEqual(
    lines.map(({ discounts, totalMinor }) => [discounts[0]?.amountMinor, totalMinor]),
    [
      [15_000, 135_000],
      [23_505, 211_545],
    ],
  )
  assert.deepEqual(taxes, [
    { kind: 'taxed', basisPoints: 1050, netMinor: 191_443, taxMinor: 20_102 },
    { kind: 'taxed', basisPoints: 2100, netMinor: 111_570, taxMinor: 23_430 },
  ])
  assert.deepEqual(
    [sums.subtotalMinor, sums.discountMinor, sums.netMinor, sums.taxMinor, sums.totalMinor],
    [385_050, 38_505, 303_013, 43_532, 346_545],
  )
})

test('TV5.4: three lines of one rate are rounded together, not one by one', () => {
  const { netMinor, taxMinor } = count([line(333), line(333), line(333)])
  assert.deepEqual([netMinor, taxMinor], [826, 173])
})

test('TV5.5: the price of a combo is of its parts by what each costs alone, and so are its taxes', () => {
  const parts = [
    { weightMinor: 500_000, taxKind: 'taxed' as const, taxBasisPoints: 2100 },
    { weightMinor: 300_000, taxKind: 'taxed' as const, taxBasisPoints: 1050 },
    { weightMinor: 250_000, taxKind: 'taxed' as const, taxBasisPoints: 2100 },
  ]
  const { lines, taxes } = count([line(900_000, 0, { parts })])
  assert.deepEqual(lines[0]?.partMinors, [428_571, 257_143, 214_286])
  assert.deepEqual(
    taxes.map((one) => [one.basisPoints, one.netMinor + one.taxMinor]),
    [
      [1050, 257_143],
      [2100, 642_857],
    ],
  )
})

test('TV5.6: what is weighed is rounded once', () => {
  assert.equal(grossOf(895_050, 0, 1_234), 1_104_492)
  assert.equal(grossOf(895_050, -900_000, 1_234), 0)
})

test('exempt, outside of the tax and zero per cent stand on their own', () => {
  const { taxes } = count([line(100, 0, { taxKind: 'untaxed' }), line(100, 0), line(100, 0, { taxKind: 'exempt' })])
  assert.deepEqual(
    taxes.map(({ kind, netMinor, taxMinor }) => [kind, netMinor, taxMinor]),
    [
      ['taxed', 100, 0],
      ['exempt', 100, 0],
      ['untaxed', 100, 0],
    ],
  )
})

test('where prices are without tax it is added to what is left after discounts', () => {
  const totals = count([line(100_000), line(50_000, 1050)], { discounts: { order: [off(15_000)] }, includesTax: false })
  assert.deepEqual([totals.netMinor, totals.taxMinor, totals.totalMinor], [135_000, 18_900 + 4_725, 158_625])
})

test('a delivery is taxed as what it brings, and may be free', () => {
  const goods = [line(200_000), line(100_000, 1050)]
  const { taxes, totalMinor } = count(goods, { deliveryMinor: 30_000 })
  assert.deepEqual(
    taxes.map((one) => one.netMinor + one.taxMinor),
    [110_000, 220_000],
  )
  assert.equal(totalMinor, 330_000)
  const free = count(goods, { deliveryMinor: 30_000, discounts: { delivery: [off(30_000)] } })
  assert.deepEqual([free.deliveryMinor, free.deliveryDiscountMinor, free.totalMinor], [30_000, 30_000, 300_000])
})

test('a discount of some lines leaves the others alone, and none takes more than there is', () => {
  const { lines, totalMinor } = count([line(1_000), line(500), line(300)], {
    discounts: { byLine: [[off(400)], [off(900)]], order: [off(5_000, [0, 1])] },
  })
  assert.deepEqual(
    lines.map((one) => one.totalMinor),
    [0, 0, 300],
  )
  assert.equal(totalMinor, 300)
})

test('amounts beyond what is counted exactly are refused', () => {
  assert.throws(() => count([line(9_000_000_000_000_000), line(9_000_000_000_000_000)]), RangeError)
  assert.throws(() => grossOf(1_000_000_000_000, 0, 1_000_000_000), RangeError)
})

/** A generator of one's own, so that a failure can be repeated. */
function seeded(seed: number): (most: number) => number {
  let state = seed
  return (most) => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % most
}

test('whatever is bought, the parts add up to the total, nothing is negative, and the order of the lines changes nothing', () => {
  for (let seed = 1; seed <= 400; seed++) {
    const random = seeded(seed)
    const kinds = [
      { taxKind: 'taxed', taxBasisPoints: 2100 },
      { taxKind: 'taxed', taxBasisPoints: 1050 },
      { taxKind: 'exempt', taxBasisPoints: 0 },
    ] as const
    const lines = Array.from({ length: 1 + random(8) }, (): CountedLine => {
      const parts = Array.from({ length: random(3) }, () => ({ weightMinor: random(10_000), ...kinds[random(3)]! }))
      return { grossMinor: random(1_000_000), ...kinds[random(3)]!, ...(parts.length > 0 && { parts }) }
    })
    const byLine = lines.map(() => (random(2) === 0 ? [off(random(500_000))] : []))
    const delivery = { deliveryMinor: random(50_000), includesTax: random(2) === 0 }
    const discounts = { byLine, order: [off(random(800_000))], delivery: random(2) === 0 ? [off(random(80_000))] : [] }
    const totals = count(lines, { discounts, ...delivery })

    const goods = totals.subtotalMinor - totals.discountMinor
    assert.equal(sum(totals.lines.map(({ totalMinor }) => totalMinor)), goods)
    for (const [i, { discounts: taken, totalMinor, partMinors }] of totals.lines.entries()) {
      assert.equal(sum(taken.map(({ amountMinor }) => amountMinor)) + totalMinor, lines[i]?.grossMinor)
      if (partMinors.length > 0) assert.equal(sum(partMinors), totalMinor)
      assert.ok(totalMinor >= 0 && partMinors.every((one) => one >= 0))
    }
    const asked = goods + totals.deliveryMinor - totals.deliveryDiscountMinor
    assert.equal(delivery.includesTax ? totals.totalMinor : totals.netMinor, asked)
    assert.equal(totals.netMinor + totals.taxMinor, totals.totalMinor)
    assert.ok(totals.taxes.every(({ netMinor, taxMinor }) => netMinor >= 0 && taxMinor >= 0))

    const turned = count(lines.toReversed(), { discounts: { ...discounts, byLine: byLine.toReversed() }, ...delivery })
    for (const key of ['subtotalMinor', 'discountMinor', 'deliveryDiscountMinor'] as const) assert.equal(turned[key], totals[key])
    // A cent that is left over goes to the first of two alike, which may be of another rate.
    assert.ok(Math.abs(turned.taxMinor - totals.taxMinor) <= 2)
    if (delivery.includesTax) assert.equal(turned.totalMinor, totals.totalMinor)
  }
})
