import assert from 'node:assert/strict'
import { test } from 'node:test'
import { unsaid } from '#kernel/testing/words.ts'
import { orderStates } from '#orders/contract/order-state.ts'
import orders from '#orders/server/module.ts'

test('every step has its name', () => {
  assert.deepEqual(unsaid(orderStates.map((state) => `orders.states.${state}`)), [])
})

test('what is made of an accepted offer has its words', () => {
  const keys = (orders.onAcceptance ?? []).map(({ code }) => code.replace('.', '.on_acceptance.'))
  assert.ok(keys.length > 0)
  assert.deepEqual(unsaid(keys.flatMap((key) => [`${key}.title`, `${key}.made`, `${key}.left`])), [])
})
