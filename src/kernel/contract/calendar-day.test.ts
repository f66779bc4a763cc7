import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDays, dayIn, daysBetween, startOfDay } from '#kernel/contract/calendar-day.ts'

// Santiago moved its clocks forward at the end of 2026-09-05: that midnight does not exist.
for (const [day, zone, start] of [
  ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
  ['2026-04-05', 'America/Santiago', '2026-04-05T04:00:00.000Z'],
  ['2026-11-21', 'America/Mexico_City', '2026-11-21T06:00:00.000Z'],
  ['2026-11-21', 'UTC', '2026-11-21T00:00:00.000Z'],
] as const)
  test(`${day} begins in ${zone} at ${start}`, () => assert.equal(startOfDay(zone, day), start))

test('the day that it is depends on the zone', () => {
  const now = new Date('2026-11-21T02:30:00Z')
  assert.deepEqual([dayIn('America/Argentina/Cordoba', now), dayIn('UTC', now.toISOString())], ['2026-11-20', '2026-11-21'])
})

test('days are counted by the calendar, whatever the clocks do', () => {
  assert.deepEqual([addDays('2026-12-31', 1), addDays('2026-03-01', -1)], ['2027-01-01', '2026-02-28'])
  assert.equal(daysBetween('2026-09-05', '2026-09-07'), 2)
})
