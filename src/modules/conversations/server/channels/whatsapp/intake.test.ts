import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, bodyOf, only } from '#conversations/server/testing/stage.ts'

const ana = '5491155550101'

test('a customer who writes for the first time becomes a contact with an open conversation', async (t) => {
  const shop = await aShop(t)
  const answer = await shop.hear({ from: ana, text: 'Hola, ¿tienen pollo?', name: 'Ana Ruiz' })
  assert.equal(answer.status, 200)
  const card = only(await shop.list())
  assert.equal(card.contactName, 'Ana Ruiz')
  assert.equal(card.contactAddress, '+54 9 11 5555-0101')
  assert.deepEqual([card.state, card.urgency, card.unreadCount, card.lastMessage?.preview], ['open', 'now', 1, 'Hola, ¿tienen pollo?'])
  const message = only(await shop.messages(card.id))
  assert.deepEqual(message.content, { kind: 'text', text: 'Hola, ¿tienen pollo?' })
  assert.equal(message.author.name, 'Ana Ruiz')
  const types = (await shop.events()).map(({ type }) => type).filter((type) => /contact|conversation\.|message/.test(type))
  assert.deepEqual(types, ['crm.contact.created', 'conversations.conversation.opened', 'conversations.message.received'])
})
