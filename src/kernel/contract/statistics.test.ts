import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { erlangC, median, p90, peopleNeeded, percentile, wilson } from './statistics.ts'

test('the median and the ninetieth percentile lie between neighbours as in SQL', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([7]), 7)
  assert.equal(p90([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), 10)
  assert.equal(p90([10, 20]), 19)
  assert.equal(median([]), null)
})

const intervals: [number, number, number, number][] = [
  [8, 10, 0.4902, 0.9433],
  [0, 10, 0, 0.2775],
]
for (const [hits, count, low, high] of intervals) {
  test(`TV3.5: ${hits} of ${count} may truly be between ${low} and ${high}`, () => {
    const found = wilson(hits, count)
    assert.ok(found && Math.abs(found.low - low) < 5e-5 && Math.abs(found.high - high) < 5e-5, JSON.stringify(found))
  })
}

test('TV3.6: thirty chats an hour of six minutes with five people', () => {
  const found = erlangC({ perHour: 30, handlingSeconds: 360, people: 5 })
  assert.equal(found.load, 3)
  assert.ok(Math.abs(found.waitProbability - 0.23615) < 5e-6)
  assert.ok(Math.abs((found.meanWaitSeconds ?? 0) / 60 - 0.708) < 5e-4)
  assert.ok(Math.abs(found.answeredWithin(60) - 0.831) < 5e-4)
})

test('who cannot keep up answers nobody in time, and without work nobody waits', () => {
  const drowned = erlangC({ perHour: 60, handlingSeconds: 360, people: 6 })
  assert.deepEqual([drowned.waitProbability, drowned.meanWaitSeconds, drowned.answeredWithin(3600)], [1, null, 0])
  assert.equal(erlangC({ perHour: 0, handlingSeconds: 360, people: 0 }).answeredWithin(0), 1)
})

test('a large floor does not overflow, and one person fewer than needed misses the goal', () => {
  const work = { perHour: 6_000, handlingSeconds: 300 }
  const needed = peopleNeeded(work, { share: 0.8, seconds: 20 })
  assert.ok(needed > 500 && needed < 540, String(needed))
  assert.ok(erlangC({ ...work, people: needed }).answeredWithin(20) >= 0.8)
  assert.ok(erlangC({ ...work, people: needed - 1 }).answeredWithin(20) < 0.8)
})

test('the interval contains what was seen and narrows with more cases', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (count, share) => {
      const hits = Math.round(count * share)
      const [few, many] = [wilson(hits, count), wilson(hits * 10, count * 10)]
      assert.ok(few && many && few.low <= hits / count + 1e-12 && few.high >= hits / count - 1e-12)
      assert.ok(many.high - many.low < few.high - few.low)
    }),
  )
})

test('a percentile is one of the values or between two of them, and grows with the share', () => {
  fc.assert(
    fc.property(fc.array(fc.integer(), { minLength: 1 }), fc.double({ min: 0, max: 1, noNaN: true }), (values, share) => {
      const found = percentile(values, share) as number
      assert.ok(found >= Math.min(...values) && found <= Math.max(...values))
      assert.ok(found <= (percentile(values, Math.min(1, share + 0.1)) as number))
    }),
  )
})
