import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  actionsOf,
  isComplete,
  isTooMuch,
  purchaseStates,
  refusalOf,
  stateFrom,
  type Progress,
  type Standing,
} from '#purchasing/contract/purchase-state.ts'

const standing = (more: Partial<Standing> = {}): Standing => ({
  state: 'draft',
  approval: 'none',
  lineCount: 2,
  hasReceived: false,
  hasBills: false,
  ...more,
})
const line = (orderedMilli: number, receivedMilli = 0, billedMilli = 0): Progress => ({ orderedMilli, receivedMilli, billedMilli })

const ways: [string, Partial<Standing>, readonly string[]][] = [
  ['a draft', {}, ['edit', 'send', 'cancel']],
  ['a draft without lines', { lineCount: 0 }, ['edit', 'cancel']],
  ['a draft that somebody has to approve', { approval: 'needed' }, ['edit', 'approve', 'cancel']],
  ['an approved draft', { approval: 'approved' }, ['edit', 'send', 'cancel']],
  ['a refused draft', { approval: 'refused' }, ['edit', 'approve', 'cancel']],
  ['what was sent', { state: 'sent' }, ['receive', 'bill', 'cancel']],
  ['what was sent and billed before it came', { state: 'sent', hasBills: true }, ['receive', 'bill']],
  ['what came in part', { state: 'partially_received', hasReceived: true }, ['receive', 'return', 'bill', 'close']],
  ['what came', { state: 'received', hasReceived: true }, ['return', 'bill', 'close']],
  ['what was billed', { state: 'billed', hasReceived: true, hasBills: true }, ['return', 'bill', 'close']],
  ['what is closed', { state: 'closed', hasReceived: true }, ['return']],
  ['what was called off', { state: 'cancelled' }, []],
]
for (const [name, more, actions] of ways)
  test(`${name} may be: ${actions.join(', ') || 'nothing'}`, () => {
    assert.deepEqual(actionsOf(standing(more)), actions)
  })

test('goods are never received of what is closed, called off or not sent, and the reason is said', () => {
  for (const state of purchaseStates)
    assert.equal(refusalOf(standing({ state }), 'receive'), state === 'sent' || state === 'partially_received' ? null : 'state')
  assert.equal(refusalOf(standing({ approval: 'needed' }), 'send'), 'approval_needed')
  assert.equal(refusalOf(standing({ approval: 'refused' }), 'send'), 'approval_refused')
  assert.equal(refusalOf(standing({ state: 'partially_received', hasReceived: true }), 'cancel'), 'received')
  assert.equal(refusalOf(standing(), 'approve'), 'no_approval')
})

test('an order stands where the last of its lines stands', () => {
  assert.equal(stateFrom('sent', [line(1000), line(2000)], 0), 'sent')
  assert.equal(stateFrom('sent', [line(1000, 1000), line(2000)], 0), 'partially_received')
  assert.equal(stateFrom('sent', [line(1000, 1000), line(2000, 2000)], 0), 'received')
  assert.equal(stateFrom('sent', [line(1000, 1000, 1000), line(2000, 2000, 1999)], 0), 'received')
  assert.equal(stateFrom('received', [line(1000, 1000, 1000), line(2000, 2000, 2000)], 0), 'billed')
  assert.equal(stateFrom('received', [line(1000, 400)], 0), 'partially_received', 'the rest went back: another one may come for it')
  assert.equal(stateFrom('received', [line(1000)], 0), 'partially_received', 'all of it went back')
  for (const state of ['draft', 'closed', 'cancelled'] as const) assert.equal(stateFrom(state, [line(1000, 1000)], 0), state)
})

test('a little less is complete, a little more is taken, within what was agreed', () => {
  assert.equal(isComplete(line(100_000, 97_999), 200), false)
  assert.equal(isComplete(line(100_000, 98_000), 200), true)
  assert.equal(isTooMuch(line(100_000, 105_000), 500), false)
  assert.equal(isTooMuch(line(100_000, 105_001), 500), true)
  assert.equal(isTooMuch(line(100_000, 100_001), 0), true)
})
