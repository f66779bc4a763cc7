import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ConversationCard } from '#conversations/contract/conversation.ts'
import type { Selection } from '#conversations/web/inbox/inbox-search.ts'
import { isClosing, isInScope, isSelected, orderOf, rowsOf, shiftCounts, slaAt, urgencyAt } from '#conversations/web/inbox/segments.ts'
import { aCard, counts } from '#conversations/web/testing/samples.ts'

const ana = { personId: 'ana', teamIds: ['counter'] }
const noon = Date.parse('2026-11-21T15:00:00.000Z')
const at = (minutes: number): string => new Date(noon + minutes * 60_000).toISOString()
const all: Selection = { scope: 'all', state: 'open', unread: false, closing: false }
const names = (cards: readonly ConversationCard[]) => cards.map((card) => card.contactName)

test('a conversation that somebody works on needs attention the moment its target passes', () => {
  const card = aCard({ urgency: 'ongoing', answerDueAt: at(10) })
  assert.equal(urgencyAt(card, noon), 'ongoing')
  assert.equal(urgencyAt(card, noon + 10 * 60_000), 'now')
  assert.equal(urgencyAt(aCard({ urgency: 'customer', answerDueAt: null }), noon), 'customer')
  assert.equal(urgencyAt(aCard({ urgency: null }), noon), null)
})

test('what is about to be late and what is late are found by the moments of their promises', () => {
  const card = aCard({ slaWarnAt: at(8), slaDueAt: at(10) })
  const standings = [7, 8, 9, 10].map((minutes) => slaAt(card, noon + minutes * 60_000))
  assert.deepEqual(standings, [null, 'at-risk', 'at-risk', 'late'])
  assert.ok(isSelected(card, { ...all, sla: 'at-risk' }, ana, noon + 9 * 60_000))
  assert.ok(!isSelected(card, { ...all, sla: 'late' }, ana, noon + 9 * 60_000))
  assert.equal(slaAt(aCard({ slaWarnAt: null, slaDueAt: null }), noon), null)
})

test('each view shows whom it is about', () => {
  const cases: [string, Partial<ConversationCard>, string[]][] = [
    ['mine', { assigneeId: 'ana', teamId: 'delivery' }, ['mine', 'team', 'all']],
    ['of my team, taken by a colleague', { assigneeId: 'beto', teamId: 'counter' }, ['team', 'all']],
    ['of my team, nobody has it', { assigneeId: null, teamId: 'counter' }, ['team', 'unassigned', 'all']],
    ['of nobody at all', { assigneeId: null, teamId: null }, ['team', 'unassigned', 'all']],
    ['of another team', { assigneeId: null, teamId: 'delivery' }, ['unassigned', 'all']],
    ['of somebody without a team', { assigneeId: 'beto', teamId: null }, ['all']],
  ]
  for (const [name, card, expected] of cases) {
    const shown = (['mine', 'team', 'unassigned', 'all'] as const).filter((scope) => isInScope(aCard(card), scope, ana))
    assert.deepEqual(shown, expected, name)
  }
})

test('filters narrow by state, channel, label, unread and a window that ends soon', () => {
  const card = aCard({ labels: ['Reclamo'], unreadCount: 0, windowExpiresAt: at(90) })
  assert.ok(isSelected(card, all, ana, noon))
  assert.ok(isSelected(card, { ...all, label: 'Reclamo', channelId: card.channelId, closing: true }, ana, noon))
  for (const narrower of [
    { label: 'Mayorista' },
    { channelId: 'other' },
    { brandId: 'other' },
    { unread: true },
    { state: 'resolved' as const },
  ])
    assert.ok(!isSelected(card, { ...all, ...narrower }, ana, noon), JSON.stringify(narrower))
})

test('a window closes soon in its last two hours, not before and not after', () => {
  for (const [minutes, expected] of [
    [121, false],
    [120, true],
    [1, true],
    [0, false],
    [-5, false],
  ] as const)
    assert.equal(isClosing({ windowExpiresAt: at(minutes) }, noon), expected, `${minutes} minutes left`)
  assert.equal(isClosing({ windowExpiresAt: null }, noon), false)
})

test('who needs attention stands by priority and then by who is due first; everybody else by the newest message', () => {
  const late = aCard({ contactName: 'late', answerDueAt: at(-5), lastMessageAt: at(-30) })
  const soon = aCard({ contactName: 'soon', answerDueAt: at(5), lastMessageAt: at(-1) })
  const urgent = aCard({ contactName: 'urgent', priority: 'urgent', answerDueAt: at(60), lastMessageAt: at(-2) })
  const due = rowsOf([soon, late, urgent], () => true, orderOf('now', 'open'), null)
  assert.deepEqual(names(due), ['urgent', 'late', 'soon'])
  const latest = rowsOf([soon, late, urgent], () => true, orderOf('customer', 'open'), null)
  assert.deepEqual(names(latest), ['soon', 'urgent', 'late'])
})

test('snoozed ones stand by when they wake; those that wait for the customer come last', () => {
  const rows = [
    aCard({ contactName: 'on reply', state: 'snoozed', snoozedUntil: null }),
    aCard({ contactName: 'tomorrow', state: 'snoozed', snoozedUntil: at(1000) }),
    aCard({ contactName: 'tonight', state: 'snoozed', snoozedUntil: at(300) }),
  ]
  assert.deepEqual(names(rowsOf(rows, () => true, orderOf(null, 'snoozed'), null)), ['tonight', 'tomorrow', 'on reply'])
})

test('what would stand behind the last loaded row waits until the rows between are loaded', () => {
  const [first, last, beyond] = [at(-1), at(-5), at(-9)].map((lastMessageAt) => aCard({ lastMessageAt })) as [
    ConversationCard,
    ConversationCard,
    ConversationCard,
  ]
  assert.deepEqual(
    rowsOf([beyond, first, last], () => true, 'latest', last),
    [first, last],
  )
  assert.deepEqual(
    rowsOf([beyond, first, last], () => true, 'latest', null),
    [first, last, beyond],
  )
})

test('counts follow a conversation from where it was to where it is', () => {
  const four = { now: 4, ongoing: 1, customer: 9, unread: 3 }
  const before = aCard({ urgency: 'now', unreadCount: 2, assigneeId: null, teamId: 'counter' })
  const after: ConversationCard = {
    ...before,
    urgency: 'customer',
    unreadCount: 0,
    assigneeId: 'ana',
    waitingSince: null,
    answerDueAt: null,
  }
  const next = shiftCounts(counts({ mine: four, team: four, unassigned: four, all: null }), before, after, ana, noon)
  assert.deepEqual(next.mine, { ...four, customer: 10 })
  assert.deepEqual(next.team, { now: 3, ongoing: 1, customer: 10, unread: 2 })
  assert.deepEqual(next.unassigned, { now: 3, ongoing: 1, customer: 9, unread: 2 })
  assert.equal(next.all, null)
})

test('a conversation that leaves one’s sight leaves the counts, and they never fall below nothing', () => {
  const snoozed = aCard({ state: 'snoozed', urgency: null })
  assert.equal(shiftCounts(counts({ snoozed: 1 }), snoozed, null, ana, noon).snoozed, 0)
  assert.equal(shiftCounts(counts(), aCard(), null, ana, noon).all?.now, 0)
})
