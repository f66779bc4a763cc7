import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plan, type Row, withdraw } from '#commerce/server/prices/planning.ts'

const row = (id: string, amountMinor: number, from: number, to = Infinity, more: Partial<Row> = {}): Row => ({
  id,
  variantId: 'v',
  leastMilli: 0,
  amountMinor,
  changeId: null,
  from,
  to,
  ...more,
})
const wish = (amountMinor: number | null, at: number) => ({ variantId: 'v', leastMilli: 0, amountMinor, at, changeId: null })
const added = (amountMinor: number, from: number, to = Infinity) => ({
  variantId: 'v',
  leastMilli: 0,
  amountMinor,
  changeId: null,
  from,
  to,
})

test('a new price begins where the old one ends', () => {
  const { removed, ended, added: made } = plan([row('a', 100, 0)], [wish(120, 50)])
  assert.deepEqual([removed, ended, made], [[], [{ id: 'a', to: 50 }], [added(120, 50)]])
})

test('the first price of something holds until the one that is planned already', () => {
  const { ended, added: made, before } = plan([row('later', 300, 80)], [wish(200, 50)])
  assert.deepEqual([ended, made, before], [[], [added(200, 50, 80)], [null]])
})

test('a price of between leaves what is planned for later as it is', () => {
  const { ended, added: made } = plan([row('a', 100, 0, 80), row('later', 300, 80)], [wish(200, 50)])
  assert.deepEqual([ended, made], [[{ id: 'a', to: 50 }], [added(200, 50, 80)]])
})

test('a price that is set twice in one moment is the last one alone', () => {
  const { removed, ended, added: made } = plan([row('a', 100, 50)], [wish(200, 50)])
  assert.deepEqual([removed, ended, made], [['a'], [], [added(200, 50)]])
})

test('the same price again changes nothing, and ending what is not there neither', () => {
  assert.deepEqual(plan([row('a', 100, 0)], [wish(100, 50)]).added, [])
  assert.deepEqual(plan([row('a', 100, 0)], [wish(100, 50)]).ended, [])
  assert.deepEqual(plan([], [wish(null, 50)]), { removed: [], ended: [], added: [], before: [null] })
})

test('a price is ended without another one, and each quantity has its own', () => {
  const rows = [row('a', 100, 0), row('dozen', 90, 0, Infinity, { leastMilli: 12_000 })]
  assert.deepEqual(plan(rows, [wish(null, 50)]).ended, [{ id: 'a', to: 50 }])
})

test('what was planned and is taken back leaves what was before it', () => {
  const [now, later] = [row('a', 100, 0, 80), row('later', 300, 80)]
  assert.deepEqual(withdraw([now, later], later), { removed: ['later'], ended: [{ id: 'a', to: Infinity }], added: [], before: [] })
  assert.deepEqual(withdraw([later], later).ended, [])
})

/** What holds at a moment, when rows are written as planned. */
function applied(rows: readonly Row[], wishes: Parameters<typeof plan>[1]): Row[] {
  const { removed, ended, added: made } = plan(rows, wishes)
  const left = rows.filter(({ id }) => !removed.includes(id))
  const ends = new Map(ended.map(({ id, to }) => [id, to]))
  return [
    ...left.map((one) => ({ ...one, to: ends.get(one.id) ?? one.to })),
    ...made.map((one, i) => ({ ...one, id: `${one.from}-${i}-${rows.length}` })),
  ]
}

test('however often prices are set, now or for later, no two hold at once and the last word holds', () => {
  let seed = 7
  const random = (most: number): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % most
  for (let round = 0; round < 300; round++) {
    let rows: Row[] = []
    for (let step = 0; step < 8; step++) {
      const one = wish(random(5) === 0 ? null : random(4) * 100, random(20) * 10)
      rows = applied(rows, [one])
      const holding = rows.filter(({ from, to }) => from <= one.at && one.at < to)
      assert.equal(holding[0]?.amountMinor ?? null, one.amountMinor)
      const sorted = rows.toSorted((a, b) => a.from - b.from)
      for (const [i, { from, to }] of sorted.entries()) {
        assert.ok(from < to)
        assert.ok(to <= (sorted[i + 1]?.from ?? Infinity))
      }
    }
  }
})
