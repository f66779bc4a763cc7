import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsaid } from '#kernel/testing/words.ts'
import { requirableFields } from '#sales/contract/pipeline.ts'

test('every field that a stage may ask for has its name', () => {
  assert.deepEqual(unsaid(requirableFields.map((field) => `sales.required.${field}`)), [])
})
