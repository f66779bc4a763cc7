import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { handlerOf, listen } from './server.ts'
import { createWhatsAppSimulator } from './simulator.ts'

const ANA = '5491155550101'

/** A real receiver and a real stand-in, on loopback. */
async function running(t: TestContext) {
  const bodies: string[] = []
  const receiver = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x')
    if (request.method === 'GET') {
      const isRight = url.searchParams.get('hub.verify_token') === 'verify-me'
      response.writeHead(isRight ? 200 : 403).end(isRight ? url.searchParams.get('hub.challenge') : '')
      return
    }
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      bodies.push(body)
      response.end()
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  const simulator = createWhatsAppSimulator({
    seed: 'server',
    appSecret: 's',
    verifyToken: 'verify-me',
    sentAfter: [1, 2],
    deliveredAfter: [1, 2],
  })
  const server = await listen(simulator)
  t.after(async () => {
    await server.close()
    receiver.closeAllConnections()
    receiver.close()
    simulator.reset()
  })
  const control = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}/control${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, json: (await answer.json()) as Record<string, unknown> & unknown[] }
  }
  const registered = await control('POST', '/numbers', {
    phoneNumberId: 'PN_1',
    wabaId: 'W',
    displayPhone: '+54 9 11 5000-0001',
    token: 't',
    webhookUrl,
    verify: true,
  })
  assert.equal((registered.json.handshake as { ok: boolean }).ok, true)
  return { simulator, server, control, bodies }
}

test('a whole exchange goes through the doors: write, answer, look, inspect', async (t) => {
  const { server, control, bodies } = await running(t)
  const inbound = await control('POST', '/inbound', {
    phoneNumberId: 'PN_1',
    from: { waId: ANA, name: 'Ana' },
    content: { type: 'text', text: 'Hola ñ' },
  })
  assert.equal(inbound.json.text, 'Hola ñ')
  const sent = await fetch(`${server.url}/v26.0/PN_1/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: ANA, type: 'text', text: { body: 'Hola' } }),
  })
  assert.equal(sent.status, 200)
  await control('POST', '/clock', { advanceMs: 5_000 })
  await control('POST', '/chats/open', { phoneNumberId: 'PN_1', customer: ANA })
  await control('POST', '/settle')
  const messages = (await control('GET', `/messages?phoneNumberId=PN_1&customer=${ANA}`)).json as unknown as { ticks: string }[]
  assert.deepEqual(
    messages.map((message) => message.ticks),
    [null, 'read'],
  )
  assert.equal(bodies.length, 4)
  assert.equal((await control('GET', '/deliveries')).json.length, 4)
  assert.equal((await control('GET', '/sent')).json.length, 1)
  assert.equal((await control('POST', '/reset')).status, 200)
  assert.deepEqual((await control('GET', '/numbers')).json, [])
})

test('bytes travel through the control door as base64 and come back through the interface', async (t) => {
  const { server, control } = await running(t)
  const bytes = Buffer.from([0, 1, 2, 255])
  const content = { type: 'image', bytes: bytes.toString('base64'), mimeType: 'image/png' }
  const { json } = await control('POST', '/inbound', { phoneNumberId: 'PN_1', from: { waId: ANA }, content })
  const info = (await (await fetch(`${server.url}/v26.0/${String(json.mediaId)}`, { headers: { authorization: 'Bearer t' } })).json()) as {
    url: string
  }
  assert.ok(info.url.startsWith(server.url))
  const file = await fetch(info.url, { headers: { authorization: 'Bearer t' } })
  assert.deepEqual(Buffer.from(await file.arrayBuffer()), bytes)
})

test('the control door says what is wrong with a request, and stays shut for web pages', async (t) => {
  const { control } = await running(t)
  const wrong = await control('POST', '/inbound', { phoneNumberId: 'PN_1', from: { waId: 'Ana' }, content: { type: 'text' } })
  assert.equal(wrong.status, 400)
  assert.match(String(wrong.json.error), /waId/)
  assert.equal((await control('GET', '/nothing')).status, 404)
  assert.equal((await control('GET', '/numbers', undefined, { origin: 'https://evil.test' })).status, 403)
  assert.equal((await control('GET', '/chats?phoneNumberId=PN_9')).status, 400)
})

const cuts = [
  { kind: 'reset', when: 'before' },
  { kind: 'reset', when: 'after' },
  { kind: 'reset', when: 'mid-body' },
  { kind: 'silence', isAccepted: true },
  { kind: 'silence', isAccepted: false },
] as const
for (const effect of cuts) {
  const isAccepted = 'when' in effect ? effect.when !== 'before' : effect.isAccepted
  test(`an exchange cut by ${JSON.stringify(effect)} ${isAccepted ? 'was' : 'was not'} accepted`, async (t) => {
    const { server, simulator, control } = await running(t)
    await control('POST', '/faults', { at: 'send', effect, times: 1 })
    const sending = fetch(`${server.url}/v26.0/PN_1/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer t', 'content-type': 'application/json' },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: ANA, type: 'text', text: { body: 'x' } }),
      signal: AbortSignal.timeout(effect.kind === 'silence' ? 1_000 : 20_000),
    }).then((answer) => answer.json())
    await assert.rejects(sending)
    assert.equal(simulator.sent().length, isAccepted ? 1 : 0)
  })
}

test('it can be mounted under a path of another server, without its control door', async (t) => {
  const simulator = createWhatsAppSimulator({ seed: 'mounted', appSecret: 's', verifyToken: 'v' })
  const handle = handlerOf(simulator, { prefix: '/simulators/whatsapp', hasControl: false })
  const host = createServer((incoming, outgoing) => void handle(incoming, outgoing))
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    host.closeAllConnections()
    host.close()
  })
  const base = `http://127.0.0.1:${(host.address() as AddressInfo).port}/simulators/whatsapp`
  simulator.setPublicUrl(base)
  simulator.register({ phoneNumberId: 'PN_1', wabaId: 'W', displayPhone: '+54 9 11 5000-0001', token: 't' })
  const { mediaId } = simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA },
    content: { type: 'image', bytes: Buffer.from('x'), mimeType: 'image/png' },
  })
  const headers = { authorization: 'Bearer t' }
  const info = (await (await fetch(`${base}/v26.0/${mediaId}`, { headers })).json()) as { url: string }
  assert.ok(info.url.startsWith(base))
  assert.equal(await (await fetch(info.url, { headers })).text(), 'x')
  assert.equal((await fetch(`${base}/control/numbers`)).status, 400)
})
