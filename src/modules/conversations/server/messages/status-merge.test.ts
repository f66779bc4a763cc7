import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { rankOf, type SendState } from '#conversations/contract/message.ts'
import { add, stateAfter, toldStates, type Told } from './status-merge.ts'

type Status = { state: keyof Told; at: string }
const status = fc.record({
  state: fc.constantFrom(...toldStates),
  at: fc.integer({ min: 0, max: 5 }).map((second) => `2026-11-21T10:00:0${second}.000Z`),
})
const merge = (list: readonly Status[]): Told => list.reduce<Told>((told, { state, at }) => add(told, state, at), {})

test('any order of any number of the same statuses ends in the same state with the same times', () => {
  fc.assert(
    fc.property(
      fc
        .array(status, { maxLength: 8 })
        .chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }))),
      ([once, twiceShuffled]) => {
        assert.deepEqual(merge(twiceShuffled), merge(once))
        assert.equal(stateAfter('sending', merge(twiceShuffled)), stateAfter('sending', merge(once)))
      },
    ),
  )
})

test('every permutation of sent, delivered, read and played ends as played with four times', () => {
  const all: Status[] = (['sent', 'delivered', 'read', 'played'] as const).map((state, i) => ({ state, at: `2026-11-21T10:00:0${i}.000Z` }))
  for (const order of permutationsOf(all)) {
    let state: SendState = 'queued'
    let told: Told = {}
    for (const one of order) {
      told = add(told, one.state, one.at)
      const next = stateAfter(state, told)
      assert.ok(rankOf(next) >= rankOf(state), 'it went back')
      state = next
    }
    assert.equal(state, 'played')
    assert.equal(Object.keys(told).length, 4)
  }
})

const outcomes: [string, SendState, Status[], SendState][] = [
  ['a failure after delivery is a failure', 'delivered', [{ state: 'failed', at: 'b' }], 'failed'],
  ['delivery after a failure changes nothing', 'failed', [{ state: 'delivered', at: 'b' }], 'failed'],
  ['read without delivered is read', 'sent', [{ state: 'read', at: 'b' }], 'read'],
  ['a late sent does not undo delivered', 'delivered', [{ state: 'sent', at: 'a' }], 'delivered'],
  ['a status settles what had no confirmation', 'unknown', [{ state: 'sent', at: 'a' }], 'sent'],
  ['a status that overtakes the answer of the send counts', 'sending', [{ state: 'delivered', at: 'a' }], 'delivered'],
]
for (const [name, before, list, after] of outcomes) test(name, () => assert.equal(stateAfter(before, merge(list)), after))

function permutationsOf<T>(items: readonly T[]): T[][] {
  if (items.length < 2) return [[...items]]
  return items.flatMap((item, i) => permutationsOf(items.toSpliced(i, 1)).map((rest) => [item, ...rest]))
}
