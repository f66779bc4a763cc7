import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unseenOf } from './deliveries.ts'

/** The first five messages of a run are all of customer 0. */
const seen = (...times: number[]) => new Map(times.map((count, i) => [i, count]))

test('a message that nobody was shown is counted, and so is one that only some were', () => {
  assert.equal(unseenOf(seen(3, 3, 3), 3, 3), 0)
  assert.equal(unseenOf(seen(3, 3, 2), 3, 3), 1)
  assert.equal(unseenOf(seen(3, 0, 0), 3, 3), 2)
})

test('one that was taken together with the next of the same customer was shown with it', () => {
  assert.equal(unseenOf(seen(0, 6, 3), 3, 3), 0)
})
