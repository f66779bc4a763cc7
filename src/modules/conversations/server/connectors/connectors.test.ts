import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { canReadOwn } from '#conversations/contract/permissions.ts'
import { watchConnectors } from '#conversations/server/connectors/silence.job.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import { openEgress } from '#kernel/egress/egress.ts'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import { listen } from '#simulators/watoolbox/server.ts'
import { createWAToolboxSimulator, type WAToolboxSimulator } from '#simulators/watoolbox/simulator.ts'

const ana = '5491155550101'
const jpeg =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q=='

type Wired = Shop & {
  simulator: WAToolboxSimulator
  address: string
  id: string
  /** Where the extension posts, and what; of this connector. */
  path: string
  key: string
  speak(body: Record<string, unknown>, path?: string): Promise<number>
  say(text: string, conversationId?: string): Promise<string>
  shown(messageId: string): Promise<{ state: string | null; failure: { reason: string } | null }>
}

let made = 0

/** A shop with a number behind the connector; its extension is the stand-in. One clock for both. */
async function aWiredShop(t: TestContext): Promise<Wired> {
  const shop = await aShop(t)
  const { kernel } = shop
  const address = `hook-${process.pid}-${++made}`
  const simulator = createWAToolboxSimulator({
    seed: t.name,
    clock: manualClock(shop.clock.now().getTime()),
    outgoing: async ({ url, body }) => {
      const answer = await shop.http.post(new URL(url).pathname.replace('/api/v1', ''), Buffer.from(body ?? []).toString(), {
        headers: { 'content-type': 'application/json' },
      })
      return { status: answer.status, headers: {}, body: Buffer.alloc(0) }
    },
  })
  const door = await listen(simulator)
  const before = { egress: kernel.egress, config: kernel.config }
  const egress = openEgress({ allow: [], simulators: () => [door.url] })
  Object.assign(kernel, { egress, config: { ...kernel.config, simulatorUrl: door.url } })
  t.after(async () => {
    Object.assign(kernel, before)
    egress.close()
    await door.close()
  })
  const input = {
    name: 'Mostrador',
    brandId: shop.brandId,
    phone: '+54 9 11 5000-0009',
    address: `https://api.watoolbox.com/webhooks/${address}`,
  }
  const channel = (await shop.http.post('/connectors', input)).body
  const connector = (await shop.http.get(`/connectors/${channel.id}`)).body
  simulator.connect({
    id: address,
    phone: '5491150000009',
    webhookUrl: `http://shop.test${connector.webhookPath}`,
    template: connector.template,
  })
  const key: string = JSON.parse(connector.template).APIKEY
  const path = connector.webhookPath.replace('/api/v1', '')
  const card = async () => only((await shop.list()).filter(({ channelId }) => channelId === channel.id))
  return {
    ...shop,
    simulator,
    address,
    id: channel.id,
    path,
    key,
    speak: async (body, to = path) =>
      (await shop.http.post(to, JSON.stringify(body), { headers: { 'content-type': 'application/json' } })).status,
    async say(text, conversationId) {
      const id = conversationId ?? (await card()).id
      const answer = await shop.http.post(`/conversations/${id}/messages`, { content: { kind: 'text', text } })
      assert.equal(answer.status, 200, JSON.stringify(answer.body))
      return answer.body.id
    },
    async shown(messageId) {
      const message = (await shop.messages((await card()).id)).find(({ id }) => id === messageId)
      return { state: message?.state ?? null, failure: message?.failure ?? null }
    },
  }
}

const hear = async (shop: Wired, text: string, phone = ana): Promise<void> => {
  shop.simulator.receive({ connector: shop.address, phone, name: 'Ana', type: 'chat', text })
  await shop.simulator.settle()
}

test('a connector is created with its limits said, and its secrets are shown only where they have to be pasted', async (t) => {
  const shop = await aWiredShop(t)
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
  const shop = await aWiredShop(t)
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
  const shop = await aWiredShop(t)
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
  const shop = await aWiredShop(t)
  shop.simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 5 } })
  await hear(shop, 'una vez')
  const body = { id: 'x1', type: 'chat', phone: ana, content: 'falso' }
  assert.equal(await shop.speak({ ...body, APIKEY: 'otra' }), 401)
  assert.equal(await shop.speak(body), 401)
  assert.equal(await shop.speak({ ...body, APIKEY: shop.key }, '/webhooks/watoolbox/nadie'), 404)
  assert.equal(await shop.speak([] as never), 400)
  // The key of one connector opens no other.
  const other = await aWiredShop(t)
  assert.equal(await shop.speak({ ...body, APIKEY: shop.key }, other.path), 401)
  const { id } = only(await shop.list())
  assert.equal((await shop.messages(id)).length, 1)
})

test('files come inside of their message, bare or as a data URI, voice notes as such, and twice is once', async (t) => {
  const shop = await aWiredShop(t)
  const { simulator, address } = shop
  simulator.setFault({ at: 'webhook', effect: { kind: 'duplicate', copies: 2 } })
  simulator.receive({ connector: address, phone: ana, type: 'image', base64: jpeg, text: 'Miren' })
  await simulator.settle()
  simulator.receive({
    connector: address,
    phone: ana,
    type: 'ptt',
    base64: Buffer.from('OggS'.padEnd(64, '\0')).toString('base64'),
    mimeType: 'audio/ogg',
  })
  await simulator.settle()
  simulator.receive({ connector: address, phone: ana, type: 'location', location: '-31.4,-64.18' })
  await simulator.settle()
  simulator.receive({ connector: address, phone: ana, type: 'vcard', text: 'BEGIN:VCARD' })
  await simulator.settle()
  const { id } = only(await shop.list())
  const said = (await shop.messages(id)).toReversed()
  assert.deepEqual(
    said.map(({ kind }) => kind),
    ['image', 'audio', 'location', 'unsupported'],
  )
  const [picture, voice] = said.map(
    ({ content }) => content as { caption?: string; media: { state: string; mimeType: string; isVoice: boolean } },
  )
  assert.deepEqual([picture?.media.state, picture?.media.mimeType, picture?.caption], ['ready', 'image/jpeg', 'Miren'])
  assert.deepEqual([voice?.media.state, voice?.media.isVoice], ['ready', true])
  const [stored] = await shop.read(
    (ctx) => ctx.sql<{ all: string }>`select string_agg(d.payload::text, '') as all from conversations.delivery d`,
  )
  assert.ok(!stored?.all.includes(shop.key), 'the key is not kept')
})

test('when the extension says that no tab is open, the agent reads why, the number shows it, and a new try works', async (t) => {
  const shop = await aWiredShop(t)
  await hear(shop, 'Hola')
  shop.simulator.setTab(shop.address, 'closed-and-says-so')
  const id = await shop.say('¿Me leen?')
  await shop.settle()
  const shown = await shop.shown(id)
  assert.deepEqual([shown.state, shown.failure?.reason], ['failed', 'connector-offline'])
  const card = only(await shop.list())
  const trouble = async () => (await shop.http.get(`/conversations/${card.id}`)).body.numbers[0].trouble
  assert.equal(await trouble(), 'offline')
  shop.simulator.setTab(shop.address, 'open')
  shop.clock.advance({ minutes: 1 })
  await shop.http.post(`/messages/${id}/retry`, {})
  await shop.settle()
  assert.equal(await trouble(), null)
  assert.equal(shop.simulator.chat(ana).filter(({ direction }) => direction === 'out').length, 1)
})

test('a closed tab that says yes is noticed by its silence, once, and forgotten when something comes in', async (t) => {
  const shop = await aWiredShop(t)
  await hear(shop, 'Hola')
  shop.simulator.setTab(shop.address, 'closed')
  const id = await shop.say('Esto no llega')
  await shop.settle()
  assert.equal((await shop.shown(id)).state, 'sent', 'nobody can know')
  await shop.http.patch(`/connectors/${shop.id}`, { silenceHours: 6 })
  const watch = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(watchConnectors, {}, {})))
    await shop.settle()
    return (await shop.events()).filter(({ type, data }) => type === 'conversations.connector.changed' && data['trouble'] === 'silent')
      .length
  }
  shop.clock.advance({ hours: 5 })
  assert.equal(await watch(), 0)
  shop.clock.advance({ hours: 1 })
  assert.equal(await watch(), 1)
  assert.equal(await watch(), 1, 'told once')
  assert.equal((await shop.http.get(`/connectors/${shop.id}`)).body.trouble, 'silent')
  shop.simulator.setTab(shop.address, 'open')
  await hear(shop, 'Acá estoy')
  assert.equal((await shop.http.get(`/connectors/${shop.id}`)).body.trouble, null)
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
    const shop = await aWiredShop(t)
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
  const shop = await aWiredShop(t)
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
  const shop = await aWiredShop(t)
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
  const shop = await aWiredShop(t)
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
