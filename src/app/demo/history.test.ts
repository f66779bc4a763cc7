import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chickenStory } from '#app/demo/chicken-shop.ts'
import { historyOf } from '#app/demo/history.ts'
import { parsePhone } from '#kernel/contract/phone.ts'

const now = new Date('2026-11-21T15:00:00Z')
const history = historyOf(7, now, chickenStory)

test('the same seed tells the same story', () => assert.deepEqual(historyOf(7, now, chickenStory), history))

test('the shop has 400 contacts and about 2,000 messages over 60 days that end now', () => {
  const messages = history.conversations.flatMap((conversation) => conversation.messages)
  assert.equal(history.contacts.length, 400)
  assert.ok(messages.length >= 2_000 && messages.length < 2_020, String(messages.length))
  const moments = messages.map(({ at }) => Date.parse(at))
  assert.ok(Math.min(...moments) > now.getTime() - 61 * 86_400_000)
  assert.ok(Math.max(...moments) < now.getTime())
})

test('every number is valid and lies in a range that reaches nobody', () => {
  for (const { phone } of history.contacts) {
    assert.match(phone, /^\+1(809|829|849|787|939)55501\d\d$/)
    assert.ok('e164' in parsePhone(phone, { country: 'AR' }), phone)
  }
  assert.equal(new Set(history.contacts.map(({ phone }) => phone)).size, 400)
})

test('nobody writes before being a contact, and every placeholder is filled in', () => {
  const byPhone = new Map(history.contacts.map((contact) => [contact.phone, contact]))
  for (const { contactPhone, messages } of history.conversations) {
    const contact = byPhone.get(contactPhone)
    assert.ok(contact)
    assert.ok(now.getTime() - contact.createdDaysAgo * 86_400_000 <= Date.parse(messages[0]?.at ?? ''))
    for (const { text } of messages) assert.doesNotMatch(text, /[{}|]|undefined/)
  }
})

test('whoever writes now has not been with anybody before, at whatever second the demo is loaded', () => {
  for (let second = 0; second < 60; second++) {
    const { conversations } = historyOf(7, new Date(now.getTime() + second * 1000), chickenStory)
    const [past, open] = [conversations.filter(({ ends }) => ends === 'resolved'), conversations.filter(({ ends }) => ends === 'open')]
    const known = new Set(past.map(({ contactPhone }) => contactPhone))
    for (const { contactPhone } of open) assert.ok(!known.has(contactPhone), `${contactPhone} at second ${second}`)
  }
})

test('people write at meal times', () => {
  const hours = history.conversations.map(({ messages }) => (new Date(messages[0]?.at ?? '').getUTCHours() + 21) % 24)
  const atMeals = hours.filter((hour) => (hour >= 11 && hour <= 14) || (hour >= 20 && hour <= 23)).length
  assert.ok(atMeals / hours.length > 0.75, String(atMeals / hours.length))
})
