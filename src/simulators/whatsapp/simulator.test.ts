import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { manualClock } from './clock-and-random.ts'
import { ANA, EL_GALLO, START, errorCode, stage, textTo, wamidOf } from './stage.ts'
import type { Stage } from './stage.ts'
import { hello, say } from './testing/phone.ts'

const statusesOf = (stage: Stage) => stage.receiver.items('statuses').map((status) => status.status)

test('the receiver is verified before it gets anything', async () => {
  const s = stage()
  hello(s)
  await s.simulator.settle()
  assert.equal(s.receiver.handshakes.length, 1)
  assert.equal(s.receiver.handshakes[0]?.searchParams.get('hub.mode'), 'subscribe')
  assert.equal(s.receiver.posts.length, 1)
  assert.equal(s.simulator.numbers()[0]?.isVerified, true)
})

test('a receiver that fails the handshake gets nothing until it passes', async () => {
  const s = stage({ verifyToken: 'another' })
  hello(s)
  await s.simulator.settle()
  assert.equal(s.receiver.posts.length, 0)
  assert.equal(s.simulator.deliveries()[0]?.state, 'retrying')
})

test('webhooks are signed over their raw bytes, escaped beyond ASCII', async () => {
  const s = stage()
  hello(s, '¿Tenés pollo/papas? 🍗')
  await s.simulator.settle()
  const [post] = s.receiver.posts
  assert.ok(post)
  assert.match(post.body, /^[\x20-\x7e]+$/)
  assert.ok(post.body.includes('\\u00bfTen\\u00e9s pollo\\/papas? \\ud83c\\udf57'))
  const expected = createHmac('sha256', 'app-secret-1').update(post.body).digest('hex')
  assert.equal(post.signature, `sha256=${expected}`)
  assert.equal((s.receiver.items('messages')[0] as { text: { body: string } }).text.body, '¿Tenés pollo/papas? 🍗')
})

test('an answer inside the window is sent, delivered, and read when the customer looks', async () => {
  const s = stage()
  hello(s)
  const answer = await say(s, 'Sí, tenemos', { biz_opaque_callback_data: 'outbox:1' })
  assert.equal(answer.status, 200)
  assert.deepEqual(answer.json.contacts, [{ input: ANA, wa_id: ANA }])
  await s.simulator.advance(5_000)
  assert.deepEqual(statusesOf(s), ['sent', 'delivered'])
  s.simulator.openChat('PN_1', ANA)
  await s.simulator.settle()
  assert.deepEqual(statusesOf(s), ['sent', 'delivered', 'read'])
  const statuses = s.receiver.items('statuses')
  assert.ok(
    statuses.every(
      (status) => status.id === wamidOf(answer) && status.biz_opaque_callback_data === 'outbox:1' && status.recipient_id === ANA,
    ),
  )
  assert.deepEqual(
    statuses.map((status) => status.pricing !== undefined),
    [true, true, false],
  )
  assert.deepEqual(statuses[0]?.pricing, { billable: true, pricing_model: 'PMP', type: 'regular', category: 'service' })
  assert.equal(s.simulator.messages('PN_1', ANA).at(-1)?.ticks, 'read')
})

test('while the chat is open on the phone, what arrives is read at once', async () => {
  const s = stage()
  hello(s)
  s.simulator.openChat('PN_1', ANA)
  await say(s, 'uno')
  await s.simulator.advance(5_000)
  assert.deepEqual(statusesOf(s), ['sent', 'delivered', 'read'])
  s.simulator.closeChat('PN_1', ANA)
  await say(s, 'dos')
  await s.simulator.advance(5_000)
  assert.deepEqual(statusesOf(s).slice(3), ['sent', 'delivered'])
})

test('a phone that is off gets its messages when it comes back, and one without receipts never tells', async () => {
  const s = stage()
  hello(s)
  s.simulator.setPerson(ANA, { isOnline: false, sendsReceipts: false })
  await say(s, 'uno')
  await s.simulator.advance(60_000)
  assert.deepEqual(statusesOf(s), ['sent'])
  s.simulator.setPerson(ANA, { isOnline: true })
  s.simulator.openChat('PN_1', ANA)
  await s.simulator.settle()
  assert.deepEqual(statusesOf(s), ['sent', 'delivered'])
})

test('both spellings of an Argentine number reach the same chat, and the answer tells the one WhatsApp uses', async () => {
  const s = stage()
  hello(s)
  const answer = await s.call('POST', '/v26.0/PN_1/messages', textTo('541155550101', 'hola'))
  assert.deepEqual(answer.json.contacts, [{ input: '541155550101', wa_id: ANA }])
  assert.equal(s.simulator.chats('PN_1').length, 1)
})

test('who hides the phone is seen and reached by the user id only', async () => {
  const s = stage()
  s.simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA, name: 'Leo', username: 'leo', hidesPhone: true },
    content: { type: 'text', text: 'hola' },
  })
  await s.simulator.settle()
  const [message] = s.receiver.items('messages')
  assert.equal(message?.from, undefined)
  const userId = String(message?.from_user_id)
  assert.match(userId, /^AR\.\d{17}$/)
  assert.ok(!s.receiver.posts[0]?.body.includes(ANA))
  const answer = await s.call('POST', '/v26.0/PN_1/messages', {
    messaging_product: 'whatsapp',
    recipient: userId,
    type: 'text',
    text: { body: 'hola' },
  })
  assert.deepEqual(answer.json.contacts, [{ input: userId, user_id: userId }])
  await s.simulator.advance(5_000)
  assert.deepEqual(
    s.receiver.items('statuses').map((status) => [status.status, status.recipient_id, status.recipient_user_id]),
    [
      ['sent', undefined, userId],
      ['delivered', undefined, userId],
    ],
  )
})

test('a user id in the field of the phone is accepted and never heard of again', async () => {
  const s = stage()
  const answer = await s.call('POST', '/v26.0/PN_1/messages', textTo('AR.12345678901234567', 'x'))
  assert.equal(answer.status, 200)
  await s.simulator.advance(60_000)
  assert.equal(s.receiver.posts.length, 0)
  assert.equal(s.simulator.lost().length, 1)
})

test('reading marks what came before too, and typing shows for 25 seconds or until the answer', async () => {
  const s = stage()
  const first = hello(s, 'uno')
  await s.simulator.advance(1_000)
  const second = hello(s, 'dos')
  const read = (id: string, more = {}) =>
    s.call('POST', '/v26.0/PN_1/messages', { messaging_product: 'whatsapp', status: 'read', message_id: id, ...more })
  assert.deepEqual((await read(second.id, { typing_indicator: { type: 'text' } })).json, { success: true })
  assert.deepEqual(
    s.simulator.messages('PN_1', ANA).map((message) => [message.id, message.isReadByBusiness]),
    [
      [first.id, true],
      [second.id, true],
    ],
  )
  assert.equal(s.simulator.chats('PN_1')[0]?.isBusinessTyping, true)
  await say(s, 'ya va')
  assert.equal(s.simulator.chats('PN_1')[0]?.isBusinessTyping, false)
  assert.equal(errorCode(await read('wamid.nope')), 131009)
})

test('a reaction of the business is only ever sent', async () => {
  const s = stage()
  const message = hello(s)
  const body = { messaging_product: 'whatsapp', to: ANA, type: 'reaction', reaction: { message_id: message.id, emoji: '👍' } }
  assert.equal((await s.call('POST', '/v26.0/PN_1/messages', body)).status, 200)
  s.simulator.openChat('PN_1', ANA)
  await s.simulator.advance(60_000)
  assert.deepEqual(statusesOf(s), ['sent'])
  assert.equal(s.simulator.messages('PN_1', ANA)[0]?.reactions.business, '👍')
})

test('who watches hears of every message and tick', async () => {
  const s = stage()
  const heard: string[] = []
  const stop = s.simulator.watch((event) =>
    heard.push(event.type === 'typing' ? 'typing' : `${event.type} ${event.message.direction} ${event.message.ticks}`),
  )
  hello(s)
  await say(s, 'hola')
  await s.simulator.advance(5_000)
  stop()
  s.simulator.openChat('PN_1', ANA)
  assert.deepEqual(heard, ['message in null', 'message out pending', 'status out sent', 'status out delivered'])
})

test('two numbers of one account share nothing but the account', async () => {
  const s = stage()
  s.simulator.register({ ...EL_GALLO, phoneNumberId: 'PN_3', displayPhone: '+54 9 11 5000-0003' })
  hello(s)
  assert.equal(s.simulator.chats('PN_3').length, 0)
  const list = await s.call('GET', '/v26.0/WABA_1/phone_numbers?fields=display_phone_number')
  assert.deepEqual(
    (list.json.data as { id: string }[]).map((number) => number.id),
    ['PN_1', 'PN_3'],
  )
})

test('the number, the token and the subscription can be asked for', async () => {
  const s = stage()
  const number = await s.call('GET', '/v26.0/PN_1?fields=verified_name,quality_rating,status')
  assert.deepEqual(number.json, { id: 'PN_1', verified_name: 'El Gallo', quality_rating: 'GREEN', status: 'CONNECTED' })
  const token = await s.call('GET', '/v26.0/debug_token?input_token=token-1')
  assert.equal((token.json.data as { is_valid: boolean }).is_valid, true)
  await s.call('DELETE', '/v26.0/WABA_1/subscribed_apps')
  hello(s)
  await s.simulator.settle()
  assert.equal(s.receiver.posts.length, 0)
  await s.call('POST', '/v26.0/WABA_1/subscribed_apps', {})
  hello(s)
  await s.simulator.settle()
  assert.equal(s.receiver.posts.length, 1)
})

test('a new receiver is taken only when it passes the handshake', async () => {
  const s = stage()
  const redirect = (verify_token: string) =>
    s.call('POST', '/v26.0/WABA_1/subscribed_apps', { override_callback_uri: 'http://receiver.test/other', verify_token })
  assert.equal(errorCode(await redirect('wrong')), 2200)
  assert.equal(s.simulator.numbers()[0]?.webhookUrl, 'http://receiver.test/hook')
  assert.deepEqual((await redirect('verify-me')).json, { success: true })
  hello(s)
  await s.simulator.settle()
  assert.equal(s.receiver.posts[0]?.url, 'http://receiver.test/other')
})

test('the same seed makes the same ids and instants', async () => {
  const run = async () => {
    const s = stage({ seed: 'again' })
    hello(s)
    const id = wamidOf(await say(s, 'x'))
    await s.simulator.advance(5_000)
    return [id, ...s.receiver.posts.map((post) => post.body)]
  }
  assert.deepEqual(await run(), await run())
})

test('a restored past opens the window and is told to nobody', async () => {
  const s = stage({ windowErrors: 'sync' })
  let heard = 0
  s.simulator.watch(() => heard++)
  const past = {
    phoneNumberId: 'PN_1',
    person: { waId: ANA, name: 'Ana' },
    messages: [
      { id: 'wamid.2', direction: 'out' as const, at: '2026-11-20T10:05:00.000Z', text: 'Sí', ticks: 'delivered' as const },
      { id: 'wamid.1', direction: 'in' as const, at: '2026-11-20T10:00:00.000Z', text: '¿Hay pollo?' },
    ],
  }
  s.simulator.restoreChat(past)
  const chat = s.simulator.restoreChat(past)
  assert.deepEqual([chat.messages, chat.isWindowOpen, chat.unread, heard], [2, true, 1, 0])
  assert.deepEqual(
    s.simulator.messages('PN_1', ANA).map((message) => [message.text, message.ticks]),
    [
      ['¿Hay pollo?', null],
      ['Sí', 'delivered'],
    ],
  )
  assert.equal((await say(s, 'hola de nuevo', { context: { message_id: 'wamid.1' } })).status, 200)
  s.simulator.openChat('PN_1', ANA)
  await s.simulator.settle()
  assert.deepEqual(
    s.receiver.items('statuses').map((status) => [status.id, status.status]),
    [['wamid.2', 'read']],
  )
})

test('the same seed after a restart makes no id that was given before', async () => {
  const idsFrom = async (start: number) => {
    const s = stage({ seed: 'again', clock: manualClock(start) })
    hello(s)
    return wamidOf(await say(s, 'x'))
  }
  assert.notEqual(await idsFrom(START), await idsFrom(START + 1))
  const s = stage()
  const ids = Array.from({ length: 5_000 }, () => hello(s).id)
  assert.equal(new Set(ids).size, 5_000)
})
