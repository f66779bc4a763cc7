import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nothing, replay, valued, type Happening, type Worth } from '#inventory/server/valuation/valuing.ts'

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString()
type Step =
  | ['in', quantity: number, unitMinor: number | null]
  | ['out', quantity: number]
  | ['landed', receipt: number, amountMinor: number]

function happenings(steps: readonly Step[]): Happening[] {
  return steps.map((step, i): Happening => {
    const frame = { position: i + 1, at: day(i) }
    if (step[0] === 'in')
      return { ...frame, kind: 'receipt', quantityMilli: step[1] * 1000, paidMinor: step[2] === null ? null : step[1] * step[2] }
    if (step[0] === 'out') return { ...frame, kind: 'issue', quantityMilli: step[1] * 1000 }
    const receipt = steps[step[1] - 1]
    return { ...frame, kind: 'landed', receipt: step[1], receivedMilli: Number(receipt?.[1]) * 1000, amountMinor: step[2] }
  })
}

const vector: Step[] = [
  ['in', 10, 10_000],
  ['in', 10, 12_000],
  ['out', 15],
  ['in', 5, 15_000],
  ['out', 8],
]

for (const { method, issues, left } of [
  { method: 'average' as const, issues: [-165_000, -104_000], left: 26_000 },
  { method: 'fifo' as const, issues: [-160_000, -105_000], left: 30_000 },
])
  test(`what leaves by ${method} is worth what the reference says, and everything adds up`, () => {
    const { worth, effects } = replay(method, happenings(vector))
    assert.deepEqual([effects[2]?.valueMinor, effects[4]?.valueMinor], issues)
    assert.deepEqual([worth.quantityMilli, worth.valueMinor], [2_000, left])
    assert.equal(left - issues.reduce((all, one) => all + one, 0), 295_000)
  })

test('another method is a revaluation to what it would have been', () => {
  const change: Happening = { position: 6, at: day(6), kind: 'method', method: 'fifo' }
  const { worth, effects } = replay('average', [...happenings(vector), change])
  assert.deepEqual(effects.at(-1), { position: 6, quantityMilli: 0, valueMinor: 4_000, adjustmentMinor: 0 })
  assert.deepEqual(
    worth.layers.map(({ quantityMilli, valueMinor }) => [quantityMilli, valueMinor]),
    [[2_000, 30_000]],
  )
})

for (const method of ['average', 'fifo'] as const)
  test(`what was sold before it came is settled by the next receipt (${method})`, () => {
    // Sold 4 of nothing at the last known 10; then 10 come at 12: the four cost 48 and not 40.
    const steps = happenings([
      ['in', 1, 10],
      ['out', 1],
      ['out', 4],
      ['in', 10, 12],
    ])
    const { worth, effects } = replay(method, steps)
    assert.equal(effects[2]?.valueMinor, -40)
    assert.equal(effects[3]?.adjustmentMinor, 8)
    assert.deepEqual([worth.quantityMilli, worth.valueMinor], [6_000, 72])
  })

test('freight that comes later belongs to what is still there of its receipt; the rest of it to what was sold', () => {
  const steps: Step[] = [
    ['in', 10, 100],
    ['in', 10, 200],
    ['out', 5],
    ['landed', 1, 500],
  ]
  const fifo = replay('fifo', happenings(steps))
  assert.deepEqual([fifo.effects[3]?.valueMinor, fifo.effects[3]?.adjustmentMinor], [250, 250])
  const average = replay('average', happenings(steps))
  assert.deepEqual([average.effects[3]?.valueMinor, average.effects[3]?.adjustmentMinor], [500, 0])
})

test('what costs nothing is worth nothing, and what nobody paid for costs what the rest does', () => {
  const { worth } = replay(
    'average',
    happenings([
      ['in', 10, 0],
      ['in', 10, 100],
      ['in', 20, null],
    ]),
  )
  assert.deepEqual([worth.quantityMilli, worth.valueMinor], [40_000, 2_000])
})

const anyStep = fc.oneof(
  fc.tuple(fc.constant('in' as const), fc.integer({ min: 1, max: 40 }), fc.option(fc.integer({ min: 0, max: 99_999 }))),
  fc.tuple(fc.constant('out' as const), fc.integer({ min: 1, max: 30 })),
)

test('in any order: nothing is worth nothing, what was paid is there or gone, layers are what is there', () => {
  fc.assert(
    fc.property(fc.constantFrom('average' as const, 'fifo' as const), fc.array(anyStep, { maxLength: 60 }), (method, steps) => {
      const all = happenings(steps as Step[])
      let worth: Worth = nothing(method)
      let [paid, gone] = [0, 0]
      for (const one of all) {
        if (one.kind === 'method') continue
        const before = worth
        const done = valued(worth, one)
        worth = done.worth
        paid += one.kind === 'receipt' ? done.effect.valueMinor + done.effect.adjustmentMinor : 0
        gone += one.kind === 'issue' ? -done.effect.valueMinor : done.effect.adjustmentMinor
        assert.equal(worth.valueMinor - before.valueMinor, done.effect.valueMinor)
        if (worth.quantityMilli === 0) assert.equal(worth.valueMinor, 0)
        if (worth.quantityMilli > 0) assert.ok(worth.valueMinor >= 0)
        if (method === 'fifo' && worth.quantityMilli >= 0) {
          assert.equal(
            worth.layers.reduce((sum, { quantityMilli }) => sum + quantityMilli, 0),
            worth.quantityMilli,
          )
          assert.equal(
            worth.layers.reduce((sum, { valueMinor }) => sum + valueMinor, 0),
            worth.valueMinor,
          )
        }
      }
      assert.equal(paid - gone, worth.valueMinor)
      assert.deepEqual(replay(method, all).worth, worth)
    }),
    { numRuns: 300 },
  )
})
