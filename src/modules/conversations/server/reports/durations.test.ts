import assert from 'node:assert/strict'
import { test } from 'node:test'
import { durationsOf, openSeconds } from '#conversations/server/reports/durations.ts'
import type { WorkingHours } from '#kernel/contract/business-time.ts'

const brandId = 'b'
/** The vector TV3.2: siesta, Saturday mornings, a holiday on Monday. */
const hours: WorkingHours = {
  zone: 'America/Argentina/Buenos_Aires',
  weekly: [
    ...[1, 2, 3, 4, 5].flatMap((weekday) => [
      { weekday, from: 9 * 60, to: 13 * 60 },
      { weekday, from: 16 * 60, to: 20 * 60 },
    ]),
    { weekday: 6, from: 9 * 60, to: 13 * 60 },
  ],
  days: [{ day: '2026-05-25', name: '25 de Mayo', shifts: [] }],
}

test('what waited over a weekend and a holiday is counted in open hours and on the clock', () => {
  const stretch = { brandId, from: '2026-05-22T22:30:00.000Z', to: '2026-05-26T13:00:00.000Z' }
  assert.equal(
    openSeconds(stretch, () => hours),
    5.5 * 3600,
  )
  const { count, median, businessMedian } = durationsOf([stretch], () => hours)
  assert.deepEqual([count, median, businessMedian], [1, 86.5 * 3600, 5.5 * 3600])
})

test('a brand without hours is always open, one that never opens waits for nobody, and nothing has no median', () => {
  const stretch = { brandId, from: '2026-05-22T22:30:00.000Z', to: '2026-05-22T22:40:00.000Z' }
  assert.equal(
    openSeconds(stretch, () => undefined),
    600,
  )
  assert.equal(
    openSeconds(stretch, () => ({ ...hours, weekly: [] })),
    0,
  )
  assert.deepEqual(
    durationsOf([], () => hours),
    { count: 0, median: null, p90: null, businessMedian: null, businessP90: null },
  )
})
