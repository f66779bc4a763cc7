import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Clocks, newClocks } from '#conversations/server/conversations/clocks.ts'
import { mergedClocks } from '#conversations/server/merge/merged-clocks.ts'

const at = (hour: number): string => `2026-11-21T${String(hour).padStart(2, '0')}:00:00.000Z`
const clocks = (change: Partial<Clocks>): Clocks => ({ ...newClocks(at(1)), ...change })
const done = { state: 'resolved' as const, resolvedAt: at(9) }

const cases: [string, Partial<Clocks>, Partial<Clocks>, Partial<Clocks>][] = [
  ['an open one and a resolved one are open', {}, done, { state: 'open', resolvedAt: null }],
  ['two resolved ones were resolved when the last was', done, { ...done, resolvedAt: at(11) }, { state: 'resolved', resolvedAt: at(11) }],
  ['a snoozed one and an open one are open', { state: 'snoozed', snoozedUntil: at(20) }, {}, { state: 'open', snoozedUntil: null }],
  [
    'the longest wait counts',
    { waitingSince: at(5), answerDueAt: at(6) },
    { waitingSince: at(3), answerDueAt: at(4) },
    { waitingSince: at(3), answerDueAt: at(4) },
  ],
  [
    'a wait that was answered in the other thread is over',
    { waitingSince: at(5), answerDueAt: at(6) },
    { lastReplyAt: at(7) },
    { waitingSince: null, answerDueAt: null, lastReplyAt: at(7) },
  ],
  ['unread messages add up', { unreadCount: 2 }, { unreadCount: 3 }, { unreadCount: 5 }],
  [
    'firsts are the earliest and lasts the latest',
    { firstInboundAt: at(4), firstReplyAt: at(6), lastInboundAt: at(8), windowExpiresAt: at(20) },
    { firstInboundAt: at(2), firstReplyAt: null, lastInboundAt: at(9), windowExpiresAt: at(21) },
    { firstInboundAt: at(2), firstReplyAt: at(6), lastInboundAt: at(9), windowExpiresAt: at(21) },
  ],
]
for (const [name, one, other, expected] of cases) {
  test(`merging: ${name}, whichever is merged into which`, () => {
    for (const merged of [mergedClocks(clocks(one), clocks(other)), mergedClocks(clocks(other), clocks(one))])
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(merged[key as keyof Clocks], value, key)
  })
}
