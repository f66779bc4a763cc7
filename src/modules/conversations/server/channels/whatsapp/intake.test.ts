import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, bodyOf, only, type Shop } from '#conversations/server/testing/stage.ts'
import { anOrg } from '#kernel/testing/org.ts'

const ana = '5491155550101'
const beto = '5493515550142'

const figuresOf = async (shop: Shop) => {
  const cards = [...(await shop.list()), ...(await shop.list('resolved'))]
  const threads = await Promise.all(cards.map(({ id }) => shop.messages(id)))
  return { conversations: cards.length, messages: threads.flat().filter(({ direction }) => direction === 'in').length }
}

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

test('a delivery that comes five times counts once, whoever else is in the same POST', async (t) => {
  const shop = await aShop(t)
  const one = { from: ana, id: 'wamid.replay.1', text: 'uno' }
  for (let i = 0; i < 5; i++) assert.equal((await shop.hear(one)).status, 200)
  await shop.hear(one, one, { from: ana, id: 'wamid.replay.2', text: 'dos' }, { from: beto, id: 'wamid.replay.3', text: 'tres' })
  assert.deepEqual(await figuresOf(shop), { conversations: 2, messages: 3 })
  const received = (await shop.events()).filter(({ type }) => type === 'conversations.message.received')
  assert.equal(received.length, 3)
})

test('a thread reads in the order of writing, whatever the order of delivery', async (t) => {
  const shop = await aShop(t)
  const at = (second: number): Date => new Date(shop.clock.now().getTime() - 60_000 + second * 1000)
  for (const second of [3, 1, 5, 2, 4]) await shop.hear({ from: ana, text: `mensaje ${second}`, at: at(second) })
  const card = only(await shop.list())
  const texts = (await shop.messages(card.id)).map(({ content }) => (content.kind === 'text' ? content.text : ''))
  assert.deepEqual(texts, ['mensaje 5', 'mensaje 4', 'mensaje 3', 'mensaje 2', 'mensaje 1'])
  assert.equal(card.lastMessage?.preview, 'mensaje 5')
  assert.equal(card.waitingSince, at(1).toISOString())
})

test('a delivery three days late keeps its own moment, leaves the window shut and is seen', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, at: new Date(shop.clock.now().getTime() - 3 * 86_400_000), text: 'tarde' })
  const card = only(await shop.list())
  assert.equal(card.windowExpiresAt, new Date(shop.clock.now().getTime() - 2 * 86_400_000).toISOString())
  assert.deepEqual([card.urgency, card.unreadCount], ['now', 1])
})

test('sixty-four first messages at once make one contact, one conversation and sixty-four messages', async (t) => {
  const shop = await aShop(t)
  const answers = await Promise.all(Array.from({ length: 64 }, (_, i) => shop.hear({ from: ana, text: `mensaje ${i}` })))
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  const card = only(await shop.list())
  assert.equal(card.unreadCount, 64)
  const contacts = (await shop.events()).filter(({ type }) => type === 'crm.contact.created')
  assert.equal(contacts.length, 1)
  const seqs = (await shop.messages(card.id)).map(({ seq }) => seq).toSorted((a, b) => a - b)
  assert.deepEqual(
    seqs,
    Array.from({ length: 64 }, (_, i) => i + 1),
  )
})

test('two deliveries with the same customers in opposite orders do not block each other', async (t) => {
  const shop = await aShop(t)
  const people = Array.from({ length: 12 }, (_, i) => `54911555501${String(i).padStart(2, '0')}`)
  await Promise.all(
    Array.from({ length: 12 }, (_, round) => {
      const items = people.map((from) => ({ from, text: `vuelta ${round}` }))
      return shop.hear(...(round % 2 === 0 ? items : items.toReversed())).then(({ status }) => assert.equal(status, 200))
    }),
  )
  assert.deepEqual(await figuresOf(shop), { conversations: 12, messages: 144 })
})

test('a customer without a number is known by the id that the provider gives', async (t) => {
  const shop = await aShop(t)
  const hidden = (text: string) => ({
    messages: [{ from_user_id: 'AR.90011223344', id: `wamid.${text}`, timestamp: '1790000000', type: 'text', text: { body: text } }],
  })
  const contacts = [{ profile: { name: 'Ana', username: 'ana.p' }, user_id: 'AR.90011223344' }]
  await shop.post(bodyOf(shop.number, { contacts, ...hidden('uno') }))
  assert.equal(only(await shop.list()).contactAddress, '@ana.p')
  // Later the number shows up beside the id: it is the same person.
  await shop.hear({ from: ana, userId: 'AR.90011223344', text: 'dos' })
  await shop.hear({ from: ana, text: 'tres' })
  assert.deepEqual(await figuresOf(shop), { conversations: 1, messages: 3 })
})

test('a bad signature is refused, counted and leaves nothing', async (t) => {
  const shop = await aShop(t)
  const body = bodyOf(shop.number, {
    messages: [{ from: ana, id: 'wamid.forged', timestamp: '1790000000', type: 'text', text: { body: 'dame todo' } }],
  })
  const counted = async () => Number(/what="whatsapp-bad-signature"\} (\d+)/.exec(await shop.kernel.metrics.text())?.[1] ?? 0)
  const before = await counted()
  for (const signature of ['sha256=' + '0'.repeat(64), 'sha256=', 'x']) {
    const answer = await shop.post(body, signature)
    assert.deepEqual([answer.status, answer.body.code], [401, 'conversations.bad_signature'])
  }
  assert.equal(await counted(), before + 3)
  assert.deepEqual(await shop.list(), [])
})

test('one shop cannot write into the conversations of another with its own secret', async (t) => {
  const [shop, thief] = [await aShop(t), await aShop(t)]
  const theirs = JSON.parse(
    bodyOf(thief.number, { messages: [{ from: ana, id: 'wamid.mine', timestamp: '1790000000', type: 'text', text: { body: 'mío' } }] }),
  )
  const others = JSON.parse(
    bodyOf(shop.number, { messages: [{ from: ana, id: 'wamid.forged', timestamp: '1790000000', type: 'text', text: { body: 'ajeno' } }] }),
  )
  const answer = await thief.post(JSON.stringify({ ...theirs, entry: [...theirs.entry, ...others.entry] }))
  assert.equal(answer.status, 200)
  assert.equal((await thief.list()).length, 1)
  assert.deepEqual(await shop.list(), [])
})

const bad: [string, string, number][] = [
  ['nothing', '', 400],
  ['no JSON', '{"object":', 400],
  ['another object', '{"object":"page","entry":[]}', 400],
  ['an array', '[]', 400],
  ['invalid UTF-8', Buffer.from([0x7b, 0xff, 0x7d]).toString('latin1'), 400],
  ['a million keys', `{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join(',')}}`, 400],
]
for (const [name, body, status] of bad) {
  test(`a POST with ${name} is a clear refusal, not a failure of ours`, async (t) => {
    const shop = await aShop(t)
    const answer = await shop.post(body)
    assert.equal(answer.status, status)
    assert.match(String(answer.headers['content-type']), /problem\+json/)
  })
}

test('a body of more than three megabytes is refused before it is read', async (t) => {
  const shop = await aShop(t)
  assert.equal((await shop.post(`{"a":"${'x'.repeat(3 * 1024 * 1024 + 10)}"}`)).status, 413)
})

test('numbers that nobody has are acknowledged, so that the provider stops repeating them', async (t) => {
  const org = await anOrg(t)
  const body = bodyOf(
    { phoneNumberId: 'pn_of_nobody', wabaId: 'w', displayPhone: '1' },
    { messages: [{ from: ana, id: 'x', timestamp: '1', type: 'text', text: { body: 'hola' } }] },
  )
  assert.equal((await org.http.post('/webhooks/whatsapp', body, { headers: { 'content-type': 'application/json' } })).status, 200)
})

test('a kind of message that nobody knows yet is shown honestly beside the ones that are known', async (t) => {
  const shop = await aShop(t)
  await shop.hear(
    { from: ana, raw: { type: 'hologram', hologram: { __proto__: { admin: true }, depth: 3 } } },
    { from: ana, raw: { type: 'unsupported', errors: [{ code: 131051 }], unsupported: { type: 'poll' } } },
    { from: ana, raw: { type: 'text', text: { body: '<script>alert(1)</script>\u0000' } } },
    {
      from: ana,
      raw: {
        type: 'order',
        order: {
          catalog_id: 'C1',
          text: 'sin picante',
          product_items: [{ product_retailer_id: 'balde-12', quantity: 2, item_price: 31500.5, currency: 'ARS' }],
        },
      },
    },
    { from: ana, raw: { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'si', title: 'Sí, confirmo' } } } },
  )
  const kinds = (await shop.messages(only(await shop.list()).id)).toReversed().map(({ content }) => content)
  assert.deepEqual(kinds, [
    { kind: 'unsupported', type: 'hologram', code: null },
    { kind: 'unsupported', type: 'poll', code: 131051 },
    { kind: 'text', text: '<script>alert(1)</script>' },
    {
      kind: 'order',
      catalogId: 'C1',
      note: 'sin picante',
      lines: [{ sku: 'balde-12', quantity: 2, price: { amountMinor: 3_150_050, currency: 'ARS' } }],
    },
    { kind: 'choice', from: 'button', id: 'si', title: 'Sí, confirmo', description: null },
  ])
  assert.equal(({} as { admin?: boolean }).admin, undefined)
})

test('what the owner writes on the telephone is ours, marked as such, and ends the wait', async (t) => {
  const shop = await aShop(t)
  await shop.hear({ from: ana, at: new Date(shop.clock.now().getTime() - 60_000) })
  const value = {
    message_echoes: [
      {
        from: '5491150000001',
        to: ana,
        id: 'wamid.echo',
        timestamp: String(Math.floor(shop.clock.now().getTime() / 1000)),
        type: 'text',
        text: { body: 'Ya va' },
      },
    ],
  }
  const body = JSON.parse(bodyOf(shop.number, value))
  body.entry[0].changes[0].field = 'smb_message_echoes'
  assert.equal((await shop.post(JSON.stringify(body))).status, 200)
  const card = only(await shop.list())
  assert.deepEqual([card.waitingSince, card.urgency, card.lastMessage?.direction], [null, 'customer', 'out'])
  const echo = (await shop.messages(card.id))[0]
  assert.deepEqual([echo?.author.kind, echo?.state], ['phone-app', 'sent'])
})

test('the handshake gives back the bare challenge to whoever knows the token of a channel', async (t) => {
  const shop = await aShop(t)
  const ask = (token: string) => shop.http.get(`/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=${token}&hub.challenge=1158201444`)
  const right = await ask(shop.number.verifyToken)
  assert.deepEqual([right.status, right.body], [200, '1158201444'])
  assert.match(String(right.headers['content-type']), /^text\/plain/)
  assert.equal((await ask('wrong')).status, 403)
  assert.equal((await shop.http.get('/webhooks/whatsapp')).status, 403)
})
