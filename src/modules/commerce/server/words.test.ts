import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsaid } from '#kernel/testing/words.ts'
import { refusals } from '#commerce/contract/promotion-kinds.ts'

test('every reason why a promotion does nothing is said', () => {
  assert.deepEqual(unsaid(refusals.map((refusal) => `commerce.promotions.refusals.${refusal}`)), [])
})
