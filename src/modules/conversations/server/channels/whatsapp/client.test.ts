import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FaultEffect, FaultPlace } from '#simulators/whatsapp/faults.ts'
import { client } from './client.ts'
import type { Result } from './client.ts'
import type { OutboundContent } from './outbound.ts'
import { ANA, overLoopback, running, to, text, failed } from '#conversations/server/testing/running-client.ts'

test('a message is accepted, with the id that its ticks will carry', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const result = await whatsapp.sendMessage(text)
  assert.ok(result.ok)
  assert.equal(result.waId, ANA)
  assert.deepEqual(
    simulator.sent().map((message) => [message.id, message.callbackData]),
    [[result.wamid, 'outbox:1']],
  )
})

const reply = { id: 'y', title: 'Sí' }

const contents: OutboundContent[] = [
  { type: 'text', body: 'Hola', showPreview: true },
  { type: 'image', media: { link: 'https://files.test/a.jpg' }, caption: 'promo' },
  { type: 'location', latitude: -31.4, longitude: -64.2, name: 'Local' },
  {
    type: 'contacts',
    contacts: [
      {
        name: { formatted: 'Beto' },
        organization: 'El Gallo',
        phones: [{ phone: '+1 809 555 0102' }],
        emails: [{ email: 'beto@example.com' }],
      },
    ],
  },
  { type: 'buttons', body: '¿Confirmás?', header: { type: 'text', text: 'Pedido' }, footer: 'El Gallo', buttons: [reply] },
  { type: 'buttons', body: '¿Confirmás?', header: { type: 'image', media: { link: 'https://files.test/a.jpg' } }, buttons: [reply] },
  {
    type: 'list',
    body: 'Elegí',
    header: 'Menú',
    button: 'Ver',
    sections: [
      { title: 'A', rows: [{ id: 'r', title: 'Balde', description: 'doce' }] },
      { title: 'B', rows: [{ id: 's', title: 'Papas' }] },
    ],
  },
  { type: 'link-button', body: 'Pagá acá', text: 'Pagar', url: 'https://x.test/p' },
  { type: 'product', catalogId: 'C', retailerId: 'balde' },
  { type: 'product-list', body: 'Mirá', header: 'Menú', catalogId: 'C', sections: [{ title: 'Baldes', retailerIds: ['a', 'b'] }] },
  { type: 'catalog', body: 'Todo', thumbnailRetailerId: 'a' },
  { type: 'flow', body: 'Reservá', flow: { id: '9' }, text: 'Abrir', token: 't', start: { action: 'navigate', screen: 'A' } },
  { type: 'flow', body: 'Reservá', flow: { name: 'mesa' }, text: 'Abrir', token: 't', start: { action: 'data_exchange' }, isDraft: true },
  { type: 'location-request', body: '¿Dónde estás?' },
  { type: 'contact-request', body: '¿Tu teléfono?' },
  {
    type: 'carousel',
    body: 'Promos',
    cards: [
      {
        header: { type: 'image', media: { link: 'https://files.test/a.jpg' } },
        body: 'uno',
        buttons: { kind: 'replies', replies: [reply] },
      },
      {
        header: { type: 'image', media: { link: 'https://files.test/a.jpg' } },
        buttons: { kind: 'link', text: 'Ver', url: 'https://x.test' },
      },
    ],
  },
]

for (const content of contents) {
  test(`the interface takes what we build for ${content.type}`, async (t) => {
    const { whatsapp } = await running(t)
    const result = await whatsapp.sendMessage({ to, content })
    assert.ok(result.ok, result.ok ? '' : `${result.verdict.code} ${result.detail}`)
  })
}

test('an answer, a reaction and a template reach the phone as what they are', async (t) => {
  const { simulator, settings, whatsapp } = await running(t)
  const [hello] = simulator.messages('PN_1', ANA)
  assert.ok((await whatsapp.sendMessage({ ...text, replyToId: hello?.id })).ok)
  assert.ok((await whatsapp.sendMessage({ to, content: { type: 'reaction', messageId: hello?.id ?? '', emoji: '👍' } })).ok)
  const template = {
    name: 'aviso',
    language: 'es_AR',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hola {{1}}, tu pedido salió.', example: { body_text: [['Ana']] } }],
  }
  const created = await fetch(`${settings.baseUrl}/v26.0/WABA_1/message_templates`, {
    method: 'POST',
    headers: { authorization: 'Bearer token-1' },
    body: JSON.stringify(template),
  })
  assert.equal(created.status, 200)
  await simulator.advance(60_000)
  const components = [{ type: 'body' as const, parameters: [{ type: 'text' as const, text: 'Ana' }] }]
  assert.ok((await whatsapp.sendMessage({ to, content: { type: 'template', name: 'aviso', language: 'es_AR', components } })).ok)
  const shown = simulator.messages('PN_1', ANA)
  assert.equal(shown[0]?.reactions.business, '👍')
  assert.equal(shown[1]?.replyTo, hello?.id)
  assert.equal(shown.at(-1)?.text, 'Hola Ana, tu pedido salió.')
})

test('a person without a phone is reached by the user id', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const { customer } = simulator.chats('PN_1')[0] ?? assert.fail()
  const result = await whatsapp.sendMessage({ ...text, to: { userId: customer.userId } })
  assert.ok(result.ok)
  assert.deepEqual([result.waId, result.userId], [null, customer.userId])
})

test('what breaks a limit is never sent', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const result = failed(await whatsapp.sendMessage({ to, content: { type: 'text', body: 'x'.repeat(5_000) } }))
  assert.deepEqual([result.verdict.outcome, result.breaches?.[0]?.limit], ['fail', 'text.body'])
  assert.equal(simulator.sent().length, 0)
})

const faults: [FaultEffect, string, { accepted: number; code?: number | null; wait?: number }][] = [
  [{ kind: 'error', code: 131000 }, 'retry', { accepted: 0, code: 131000, wait: 2 }],
  [{ kind: 'error', code: 130429, retryAfterSeconds: 30 }, 'retry', { accepted: 0, code: 130429, wait: 30 }],
  [{ kind: 'error', code: 131056 }, 'retry', { accepted: 0, code: 131056, wait: 4 }],
  [{ kind: 'error', code: 131030 }, 'alternate-number', { accepted: 0, code: 131030 }],
  [{ kind: 'error', code: 131047 }, 'fail', { accepted: 0, code: 131047 }],
  [{ kind: 'error', code: 190 }, 'stop-channel', { accepted: 0, code: 190 }],
  [{ kind: 'error', code: 368 }, 'stop-channel', { accepted: 0, code: 368 }],
  [{ kind: 'gateway', status: 502 }, 'unknown', { accepted: 0 }],
  [{ kind: 'gateway', status: 504, isAccepted: true }, 'unknown', { accepted: 1 }],
  [{ kind: 'silence', isAccepted: true }, 'unknown', { accepted: 1 }],
  [{ kind: 'silence', isAccepted: false }, 'unknown', { accepted: 0 }],
  [{ kind: 'reset', when: 'before' }, 'unknown', { accepted: 0 }],
  [{ kind: 'reset', when: 'after' }, 'unknown', { accepted: 1 }],
  [{ kind: 'reset', when: 'mid-body' }, 'unknown', { accepted: 1 }],
  [{ kind: 'garbled' }, 'unknown', { accepted: 1 }],
  [{ kind: 'latency', ms: 5_000 }, 'unknown', { accepted: 1 }],
]

for (const [effect, outcome, { accepted, code = null, wait }] of faults) {
  test(`a send that meets ${JSON.stringify(effect)} ends as ${outcome}`, async (t) => {
    const { simulator, settings, whatsapp } = await running(t)
    simulator.setFault({ at: 'send', effect, times: 1 })
    // Time enough for the request to arrive, and not to wait for an answer.
    const isMute = effect.kind === 'silence' || effect.kind === 'latency'
    const hurried = client({ ...settings, timeoutMs: 1_000 }, overLoopback)
    const { verdict } = failed(await (isMute ? hurried : whatsapp).sendMessage(text))
    assert.deepEqual([verdict.outcome, verdict.code, simulator.sent().length], [outcome, code, accepted])
    if (wait) assert.equal(verdict.retryAfterSeconds, wait)
    assert.ok((await whatsapp.sendMessage(text)).ok, 'the fault is over')
  })
}

test('an unknown outcome is settled by the status that carries our reference', async (t) => {
  const { simulator, whatsapp } = await running(t)
  simulator.setFault({ at: 'send', effect: { kind: 'reset', when: 'after' }, times: 1 })
  assert.equal(failed(await whatsapp.sendMessage({ ...text, callbackData: 'outbox:77' })).verdict.outcome, 'unknown')
  await simulator.advance(5_000)
  assert.deepEqual(
    simulator.sent().map((message) => [message.callbackData, message.ticks]),
    [['outbox:77', 'delivered']],
  )
})

test('a provider that cannot be reached was certainly not written to', async () => {
  const whatsapp = client({ baseUrl: 'http://127.0.0.1:1', version: 'v26.0', phoneNumberId: 'PN_1', token: 't' }, overLoopback)
  const { verdict } = failed(await whatsapp.sendMessage(text))
  assert.deepEqual([verdict.outcome, verdict.reason], ['retry', 'unreachable'])
})

test('the alternate spelling is offered once', async (t) => {
  const { simulator, whatsapp } = await running(t)
  simulator.register({
    phoneNumberId: 'PN_1',
    wabaId: 'WABA_1',
    displayPhone: '+54 9 11 5000-0001',
    token: 'token-1',
    allowList: ['541155550101'],
  })
  assert.equal(failed(await whatsapp.sendMessage(text)).verdict.outcome, 'alternate-number')
  assert.equal(failed(await whatsapp.sendMessage(text, { isAlternate: true })).verdict.outcome, 'fail')
  const other = await whatsapp.sendMessage({ ...text, to: { waId: '541155550101' } }, { isAlternate: true })
  assert.ok(other.ok)
  assert.equal(other.waId, ANA)
})

test('reading, typing, the number and the subscription', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const [hello] = simulator.messages('PN_1', ANA)
  assert.ok((await whatsapp.markRead(hello?.id ?? '', true)).ok)
  assert.deepEqual([simulator.messages('PN_1', ANA)[0]?.isReadByBusiness, simulator.chats('PN_1')[0]?.isBusinessTyping], [true, true])
  const number = await whatsapp.phoneNumber()
  assert.ok(number.ok)
  assert.deepEqual([number.displayPhone, number.quality, number.tier], ['+54 9 11 5000-0001', 'green', 'TIER_1K'])
  const list = await whatsapp.phoneNumbers('WABA_1')
  assert.ok(list.ok && list.numbers.length === 1)
  assert.ok((await whatsapp.subscribe('WABA_1')).ok)
  assert.equal(failed(await whatsapp.subscribe('WABA_9')).verdict.outcome, 'fail')
})

test('what can be repeated without harm is retried instead of left unknown', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const places: FaultPlace[] = ['receipt', 'upload', 'account']
  for (const at of places) simulator.setFault({ at, effect: { kind: 'reset', when: 'after' }, times: 1 })
  const [hello] = simulator.messages('PN_1', ANA)
  const results = [
    await whatsapp.markRead(hello?.id ?? ''),
    await whatsapp.uploadMedia({ bytes: Buffer.from('x'), mimeType: 'image/png', name: 'a' }),
    await whatsapp.phoneNumber(),
  ]
  assert.deepEqual(
    results.map((result) => failed(result as Result<object>).verdict.outcome),
    ['retry', 'retry', 'retry'],
  )
})
