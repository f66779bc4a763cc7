import assert from 'node:assert/strict'
import { request as httpRequest } from 'node:http'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { manualClock } from '#simulators/whatsapp/clock-and-random.ts'
import type { FaultEffect, FaultPlace } from '#simulators/whatsapp/faults.ts'
import { listen } from '#simulators/whatsapp/server.ts'
import { createWhatsAppSimulator } from '#simulators/whatsapp/simulator.ts'
import { client } from './client.ts'
import type { Failed, Result } from './client.ts'
import type { OutboundContent } from './outbound.ts'
import type { SendHttp } from './transport.ts'

const ANA = '5491155550101'

/** One connection per request, a deadline, and no retry: what the kernel's way out does, without its rules. */
const overLoopback: SendHttp = ({ method, url, headers, body, timeoutMs }) =>
  new Promise((resolve, reject) => {
    const call = httpRequest(url, { method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }))
      answer.on('error', reject)
    })
    const deadline = setTimeout(() => call.destroy(Object.assign(new Error('time out'), { code: 'ETIMEDOUT' })), timeoutMs)
    call.on('close', () => clearTimeout(deadline))
    call.on('error', reject)
    call.end(body)
  })

async function running(t: TestContext) {
  const simulator = createWhatsAppSimulator({
    seed: 'client',
    appSecret: 's',
    verifyToken: 'v',
    clock: manualClock(Date.UTC(2026, 10, 20, 15)),
    outgoing: async () => ({ status: 200, headers: { 'content-type': 'image/jpeg' }, body: Buffer.from('x') }),
  })
  const server = await listen(simulator)
  t.after(() => server.close())
  simulator.register({ phoneNumberId: 'PN_1', wabaId: 'WABA_1', displayPhone: '+54 9 11 5000-0001', token: 'token-1' })
  simulator.receive({ phoneNumberId: 'PN_1', from: { waId: ANA, name: 'Ana' }, content: { type: 'text', text: 'Hola' } })
  const settings = { baseUrl: server.url, version: 'v26.0', phoneNumberId: 'PN_1', token: 'token-1', timeoutMs: 20_000 }
  return { simulator, settings, whatsapp: client(settings, overLoopback) }
}

const to = { waId: ANA }
const text = { to, content: { type: 'text', body: 'Hola' } as const, callbackData: 'outbox:1' }
function failed<T>(result: Result<T>): Failed {
  assert.equal(result.ok, false)
  return result as Failed
}

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

test('a file goes up, is sent, comes down, and is deleted', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const bytes = Buffer.from([0, 13, 10, 45, 45, 255, 0])
  const up = await whatsapp.uploadMedia({ bytes, mimeType: 'image/png', name: 'promo "1".png' })
  assert.ok(up.ok)
  assert.ok((await whatsapp.sendMessage({ to, content: { type: 'image', media: { id: up.id }, caption: 'promo' } })).ok)
  assert.deepEqual(Buffer.from(simulator.file(up.id)?.bytes ?? []), bytes)
  const info = await whatsapp.mediaInfo(up.id)
  assert.ok(info.ok)
  assert.deepEqual([info.mimeType, info.sizeBytes], ['image/png', bytes.length])
  const down = await whatsapp.downloadMedia(info, 1_000)
  assert.ok(down.ok)
  assert.deepEqual(Buffer.from(down.bytes), bytes)
  await simulator.advance(6 * 60_000)
  assert.equal((await whatsapp.downloadMedia(info, 1_000)).ok, false)
  assert.ok((await whatsapp.deleteMedia(up.id)).ok)
  assert.equal(failed(await whatsapp.mediaInfo(up.id)).verdict.outcome, 'fail')
})

test('bytes that are not the ones announced, or too many, are not taken', async (t) => {
  const { simulator, whatsapp } = await running(t)
  const { mediaId } = simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA },
    content: { type: 'image', bytes: Buffer.alloc(5_000, 7), mimeType: 'image/png' },
  })
  const info = await whatsapp.mediaInfo(mediaId ?? '')
  assert.ok(info.ok)
  assert.equal((await whatsapp.downloadMedia({ ...info, sha256: '0'.repeat(64) }, 10_000)).ok, false)
  for (const said of [info, { ...info, sizeBytes: 10 }, { ...info, sizeBytes: null }]) {
    assert.equal(failed(await whatsapp.downloadMedia(said, 1_000)).verdict.outcome, 'fail')
  }
  simulator.setFault({ at: 'media-download', effect: { kind: 'reset', when: 'mid-body' }, times: 1 })
  const cut = failed(await whatsapp.downloadMedia(info, 10_000))
  assert.equal(cut.verdict.outcome, 'retry')
  assert.ok((await whatsapp.downloadMedia(info, 10_000)).ok)
})

test('the token never leaves for another host', async (t) => {
  const { settings } = await running(t)
  let calls = 0
  const counting: SendHttp = async () => {
    calls++
    return { status: 200, headers: {}, body: Buffer.from('x') }
  }
  const whatsapp = client(settings, counting)
  const from = (url: string) => whatsapp.downloadMedia({ id: '1', url, mimeType: 'image/png', sha256: null, sizeBytes: null }, 100)
  for (const url of [
    'https://evil.test/x',
    'http://lookaside.fbsbx.com/x',
    'https://lookaside.fbsbx.com.evil.test/x',
    'https://evilfbcdn.net/x',
  ]) {
    const result = failed(await from(url))
    assert.equal(result.verdict.reason, 'blocked', url)
  }
  assert.equal(calls, 0)
  assert.ok((await from('https://lookaside.fbsbx.com/whatsapp?mid=1')).ok)
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
