import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import type { FaultEffect } from './faults.ts'
import { ANA, EL_GALLO, stage, textTo } from './stage.ts'
import type { Stage } from './stage.ts'
import { escapedJson } from './webhooks.ts'

const hello = (s: Stage, text: string, waId = ANA) =>
  s.simulator.receive({ phoneNumberId: 'PN_1', from: { waId }, content: { type: 'text', text } })
const texts = (s: Stage) => s.receiver.items('messages').map((message) => (message as { text: { body: string } }).text.body)
const spoil = (s: Stage, effect: FaultEffect, more: { times?: number; probability?: number } = {}) =>
  s.simulator.setFault({ at: 'webhook', effect, ...more })

test('a receiver that does not answer 200 gets the same bytes again, later and later', async () => {
  const s = stage()
  s.receiver.answers.push(500, 302, 'cut', 204)
  hello(s, 'insisto')
  await s.simulator.advance(1)
  assert.equal(s.receiver.posts.length, 1)
  await s.simulator.advance(60_000)
  assert.equal(s.receiver.posts.length, 5)
  assert.equal(new Set(s.receiver.posts.map((post) => post.body + post.signature)).size, 1)
  const [delivery] = s.simulator.deliveries()
  assert.equal(delivery?.state, 'delivered')
  const waits = delivery?.attempts.slice(1).map((attempt, index) => attempt.at - (delivery.attempts[index]?.at ?? 0))
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000])
})

test('after seven days of silence the event is dropped for ever', async () => {
  const s = stage()
  s.receiver.answers.push(...Array.from({ length: 400 }, () => 503))
  hello(s, 'nadie')
  await s.simulator.advance(8 * 86_400_000)
  const [delivery] = s.simulator.deliveries()
  assert.equal(delivery?.state, 'dropped')
  const posts = s.receiver.posts.length
  assert.ok(posts > 100)
  await s.simulator.advance(86_400_000)
  assert.equal(s.receiver.posts.length, posts)
})

test('a failing event does not hold up the others', async () => {
  const s = stage({ webhookConcurrency: 1 })
  s.receiver.answers.push(500)
  hello(s, 'uno')
  hello(s, 'dos')
  await s.simulator.settle()
  assert.deepEqual(texts(s), ['uno', 'dos'])
  await s.simulator.advance(2_000)
  assert.deepEqual(texts(s), ['uno', 'dos', 'uno'])
})

test('events can come several to a POST, of several people, with each profile once', async () => {
  const s = stage()
  spoil(s, { kind: 'batch', size: 4 })
  for (const [text, waId] of [
    ['a', ANA],
    ['b', '5491155550102'],
    ['c', ANA],
    ['d', ANA],
    ['e', ANA],
  ] as const)
    hello(s, text, waId)
  await s.simulator.settle()
  assert.equal(s.receiver.posts.length, 1)
  const value = (
    JSON.parse(s.receiver.posts[0]?.body ?? '') as { entry: { changes: { value: { contacts: unknown[]; messages: unknown[] } }[] }[] }
  ).entry[0]?.changes[0]?.value
  assert.deepEqual([value?.messages.length, value?.contacts.length], [4, 2])
  await s.simulator.advance(2_000)
  assert.deepEqual(texts(s), ['a', 'b', 'c', 'd', 'e'])
})

test('messages and ticks of two numbers can share a POST in separate changes', async () => {
  const s = stage()
  s.simulator.register({ ...EL_GALLO, phoneNumberId: 'PN_2', wabaId: 'WABA_2', token: 'token-2' })
  hello(s, 'uno')
  await s.call('POST', '/v26.0/PN_1/messages', textTo(ANA, 'x'))
  spoil(s, { kind: 'batch', size: 3, withinMs: 10_000 })
  s.simulator.receive({ phoneNumberId: 'PN_2', from: { waId: ANA }, content: { type: 'text', text: 'dos' } })
  await s.simulator.advance(5_000)
  const body = JSON.parse(s.receiver.posts.at(-1)?.body ?? '') as { entry: { id: string; changes: { value: object }[] }[] }
  assert.deepEqual(
    body.entry.map((entry) => entry.id),
    ['WABA_2', 'WABA_1'],
  )
  assert.deepEqual(
    body.entry.map((entry) => Object.keys(entry.changes[0]?.value ?? {}).at(-1)),
    ['contacts', 'statuses'],
  )
})

test('copies, disorder, delays and losses come as often as asked', async () => {
  const s = stage()
  spoil(s, { kind: 'duplicate', copies: 2 }, { times: 1 })
  hello(s, 'tres veces')
  await s.simulator.advance(10_000)
  assert.deepEqual(texts(s), ['tres veces', 'tres veces', 'tres veces'])

  s.simulator.clearFaults()
  spoil(s, { kind: 'lose' }, { times: 1 })
  hello(s, 'perdido')
  spoil(s, { kind: 'delay', ms: 3 * 86_400_000 }, { times: 1 })
  hello(s, 'tres días tarde')
  hello(s, 'a tiempo')
  await s.simulator.advance(1_000)
  assert.deepEqual(texts(s).slice(3), ['a tiempo'])
  await s.simulator.advance(3 * 86_400_000)
  assert.deepEqual(texts(s).slice(3), ['a tiempo', 'tres días tarde'])

  s.simulator.clearFaults()
  spoil(s, { kind: 'shuffle', withinMs: 10_000 })
  const order = Array.from({ length: 12 }, (_, index) => `n${index}`)
  for (const text of order) hello(s, text)
  await s.simulator.advance(20_000)
  const arrived = texts(s).slice(5)
  assert.deepEqual(arrived.toSorted(), order.toSorted())
  assert.notDeepEqual(arrived, order)
})

test('a probability is honoured and repeatable', async () => {
  const lost = async (seed: string) => {
    const s = stage({ seed })
    spoil(s, { kind: 'lose' }, { probability: 0.3 })
    for (let index = 0; index < 300; index++) hello(s, `${index}`)
    await s.simulator.settle()
    return 300 - s.receiver.posts.length
  }
  const first = await lost('one')
  assert.ok(first > 60 && first < 120, String(first))
  assert.equal(await lost('one'), first)
})

test('forged and unsigned webhooks can be sent', async () => {
  const s = stage()
  spoil(s, { kind: 'bad-signature' }, { times: 1 })
  hello(s, 'uno')
  spoil(s, { kind: 'unsigned' }, { times: 1 })
  hello(s, 'dos')
  const raw = Buffer.from('{"object":"page"}')
  s.simulator.postRaw('PN_1', raw)
  await s.simulator.settle()
  const [bad, unsigned, forged] = s.receiver.posts
  const right = (body = '') => `sha256=${createHmac('sha256', 'app-secret-1').update(body).digest('hex')}`
  assert.notEqual(bad?.signature, right(bad?.body))
  assert.equal(unsigned?.signature, undefined)
  assert.deepEqual([forged?.body, forged?.signature], ['{"object":"page"}', right('{"object":"page"}')])
})

test('a skipped delivered goes straight to read, and the price goes with it', async () => {
  const s = stage()
  hello(s, 'hola')
  s.simulator.setFault({ at: 'status', effect: { kind: 'skip', status: 'delivered' } })
  await s.call('POST', '/v26.0/PN_1/messages', textTo(ANA, 'x'))
  await s.simulator.advance(5_000)
  s.simulator.openChat('PN_1', ANA)
  await s.simulator.settle()
  const statuses = s.receiver.items('statuses')
  assert.deepEqual(
    statuses.map((status) => [status.status, status.pricing !== undefined]),
    [
      ['sent', true],
      ['read', true],
    ],
  )
})

test('a message can fail after it was accepted, for one customer only', async () => {
  const s = stage()
  hello(s, 'hola')
  hello(s, 'hola', '5491155550102')
  s.simulator.setFault({ at: 'outcome', effect: { kind: 'fail', code: 131049 }, customer: '541155550101' })
  await s.call('POST', '/v26.0/PN_1/messages', textTo(ANA, 'x'))
  await s.call('POST', '/v26.0/PN_1/messages', textTo('5491155550102', 'x'))
  await s.simulator.advance(5_000)
  const seen = s.receiver.items('statuses').map((status) => [status.recipient_id, status.status])
  assert.deepEqual(
    seen.toSorted(),
    [
      [ANA, 'failed'],
      ['5491155550102', 'sent'],
      ['5491155550102', 'delivered'],
    ].toSorted(),
  )
})

test('JSON is escaped as the provider escapes it', () => {
  assert.equal(escapedJson({ a: 'ñ/\u2028é😀' }), '{"a":"\\u00f1\\/\\u2028\\u00e9\\ud83d\\ude00"}')
})
