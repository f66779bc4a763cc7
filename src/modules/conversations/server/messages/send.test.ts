import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { canReadAll, canReadOwn, canReply } from '#conversations/contract/permissions.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'

const ana = '5491155550101'
const agentRights = [canReadOwn, canReadAll, canReply]

const aQuestion = async (shop: Shop, text = '¿Tienen pollo?') => {
  await shop.hear({ from: ana, text })
  return only(await shop.list())
}
const text = (words: string, more: Record<string, unknown> = {}) => ({ content: { kind: 'text', text: words }, ...more })

test('an answer ends the wait, belongs to its writer from then on, and forgets their draft', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const paula = shop.as({ name: 'Paula Gómez', permissions: agentRights })
  await paula.http.put(`/conversations/${card.id}/draft`, { text: 'Sí, te', isNote: false, replyToId: null, fileIds: [] })
  shop.clock.advance({ minutes: 4 })
  const sent = await paula.http.post(`/conversations/${card.id}/messages`, text('Sí, ¿cuántas piezas?'))
  assert.deepEqual([sent.status, sent.body.state, sent.body.author.name], [200, 'queued', 'Paula Gómez'])
  const after = (await paula.http.get(`/conversations/${card.id}`)).body
  assert.deepEqual(
    [after.waitingSince, after.unreadCount, after.assigneeName, after.draft, after.urgency, after.firstReplyAt],
    [null, 0, 'Paula Gómez', null, 'customer', shop.clock.now().toISOString()],
  )
  const [event] = (await shop.events()).filter(({ type }) => type === 'conversations.message.sent')
  assert.equal(event?.data.firstReplySeconds, 240)
})

test('free text is refused from the very instant the twenty-four hours are over', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  shop.clock.advance({ hours: 24, ms: -1 })
  assert.equal((await shop.http.post(`/conversations/${card.id}/messages`, text('a tiempo'))).status, 200)
  shop.clock.advance({ ms: 1 })
  const refused = await shop.http.post(`/conversations/${card.id}/messages`, text('tarde'))
  assert.deepEqual([refused.status, refused.body.code], [409, 'conversations.window_closed'])
  assert.match(refused.body.title, /24 horas/)
  assert.equal((await shop.http.get(`/conversations/${card.id}`)).body.block, 'window-closed')
})

test('who writes against a thread that moved on gets what is new instead of sending, and keeps the draft', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  await shop.http.put(`/conversations/${card.id}/draft`, { text: 'El balde sale…', isNote: false, replyToId: null, fileIds: [] })
  await shop.hear({ from: ana, text: 'Mejor dos' }, { from: ana, text: 'y una gaseosa' })
  const refused = await shop.http.post(
    `/conversations/${card.id}/messages`,
    text('El balde sale 31.500', { expectedLastMessageId: card.lastMessageId }),
  )
  assert.deepEqual([refused.status, refused.body.code], [409, 'conversations.thread_moved'])
  assert.deepEqual(
    refused.body.details.messages.map((message: { content: { text: string } }) => message.content.text),
    ['Mejor dos', 'y una gaseosa'],
  )
  assert.equal((await shop.http.get(`/conversations/${card.id}`)).body.draft.text, 'El balde sale…')
  const again = await shop.http.post(
    `/conversations/${card.id}/messages`,
    text('Dos salen 63.000', { expectedLastMessageId: refused.body.details.lastMessageId }),
  )
  assert.equal(again.status, 200)
})

test('a note, a label or an assignment moves no thread', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  await shop.http.post(`/conversations/${card.id}/notes`, { text: 'Es clienta de siempre' })
  await shop.http.patch(`/conversations/${card.id}/labels`, { add: ['Mayorista'] })
  await shop.http.post(`/conversations/${card.id}/take`)
  const sent = await shop.http.post(`/conversations/${card.id}/messages`, text('Hola', { expectedLastMessageId: card.lastMessageId }))
  assert.equal(sent.status, 200)
})

test('of two agents who answer the same thread at the same moment one is asked to look again', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const agents = ['Paula', 'Lautaro'].map((name) => shop.as({ name, permissions: agentRights }))
  const answers = await Promise.all(
    agents.map((agent) =>
      agent.http.post(`/conversations/${card.id}/messages`, text('Hola', { expectedLastMessageId: card.lastMessageId })),
    ),
  )
  assert.deepEqual(
    answers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 409],
  )
})

test('the same message sent twice is one message', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const messageId = newId()
  const send = () => shop.http.post(`/conversations/${card.id}/messages`, text('una sola vez', { messageId }))
  const answers = await Promise.all([send(), send(), send()])
  assert.deepEqual(
    answers.map(({ body }) => body.id),
    [messageId, messageId, messageId],
  )
  assert.equal((await shop.messages(card.id)).filter(({ direction }) => direction === 'out').length, 1)
})

test('an id that is taken by another conversation is refused as unknown', async (t) => {
  const shop = await aShop(t)
  const first = await aQuestion(shop)
  await shop.hear({ from: '5493515550142' })
  const other = (await shop.list()).find(({ id }) => id !== first.id)
  const messageId = newId()
  await shop.http.post(`/conversations/${first.id}/messages`, text('aquí', { messageId }))
  assert.equal((await shop.http.post(`/conversations/${other?.id}/messages`, text('allá', { messageId }))).status, 404)
})

test('writing to a resolved conversation opens it again and says so in the thread', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  await shop.http.put(`/conversations/${card.id}/state`, { state: 'resolved' })
  await shop.http.post(`/conversations/${card.id}/messages`, text('Una cosa más'))
  const after = only(await shop.list())
  assert.deepEqual([after.state, after.resolvedAt], ['open', null])
  const lines = (await shop.messages(card.id)).flatMap(({ content }) => (content.kind === 'activity' ? [content.what] : []))
  assert.deepEqual(lines, ['reopened', 'taken', 'resolved'])
})

test('only what the provider knows and is still there can be quoted or reacted to', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, id: 'wamid.known' })
  const card = only(await shop.list())
  const [question] = await shop.messages(card.id)
  const quoted = await shop.http.post(`/conversations/${card.id}/messages`, text('Sí', { replyToId: question?.id }))
  assert.equal(quoted.body.replyTo.id, question?.id)
  const refused = await shop.http.post(`/conversations/${card.id}/messages`, text('Sí', { replyToId: quoted.body.id }))
  assert.equal(refused.body.code, 'conversations.cannot_quote')
  assert.equal((await shop.http.put(`/messages/${quoted.body.id}/reaction`, { emoji: '👍' })).body.code, 'conversations.cannot_react')
  assert.deepEqual((await shop.http.put(`/messages/${question?.id}/reaction`, { emoji: '👍' })).body.reactions[0].emoji, '👍')
})

test('a note stays in the house: no clock, no job, no preview', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const note = await shop.http.post(`/conversations/${card.id}/notes`, { text: 'Ojo: es del colegio' })
  assert.deepEqual([note.status, note.body.direction, note.body.state], [200, 'note', null])
  const after = only(await shop.list())
  assert.deepEqual([after.waitingSince, after.unreadCount, after.lastMessage?.preview], [card.waitingSince, 1, '¿Tienen pollo?'])
})

test('a draft survives, is one per person, and an empty one is forgotten', async (t) => {
  const shop = await aShop(t)
  const card = await aQuestion(shop)
  const draft = (words: string) => ({ text: words, isNote: false, replyToId: null, fileIds: [] })
  const paula = shop.as({ name: 'Paula', permissions: agentRights })
  await shop.http.put(`/conversations/${card.id}/draft`, draft('de Julia'))
  await paula.http.put(`/conversations/${card.id}/draft`, draft('de Paula'))
  assert.equal((await paula.http.get(`/conversations/${card.id}`)).body.draft.text, 'de Paula')
  assert.equal(only((await shop.http.get('/conversations?scope=all')).body.items as { draftPreview: string }[]).draftPreview, 'de Julia')
  await shop.http.put(`/conversations/${card.id}/draft`, draft('  '))
  assert.equal((await shop.http.get(`/conversations/${card.id}`)).body.draft, null)
})

test('a conversation can be started with a contact, who has to be written to by template', async (t) => {
  const shop = await aShop(t)
  const contact = (await shop.http.post('/contacts', { name: 'Estudio Marín', identities: [{ kind: 'phone', value: '351 15 555-0142' }] }))
    .body
  const started = await shop.http.post('/conversations', { contactId: contact.id, channelId: shop.channel.id })
  assert.deepEqual([started.status, started.body.block, started.body.contactName], [200, 'never-wrote', 'Estudio Marín'])
  const refused = await shop.http.post(`/conversations/${started.body.id}/messages`, text('Hola'))
  assert.equal(refused.body.code, 'conversations.never_wrote')
  // When they write, it is the same conversation.
  await shop.hear({ from: '5493515550142', text: '¡Hola!' })
  assert.equal(only(await shop.list()).id, started.body.id)
  const mute = (await shop.http.post('/contacts', { name: 'Sin número' })).body
  assert.equal(
    (await shop.http.post('/conversations', { contactId: mute.id, channelId: shop.channel.id })).body.code,
    'conversations.no_address',
  )
})

test('several who start the same conversation at once start one', async (t) => {
  const shop = await aShop(t)
  const contact = (await shop.http.post('/contacts', { name: 'Estudio Marín', identities: [{ kind: 'phone', value: '351 15 555-0142' }] }))
    .body
  const start = () => shop.http.post('/conversations', { contactId: contact.id, channelId: shop.channel.id })
  const answers = await Promise.all([start(), start(), start(), shop.hear({ from: '5493515550142' }), start()])
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.equal((await shop.list()).length, 1)
})

test('what the customer writes in the very second of our answer stands behind it: their provider tells seconds only', async (t) => {
  const shop = await aShop(t)
  shop.clock.set('2026-11-21T15:00:07.000Z')
  const { id } = await aQuestion(shop, 'Quiero un balde')
  shop.clock.set('2026-11-21T15:00:10.300Z')
  assert.equal((await shop.http.post(`/conversations/${id}/messages`, text('¿Retirás o te lo llevamos?'))).status, 200)
  shop.clock.set('2026-11-21T15:00:10.800Z')
  await shop.hear({ from: ana, text: 'Envío' }, { from: ana, text: 'A Obispo Trejo 1180' })
  const said = (await shop.messages(id)).flatMap(({ content }) => (content.kind === 'text' ? [content.text] : []))
  assert.deepEqual(said, ['A Obispo Trejo 1180', 'Envío', '¿Retirás o te lo llevamos?', 'Quiero un balde'], 'newest first')
  assert.equal(only(await shop.list()).lastMessage?.preview, 'A Obispo Trejo 1180')
})
