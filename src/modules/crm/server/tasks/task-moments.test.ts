import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextDue, pressing, remindAt } from '#crm/server/tasks/task-moments.ts'

const createdAt = '2026-11-01T12:00:00.000Z'

test('a task presses from its reminder on, or from a day before its moment, never before it was made', () => {
  const dueAt = '2026-11-10T12:00:00.000Z'
  assert.equal(pressing({ dueAt, remindMinutes: 60, createdAt }).waitingSince, '2026-11-10T11:00:00.000Z')
  assert.equal(pressing({ dueAt, remindMinutes: null, createdAt }).waitingSince, '2026-11-09T12:00:00.000Z')
  assert.equal(pressing({ dueAt: '2026-11-01T13:00:00.000Z', remindMinutes: null, createdAt }).waitingSince, createdAt)
  assert.deepEqual(pressing({ dueAt: null, remindMinutes: null, createdAt }), { waitingSince: createdAt, promise: null })
})

test('a task that was due before it was made is late at once', () => {
  const dueAt = '2026-10-31T12:00:00.000Z'
  assert.deepEqual(pressing({ dueAt, remindMinutes: 0, createdAt }), { waitingSince: dueAt, promise: { startedAt: dueAt, dueAt } })
})

test('whoever has it is told so long before its moment', () => {
  assert.equal(remindAt({ dueAt: '2026-11-10T12:00:00.000Z', remindMinutes: 15 }), '2026-11-10T11:45:00.000Z')
  assert.equal(remindAt({ dueAt: '2026-11-10T12:00:00.000Z', remindMinutes: null }), null)
})

test('what repeats comes back at the same clock on the wall, whatever daylight saving does', () => {
  const cases = [
    // Santiago puts its clocks forward on 2026-09-05 at midnight.
    ['2026-09-05T12:00:00.000Z', 'daily', 'America/Santiago', '2026-09-06T11:00:00.000Z'],
    ['2026-11-02T13:00:00.000Z', 'weekly', 'America/Argentina/Buenos_Aires', '2026-11-09T13:00:00.000Z'],
    ['2026-01-31T13:00:00.000Z', 'monthly', 'America/Argentina/Buenos_Aires', '2026-02-28T13:00:00.000Z'],
  ] as const
  for (const [dueAt, repeats, zone, next] of cases) assert.equal(nextDue(dueAt, repeats, zone, new Date(dueAt)), next, repeats)
})

test('what was done late comes back at its next moment from now on, and a short month shortens only itself', () => {
  const zone = 'America/Argentina/Buenos_Aires'
  assert.equal(nextDue('2026-11-02T13:00:00.000Z', 'daily', zone, new Date('2026-11-05T20:00:00Z')), '2026-11-06T13:00:00.000Z')
  assert.equal(nextDue('2026-01-31T13:00:00.000Z', 'monthly', zone, new Date('2026-03-01T00:00:00Z')), '2026-03-31T13:00:00.000Z')
})
