import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { isWindowOpen } from '#conversations/contract/window.ts'
import { afterInbound, afterReply, newClocks, opened, reopens, resolved, snoozed, type Clocks } from './clocks.ts'

const at = (minute: number): string => new Date(Date.UTC(2026, 10, 21, 10, minute)).toISOString()
const now = new Date(at(600))
const heard = (clocks: Clocks, minute: number, arrives = now): Clocks => afterInbound(clocks, at(minute), { now: arrives })
const answered = (clocks: Clocks, minute: number, isPerson = true): Clocks => afterReply(clocks, at(minute), { isPerson })
const fresh = newClocks(at(0))

test('free text is allowed up to, and not at, twenty-four hours after the customer wrote', () => {
  const { windowExpiresAt } = afterInbound(fresh, '2026-11-21T10:00:00.000Z', { now: new Date('2026-11-21T10:00:01Z') })
  assert.equal(isWindowOpen(windowExpiresAt, new Date('2026-11-22T09:59:59.999Z')), true)
  assert.equal(isWindowOpen(windowExpiresAt, new Date('2026-11-22T10:00:00.000Z')), false)
  assert.equal(isWindowOpen(null, now), false)
})

test('a resolved conversation goes on for less than seventy-two hours', () => {
  const resolvedAt = '2026-11-18T10:00:00.000Z'
  assert.equal(reopens(resolvedAt, 72, new Date('2026-11-21T09:59:59.999Z')), true)
  assert.equal(reopens(resolvedAt, 72, new Date('2026-11-21T10:00:00.000Z')), false)
  assert.equal(reopens(resolvedAt, 0, new Date('2026-11-18T10:00:00.000Z')), false)
})

const transitions: [string, Clocks, Clocks['state']][] = [
  ['a message of the customer wakes a snoozed conversation', heard(snoozed(fresh, at(90)), 5), 'open'],
  ['a message of the customer reopens a resolved one', heard(resolved(fresh, now), 5), 'open'],
  ['a message of the customer leaves a bot alone', heard({ ...fresh, state: 'pending' }, 5), 'pending'],
  ['an answer of a person takes over from a bot', answered({ ...fresh, state: 'pending' }, 5), 'open'],
  ['an answer of a bot leaves the bot in charge', answered({ ...fresh, state: 'pending' }, 5, false), 'pending'],
  ['an answer of a person wakes a snoozed one', answered(snoozed(fresh, null), 5), 'open'],
  ['a message of the system into a resolved one opens it', answered(resolved(fresh, now), 5, false), 'open'],
]
for (const [name, clocks, state] of transitions) test(name, () => assert.equal(clocks.state, state))

test('what is alive has no moment of resolution, what is not snoozed has no alarm', () => {
  const steps = fc.constantFrom<(clocks: Clocks) => Clocks>(
    (c) => heard(c, 5),
    (c) => answered(c, 6),
    (c) => answered(c, 7, false),
    (c) => resolved(c, now),
    (c) => snoozed(c, at(90)),
    (c) => snoozed(c, null),
    opened,
  )
  fc.assert(
    fc.property(fc.array(steps, { maxLength: 12 }), (path) => {
      const end = path.reduce((clocks, step) => step(clocks), fresh)
      assert.equal(end.resolvedAt !== null, end.state === 'resolved')
      assert.ok(end.snoozedUntil === null || end.state === 'snoozed')
      assert.ok(end.unreadCount >= 0)
    }),
  )
})

test('the wait begins with the first message of a burst and ends with the answer', () => {
  const burst = heard(heard(fresh, 3), 5)
  assert.equal(burst.waitingSince, at(3))
  assert.equal(burst.unreadCount, 2)
  const done = answered(burst, 9)
  assert.deepEqual([done.waitingSince, done.unreadCount, done.firstReplyAt], [null, 0, at(9)])
})

test('what a bot writes ends the wait only where the organization says so', () => {
  const waiting = heard(fresh, 3)
  const said = (isAnswer: boolean): Clocks => afterReply(waiting, at(4), { isPerson: false, isAnswer })
  assert.deepEqual([said(false).waitingSince, said(false).unreadCount], [at(3), 1])
  assert.deepEqual([said(true).waitingSince, said(true).unreadCount, said(true).firstReplyAt], [null, 0, null])
})

test('only the first answer of a person is the first reply', () => {
  assert.equal(answered(heard(fresh, 3), 4, false).firstReplyAt, null)
  assert.equal(answered(answered(heard(fresh, 3), 4), 9).firstReplyAt, at(4))
  assert.equal(answered(fresh, 4).firstReplyAt, null, 'nobody had asked')
})

test('an answer that was typed before the last message of the customer leaves them waiting', () => {
  const overtaken = answered(heard(heard(fresh, 3), 20), 10)
  assert.equal(overtaken.waitingSince, at(10))
  assert.equal(overtaken.unreadCount, 2)
})

test('who could not know of a message when answering has not kept anybody waiting before it came', () => {
  const late = heard(answered(heard(fresh, 3), 9), 5, new Date(at(30)))
  assert.equal(late.waitingSince, at(30))
  assert.equal(late.lastMessageAt, at(9))
})

test('the clocks of inbound messages do not depend on the order in which they are delivered', () => {
  const minutes = fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 8 })
  fc.assert(
    fc.property(
      minutes.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([given, shuffled]) => {
        const inOrder = (list: number[]): Clocks => list.reduce((clocks, minute) => heard(clocks, minute), fresh)
        assert.deepEqual(inOrder(shuffled), inOrder(given.toSorted((a, b) => a - b)))
      },
    ),
  )
})
