import assert from 'node:assert/strict'
import { test } from 'node:test'
import { untilRepeated } from '#kernel/imports/rows.ts'

/** Capitals are changes of something, small letters something that was made. */
const cases: [name: string, changes: string, batch: string][] = [
  ['nothing that was changed twice is undone whole', 'ABC', 'ABC'],
  ['an earlier change of the same waits for the next batch', 'ABAC', 'AB'],
  ['it ends at the first that comes again, whatever follows', 'ABBA', 'AB'],
  ['what was made comes once and stops nothing', 'aAaB', 'aAaB'],
  ['of nothing there is nothing', '', ''],
]
for (const [name, changes, batch] of cases) {
  test(`a batch of undoing: ${name}`, () =>
    assert.equal(untilRepeated([...changes], (one) => (one === one.toUpperCase() ? one : null)).join(''), batch))
}
