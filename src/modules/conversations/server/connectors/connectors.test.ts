import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { aShop, only } from '#conversations/server/testing/stage.ts'
import { ana, aConnectedShop, hear } from '#conversations/server/testing/connected-shop.ts'

test('a connector is created with its limits said, and its secrets are shown only where they have to be pasted', async (t) => {
  const shop = await aConnectedShop(t)
  const channel = (await shop.http.get(`/channels/${shop.id}`)).body
  assert.deepEqual([channel.kind, channel.displayPhone, channel.state], ['watoolbox', '+54 9 11 5000-0009', 'ok'])
  const { isOfficial, receipts, reactions, templates, windowHours } = channel.capabilities
  assert.deepEqual([isOfficial, receipts, reactions, templates, windowHours], [false, false, false, false, null])
  const told = JSON.stringify([channel, (await shop.http.get('/channel-names')).body, await shop.events()])
  for (const secret of [shop.address, shop.key, shop.path.split('/').at(-1) ?? '?']) assert.ok(!told.includes(secret), secret)
  const again = { name: 'Otra vez', brandId: shop.brandId, phone: '+54 9 11 5000-0009', address: shop.address }
  assert.equal((await shop.http.post('/connectors', again)).body.code, 'conversations.number_in_use')
  assert.equal((await shop.http.post('/connectors', { ...again, address: 'no es nada' })).body.code, 'conversations.connector_address')
  assert.equal(
    (await shop.http.post('/connectors', { ...again, address: 'hook-nuevo', phone: 'abcd' })).body.code,
    'conversations.connector_phone',
  )
  const agent = shop.as({ permissions: [canReadOwn] })
  assert.equal((await agent.http.get(`/connectors/${shop.id}`)).status, 403)
  assert.equal((await (await aShop(t)).http.get(`/connectors/${shop.id}`)).status, 404)
})

test('what a customer writes arrives, the answer is on the telephone, and one tick is all that is ever shown', async (t) => {
  const shop = await aConnectedShop(t)
  await hear(shop, '¿Tienen pollo?')
  const card = only(await shop.list())
  assert.deepEqual([card.channelKind, card.contactName, card.windowExpiresAt], ['watoolbox', 'Ana', null])
  const { numbers, block } = (await shop.http.get(`/conversations/${card.id}`)).body
  assert.deepEqual([block, numbers[0].block, numbers[0].trouble], [null, null, null])
  const id = await shop.say('Sí')
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'sent')
  assert.deepEqual(
    shop.simulator.chat(ana).map(({ text }) => text),
    ['¿Tienen pollo?', 'Sí'],
  )
  shop.clock.advance({ hours: 30 })
  const late = await shop.say('Seguimos acá')
  await shop.settle()
  assert.equal((await shop.shown(late)).state, 'sent', 'there is no window')
})

test('messages of one number leave three to six seconds apart, whoever they are for', async (t) => {
  const shop = await aConnectedShop(t)
  const people = ['5491155550101', '5491155550102', '5491155550103']
  for (const phone of people) await hear(shop, 'Hola', phone)
  const cards = await shop.list()
  for (const { id } of cards) for (const n of [1, 2]) await shop.say(`m${n}`, id)
  const sent: number[] = []
  for (let tenth = 0; tenth < 600; tenth++) {
    await shop.settle()
    const out = people.flatMap((phone) => shop.simulator.chat(phone).filter(({ direction }) => direction === 'out')).length
    while (sent.length < out) sent.push(tenth * 100)
    if (out === 6) break
    shop.clock.advance({ ms: 100 })
  }
  assert.equal(sent.length, 6)
  const pauses = sent.slice(1).map((at, i) => at - (sent[i] ?? 0))
  for (const pause of pauses) assert.ok(pause >= 2_900 && pause <= 6_100, pauses.join(', '))
  for (const phone of people)
    assert.deepEqual(
      shop.simulator
        .chat(phone)
        .filter(({ direction }) => direction === 'out')
        .map(({ text }) => text),
      ['m1', 'm2'],
    )
})

test('a delivery that is repeated is one message, and one without the right key or path is none', async (t) => {
  const shop = await aConnectedShop(t)
  shop.simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 5 } })
  await hear(shop, 'una vez')
  const body = { id: 'x1', type: 'chat', phone: ana, content: 'falso' }
  assert.equal(await shop.speak({ ...body, APIKEY: 'otra' }), 401)
  assert.equal(await shop.speak(body), 401)
  assert.equal(await shop.speak({ ...body, APIKEY: shop.key }, '/webhooks/watoolbox/nadie'), 404)
  assert.equal(await shop.speak([] as never), 400)
  // The key of one connector opens no other.
  const other = await aConnectedShop(t)
  assert.equal(await shop.speak({ ...body, APIKEY: shop.key }, other.path), 401)
  const { id } = only(await shop.list())
  assert.equal((await shop.messages(id)).length, 1)
})

const cells = [
  { name: 'answers 429', effect: { kind: 'status', status: 429 }, state: 'queued', reason: 'too-fast', copies: 0 },
  { name: 'answers 500', effect: { kind: 'status', status: 500 }, state: 'unknown', reason: null, copies: 0 },
  {
    name: 'says that the order makes no sense',
    effect: { kind: 'status', status: 400 },
    state: 'failed',
    reason: 'request-refused',
    copies: 0,
  },
  { name: 'is cut off after taking the order', effect: { kind: 'reset', isTaken: true }, state: 'unknown', reason: null, copies: 1 },
  { name: 'is cut off before', effect: { kind: 'reset', isTaken: false }, state: 'unknown', reason: null, copies: 0 },
  { name: 'says yes in words of its own', effect: { kind: 'garbled' }, state: 'sent', reason: null, copies: 1 },
] as const

for (const { name, effect, state, reason, copies } of cells) {
  test(`when the connector ${name}, the agent reads what is true and the customer gets it at most once`, async (t) => {
    const shop = await aConnectedShop(t)
    await hear(shop, 'Hola')
    shop.simulator.setFault({ at: 'send', effect })
    const id = await shop.say('una sola vez')
    await shop.settle()
    const shown = await shop.shown(id)
    assert.deepEqual([shown.state, shown.failure?.reason ?? null], [state, reason])
    assert.equal(shop.simulator.chat(ana).filter(({ direction }) => direction === 'out').length, copies)
  })
}

test('an address that nobody answers at stops the number and keeps what waits until there is another', async (t) => {
  const shop = await aConnectedShop(t)
  await hear(shop, 'Hola')
  shop.simulator.setFault({ at: 'send', effect: { kind: 'status', status: 404 } })
  const id = await shop.say('Espera')
  await shop.settle()
  const channel = (await shop.http.get(`/channels/${shop.id}`)).body
  assert.deepEqual([channel.state, channel.stopReason, (await shop.shown(id)).state], ['stopped', 'connector-gone', 'queued'])
  await shop.http.patch(`/connectors/${shop.id}`, { address: shop.address })
  shop.clock.advance({ minutes: 1 })
  assert.equal((await shop.http.delete(`/channels/${shop.id}/stop`)).status, 200)
  shop.clock.advance({ seconds: 10 })
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'sent')
})

test('places, reactions and quotes are refused instead of being lost on the way', async (t) => {
  const shop = await aConnectedShop(t)
  await hear(shop, 'Hola')
  const card = only(await shop.list())
  const [heard] = await shop.messages(card.id)
  const place = { kind: 'location', latitude: 1, longitude: 1 }
  const post = (body: unknown) => shop.http.post(`/conversations/${card.id}/messages`, body)
  assert.equal((await post({ content: place })).body.code, 'conversations.content_refused')
  assert.equal((await post({ content: { kind: 'text', text: 'x' }, replyToId: heard?.id })).body.code, 'conversations.cannot_quote')
  assert.equal((await shop.http.put(`/messages/${heard?.id}/reaction`, { emoji: '👍' })).body.code, 'conversations.cannot_react')
})

test('a customer who writes to the connector and to the official number has one thread', async (t) => {
  const shop = await aConnectedShop(t)
  await hear(shop, 'Por el conector')
  await shop.hear({ from: ana, text: 'Por la API' })
  const card = only(await shop.list())
  assert.deepEqual([card.channelKind, card.windowExpiresAt !== null], ['whatsapp', true])
  const { numbers } = (await shop.http.get(`/conversations/${card.id}`)).body
  assert.deepEqual(
    numbers.map(({ kind, block }: { kind: string; block: string | null }) => [kind, block]),
    [
      ['whatsapp', null],
      ['watoolbox', null],
    ],
  )
})
