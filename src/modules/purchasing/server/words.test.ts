import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsaid } from '#kernel/testing/words.ts'
import { purchaseEventKinds } from '#purchasing/contract/purchase-order.ts'
import { purchaseStates } from '#purchasing/contract/purchase-state.ts'

test('every step and everything that is done to an order has its name', () => {
  assert.deepEqual(unsaid(purchaseStates.map((state) => `purchasing.states.${state}`)), [])
  assert.deepEqual(unsaid(purchaseEventKinds.map((kind) => `purchasing.audit.order.${kind}`)), [])
})
