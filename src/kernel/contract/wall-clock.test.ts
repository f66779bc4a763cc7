import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clockIn, instantAt } from '#kernel/contract/wall-clock.ts'

test('what a field of date and hour says is read in the zone of the shop, and written back the same', () => {
  const instant = instantAt('America/Argentina/Cordoba', '2026-11-25T16:45')
  assert.equal(instant, '2026-11-25T19:45:00.000Z')
  assert.equal(clockIn('America/Argentina/Cordoba', instant), '2026-11-25T16:45')
})

test('an hour that the clocks skip is the one after it', () => {
  assert.equal(instantAt('America/Santiago', '2026-09-06T00:30'), '2026-09-06T04:30:00.000Z')
})

for (const text of ['', 'mañana', '2026-11-25', '2026-13-25T10:00', '2026-11-25T25:00'])
  test(`"${text}" is no moment`, () => assert.equal(instantAt('America/Argentina/Cordoba', text), null))
