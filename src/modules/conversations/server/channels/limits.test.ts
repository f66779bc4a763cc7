import { perDayOf } from '#conversations/contract/channel-limits.ts'
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { afterSlot, approachSlot, pairPace, paceOf, slotOf, type Pace } from './limits.ts'

/** The moments at which messages that are all ready at once leave. */
function departures(pace: Pace, count: number): number[] {
  let next: number | null = null
  return Array.from({ length: count }, () => {
    const slot = slotOf(pace, next, 0)
    next = afterSlot(pace, next, slot)
    return slot
  })
}

test('forty-five messages to one person leave at once, and then one each six seconds', () => {
  const at = departures(pairPace, 48)
  assert.deepEqual([at.filter((one) => one === 0).length, at[45], at[46], at[47]], [45, 6_000, 12_000, 18_000])
})

for (const perSecond of [1, 2, 20, 80, 1000]) {
  test(`a number of ${perSecond} a second never sends more than that in any second, and little less`, () => {
    const at = departures(paceOf(perSecond), perSecond * 10 + 10)
    for (const [i, from] of at.entries()) {
      const within = at.slice(i).filter((one) => one < from + 1000).length
      assert.ok(within <= perSecond, `${within} in the second after ${from}`)
    }
    const tenSeconds = at.filter((one) => one < 10_000).length
    assert.ok(tenSeconds >= perSecond * 7.5, `${tenSeconds} in ten seconds`)
  })
}

test('a bucket that rested has its whole burst again, and no more', () => {
  const pace: Pace = { everyMs: 100, burst: 3 }
  let next: number | null = null
  for (let i = 0; i < 3; i++) next = afterSlot(pace, next, slotOf(pace, next, 0))
  const later = 1_000_000
  const slots = Array.from({ length: 5 }, () => {
    const slot = slotOf(pace, next, later)
    next = afterSlot(pace, next, slot)
    return slot - later
  })
  assert.deepEqual(slots, [0, 0, 0, 100, 200])
})

const day = 24 * 3_600_000

test('a business writes first to as many people as its limit allows in any 24 hours', () => {
  const people = fc.array(fc.integer({ min: 0, max: 3 * day }), { maxLength: 60 })
  fc.assert(
    fc.property(people, fc.integer({ min: 1, max: 7 }), (arrivals, limit) => {
      const given: number[] = []
      for (const now of arrivals.toSorted((a, b) => a - b)) given.push(approachSlot(given, limit, now))
      for (const from of given) assert.ok(given.filter((at) => at > from - day && at <= from).length <= limit)
    }),
  )
})

test('places are given in the order of asking, and without a limit at once', () => {
  const given: number[] = []
  for (let i = 0; i < 5; i++) given.push(approachSlot(given, 2, 0))
  assert.deepEqual(given, [0, 0, day, day, 2 * day])
  assert.equal(approachSlot(given, null, 5), 5)
})

const tiers: [string | null, number | null | undefined][] = [
  ['TIER_50', 50],
  ['TIER_250', 250],
  ['TIER_1K', 1_000],
  ['TIER_2K', 2_000],
  ['TIER_10K', 10_000],
  ['TIER_100K', 100_000],
  ['TIER_UNLIMITED', null],
  ['-1', null],
  ['2000', 2_000],
  ['99999999999', null],
  ['TIER_NOT_SET', undefined],
  ['0', undefined],
  [null, undefined],
]
for (const [tier, perDay] of tiers) {
  test(`the limit ${tier} is ${perDay} people a day`, () => assert.equal(perDayOf(tier), perDay))
}
