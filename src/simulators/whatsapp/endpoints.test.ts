import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { SimRequest } from './exchange.ts'
import { ANA, errorCode, stage, textTo, wamidOf } from './stage.ts'
import type { Stage } from './stage.ts'

const MB = 1024 * 1024
const open = (s: Stage) => s.simulator.receive({ phoneNumberId: 'PN_1', from: { waId: ANA }, content: { type: 'text', text: 'hola' } })
const send = (s: Stage, body: Record<string, unknown>) =>
  s.call('POST', '/v26.0/PN_1/messages', { messaging_product: 'whatsapp', to: ANA, ...body })

async function upload(
  s: Stage,
  bytes: Uint8Array,
  mimeType: string,
): Promise<{ status: number; body: { id?: string; error?: { code: number } } }> {
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new Blob([new Uint8Array(bytes)], { type: mimeType }), 'file')
  const encoded = new Response(form)
  const request: SimRequest = {
    method: 'POST',
    path: '/v26.0/PN_1/media',
    query: new URLSearchParams(),
    headers: { authorization: 'Bearer token-1', 'content-type': encoded.headers.get('content-type') ?? '' },
    body: new Uint8Array(await encoded.arrayBuffer()),
  }
  const response = await s.simulator.handle(request)
  return { status: response.status, body: JSON.parse(Buffer.from(response.body).toString()) as { id?: string } }
}

async function fetchFile(s: Stage, url: string, headers: SimRequest['headers'] = { authorization: 'Bearer token-1' }) {
  const { pathname, searchParams } = new URL(url)
  return s.simulator.handle({ method: 'GET', path: pathname, query: searchParams, headers, body: new Uint8Array() })
}

test('a customer sends a picture: the webhook names it, the interface describes it, the address gives it for five minutes', async () => {
  const s = stage()
  const bytes = Buffer.from('not really a jpeg')
  s.simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA },
    content: { type: 'image', bytes, mimeType: 'image/jpeg', caption: 'mirá' },
  })
  await s.simulator.settle()
  const image = s.receiver.items('messages')[0]?.image as { id: string; sha256: string; caption: string }
  const digest = createHash('sha256').update(bytes)
  assert.equal(image.sha256, digest.copy().digest('base64'))
  const info = (await s.call('GET', `/v26.0/${image.id}`)).json as { url: string; sha256: string; file_size: number; mime_type: string }
  assert.deepEqual([info.sha256, info.file_size, info.mime_type], [digest.digest('hex'), bytes.length, 'image/jpeg'])
  assert.deepEqual(Buffer.from((await fetchFile(s, info.url)).body), bytes)
  assert.equal((await fetchFile(s, info.url, {})).status, 401)
  await s.simulator.advance(5 * 60_000)
  assert.equal((await fetchFile(s, info.url)).status, 404)
  const again = (await s.call('GET', `/v26.0/${image.id}`)).json as { url: string }
  assert.equal((await fetchFile(s, again.url)).status, 200)
})

test('ids of files live seven days inbound and thirty uploaded, and a deleted one is gone', async () => {
  const s = stage()
  open(s)
  const inbound = s.simulator.receive({
    phoneNumberId: 'PN_1',
    from: { waId: ANA },
    content: { type: 'audio', bytes: Buffer.from('ogg'), mimeType: 'audio/ogg', voice: true },
  })
  const { body } = await upload(s, Buffer.from('png'), 'image/png')
  await s.simulator.advance(7 * 86_400_000)
  assert.equal(errorCode(await s.call('GET', `/v26.0/${inbound.mediaId}`)), 100)
  assert.equal((await s.call('GET', `/v26.0/${body.id}`)).status, 200)
  assert.deepEqual((await s.call('DELETE', `/v26.0/${body.id}`)).json, { success: true })
  assert.equal((await s.call('GET', `/v26.0/${body.id}`)).status, 400)
})

const uploads: [string, Uint8Array, string, number | null][] = [
  ['a picture of 5 MB', new Uint8Array(5 * MB).fill(1), 'image/jpeg', null],
  ['a picture of 5 MB and one byte', new Uint8Array(5 * MB + 1).fill(1), 'image/jpeg', 131053],
  ['a voice note', Buffer.from('x'), 'audio/ogg', null],
  ['a browser recording', Buffer.from('x'), 'audio/webm', 100],
  ['an empty file', new Uint8Array(), 'image/png', 131053],
  ['a PDF', Buffer.from('x'), 'application/pdf', null],
  ['a program', Buffer.from('x'), 'application/x-msdownload', 100],
  ['a heavy sticker', new Uint8Array(600 * 1024).fill(1), 'image/webp', 131053],
]
for (const [name, bytes, mimeType, code] of uploads) {
  test(`uploading ${name}: ${code ?? 'taken'}`, async () => {
    const { body } = await upload(stage(), bytes, mimeType)
    assert.equal(body.error?.code ?? null, code)
  })
}

test('an uploaded picture is sent by id, and only as what it is', async () => {
  const s = stage()
  open(s)
  const { body } = await upload(s, Buffer.from('png'), 'image/png')
  const answer = await send(s, { type: 'image', image: { id: body.id, caption: 'promo' } })
  assert.equal(answer.status, 200)
  const [, shown] = s.simulator.messages('PN_1', ANA)
  assert.deepEqual([shown?.text, shown?.mediaId, shown && s.simulator.file(shown.mediaId ?? '')?.mimeType], ['promo', body.id, 'image/png'])
  assert.equal(errorCode(await send(s, { type: 'audio', audio: { id: body.id } })), 131053)
  assert.equal(errorCode(await send(s, { type: 'image', image: { id: '12345' } })), 131009)
})

test('a linked picture is fetched, and a dead link fails the message later', async () => {
  const s = stage()
  open(s)
  const good = wamidOf(await send(s, { type: 'image', image: { link: 'http://files.test/a.jpg' } }))
  const dead = wamidOf(await send(s, { type: 'image', image: { link: 'http://files.test/none' } }))
  await s.simulator.advance(10_000)
  const byId = (id: string) => s.simulator.messages('PN_1', ANA).find((message) => message.id === id)
  assert.equal(byId(good)?.ticks, 'delivered')
  assert.deepEqual(Buffer.from(s.simulator.file(byId(good)?.mediaId ?? '')?.bytes ?? []).toString(), 'bytes')
  assert.deepEqual([byId(dead)?.ticks, byId(dead)?.error?.code], ['failed', 131053])
})

const refused: [string, Record<string, unknown>, number][] = [
  ['no type of that name', { type: 'hologram', hologram: {} }, 100],
  ['a text without a body', { type: 'text', text: {} }, 131008],
  ['a text of 4097', { type: 'text', text: { body: 'x'.repeat(4097) } }, 131009],
  ['a text that is a number', { type: 'text', text: { body: 7 } }, 100],
  ['id and link together', { type: 'image', image: { id: '1', link: 'https://x.test' } }, 100],
  ['a reaction that is a word', { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: 'ok' } }, 131009],
  ['a reaction to nothing known', { type: 'reaction', reaction: { message_id: 'wamid.1', emoji: '👍' } }, 131009],
  ['a location off the earth', { type: 'location', location: { latitude: 100, longitude: 0 } }, 131009],
  ['a contact with one part of a name', { type: 'contacts', contacts: [{ name: { formatted_name: 'A' } }] }, 131008],
  ['an unknown interactive', { type: 'interactive', interactive: { type: 'x', body: { text: 'b' }, action: {} } }, 131009],
  ['a reference of 513', { type: 'text', text: { body: 'x' }, biz_opaque_callback_data: 'x'.repeat(513) }, 131009],
  ['its own number', { to: '5491150000001', type: 'text', text: { body: 'x' } }, 131021],
  ['no number at all', { to: 'Ana', type: 'text', text: { body: 'x' } }, 131009],
  ['another product', { messaging_product: 'sms', type: 'text', text: { body: 'x' } }, 100],
  ['a user id of nobody', { to: undefined, recipient: 'AR.1', type: 'text', text: { body: 'x' } }, 131009],
]
for (const [name, body, code] of refused) {
  test(`a message with ${name} is refused with ${code}`, async () => {
    const s = stage()
    open(s)
    const answer = await send(s, body)
    assert.deepEqual([answer.status, errorCode(answer)], [400, code])
    assert.equal(s.simulator.sent().length, 0)
  })
}

const promo = {
  name: 'promo_martes',
  language: 'es_AR',
  category: 'MARKETING',
  components: [
    { type: 'BODY', text: 'Hola {{1}}, hoy el balde sale {{2}} nomás.', example: { body_text: [['Ana', '$ 9.500']] } },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Quiero uno' }] },
  ],
}
const values = (...texts: string[]) => ({
  type: 'template',
  template: {
    name: 'promo_martes',
    language: { code: 'es_AR' },
    components: [{ type: 'body', parameters: texts.map((text) => ({ type: 'text', text })) }],
  },
})

test('a template is reviewed, told by webhook, and opens a chat after the window', async () => {
  const s = stage({ reviewSeconds: 30 })
  const created = await s.call('POST', '/v26.0/WABA_1/message_templates', promo)
  assert.equal(created.json.status, 'PENDING')
  assert.equal(errorCode(await send(s, values('Ana', '$ 9.500'))), 132001)
  await s.simulator.advance(30_000)
  const change = JSON.parse(s.receiver.posts[0]?.body ?? '') as {
    entry: { changes: { field: string; value: { event: string; message_template_name: string } }[] }[]
  }
  const told = change.entry[0]?.changes[0]
  assert.deepEqual(
    [told?.field, told?.value.event, told?.value.message_template_name],
    ['message_template_status_update', 'APPROVED', 'promo_martes'],
  )
  assert.equal((await send(s, values('Ana', '$ 9.500'))).status, 200)
  assert.equal(s.simulator.messages('PN_1', ANA)[0]?.text, 'Hola Ana, hoy el balde sale $ 9.500 nomás.')
  await s.simulator.advance(5_000)
  const [sent] = s.receiver.items('statuses')
  assert.equal((sent as { pricing: { category: string } }).pricing.category, 'marketing')
  assert.equal(errorCode(await send(s, values('Ana'))), 132000)
  assert.equal(errorCode(await send(s, values('Ana', 'a\nb'))), 132018)
})

test('a paused or disabled template, and marketing to who stopped it, do not go', async () => {
  const s = stage({ reviewSeconds: 0 })
  const { json } = await s.call('POST', '/v26.0/WABA_1/message_templates', promo)
  await s.simulator.advance(1)
  s.simulator.decideTemplate(String(json.id), 'PAUSED')
  assert.equal(errorCode(await send(s, values('Ana', '$ 1'))), 132015)
  s.simulator.decideTemplate(String(json.id), 'DISABLED')
  assert.equal(errorCode(await send(s, values('Ana', '$ 1'))), 132016)
  s.simulator.decideTemplate(String(json.id), 'APPROVED')
  open(s)
  s.simulator.changeMarketing('PN_1', ANA, 'stop')
  assert.equal((await send(s, values('Ana', '$ 1'))).status, 200)
  await s.simulator.advance(5_000)
  assert.equal(s.simulator.messages('PN_1', ANA).at(-1)?.error?.code, 131050)
})

test('templates are listed by pages, not twice in a language, and their name rests after deletion', async () => {
  const s = stage()
  for (const name of ['a', 'b', 'c']) await s.call('POST', '/v26.0/WABA_1/message_templates', { ...promo, name })
  assert.equal(errorCode(await s.call('POST', '/v26.0/WABA_1/message_templates', { ...promo, name: 'a' })), 100)
  const first = (await s.call('GET', '/v26.0/WABA_1/message_templates?limit=2')).json as {
    data: { name: string }[]
    paging: { cursors: { after: string }; next?: string }
  }
  assert.deepEqual([first.data.map((one) => one.name), first.paging.next !== undefined], [['a', 'b'], true])
  const second = (await s.call('GET', `/v26.0/WABA_1/message_templates?limit=2&after=${first.paging.cursors.after}`)).json as typeof first
  assert.deepEqual([second.data.map((one) => one.name), second.paging.next], [['c'], undefined])
  assert.deepEqual((await s.call('DELETE', '/v26.0/WABA_1/message_templates?name=a')).json, { success: true })
  assert.equal(errorCode(await s.call('POST', '/v26.0/WABA_1/message_templates', { ...promo, name: 'a' })), 100)
})

const badTemplates: [string, Record<string, unknown>][] = [
  ['capitals in the name', { name: 'Promo' }],
  ['no body', { components: [{ type: 'FOOTER', text: 'x' }] }],
  ['a variable at the end', { components: [{ type: 'BODY', text: 'Tu código es {{1}}', example: { body_text: [['1']] } }] }],
  ['variables without example', { components: [{ type: 'BODY', text: 'Hola {{1}}, cómo estás hoy' }] }],
  [
    'variables out of order',
    { components: [{ type: 'BODY', text: 'Hola {{2}} y {{1}} cómo están', example: { body_text: [['a', 'b']] } }] },
  ],
  ['more variables than words', { components: [{ type: 'BODY', text: 'a {{1}} {{2}} {{3}} b', example: { body_text: [['a']] } }] }],
  [
    'a footer of 61',
    {
      components: [
        { type: 'BODY', text: 'x' },
        { type: 'FOOTER', text: 'x'.repeat(61) },
      ],
    },
  ],
  [
    'three links',
    {
      components: [
        { type: 'BODY', text: 'x' },
        { type: 'BUTTONS', buttons: [1, 2, 3].map((n) => ({ type: 'URL', text: `${n}`, url: 'https://x.test' })) },
      ],
    },
  ],
  ['components that are no JSON', { components: '[' }],
]
for (const [name, change] of badTemplates) {
  test(`a template with ${name} is not taken`, async () => {
    const answer = await stage().call('POST', '/v26.0/WABA_1/message_templates', { ...promo, ...change })
    assert.deepEqual([answer.status, errorCode(answer)], [400, 100])
  })
}

test('paths that do not exist, other versions and broken bodies are answered like the provider does', async () => {
  const s = stage()
  open(s)
  assert.equal((await s.call('POST', '/v21.0/PN_1/messages', textTo(ANA, 'x'))).status, 200)
  assert.equal(errorCode(await s.call('GET', '/PN_1')), 2500)
  assert.equal(errorCode(await s.call('GET', '/v26.0/PN_1/nothing')), 100)
  assert.equal(errorCode(await s.call('GET', '/v26.0/%E0%A4%A')), 100)
  const broken = await s.simulator.handle({
    method: 'POST',
    path: '/v26.0/PN_1/messages',
    query: new URLSearchParams(),
    headers: { authorization: 'Bearer token-1' },
    body: Buffer.from('{'),
  })
  assert.equal(broken.status, 400)
  const anonymous = await s.simulator.handle({
    method: 'GET',
    path: '/v26.0/PN_1',
    query: new URLSearchParams(),
    headers: {},
    body: new Uint8Array(),
  })
  assert.equal(anonymous.status, 401)
})
