import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import type { FastifyInstance } from 'fastify'
import { modules } from '#app/modules.ts'
import { inputFor } from '#app/testing/inputs.ts'
import { newId } from '#kernel/contract/ids.ts'
import { testServer } from '#kernel/testing/http.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

/** What comes over the wire is answered with a sentence, changes nothing and never takes the server down. */
let shop: TestOrg
let server: FastifyInstance
const writing = modules
  .flatMap((module) => module.routes ?? [])
  .filter(({ endpoint, scope }) => scope === 'tenant' && endpoint.method !== 'GET' && endpoint.method !== 'DELETE' && !endpoint.accepts)

before(async () => {
  shop = await anOrg(undefined)
  server = await testServer(shop.kernel)
})

const post = (path: string, body: Buffer | string, contentType = 'application/json') =>
  server.inject({
    method: 'POST',
    url: `/api/v1${path}`,
    headers: { authorization: `Test ${shop.actor.sessionId}`, 'content-type': contentType },
    payload: body,
  })

const aContact = (extra: object = {}) => JSON.stringify({ kind: 'person', name: 'Martina', identities: [], ...extra })
const countContacts = async (): Promise<number> =>
  (await shop.read((ctx) => ctx.sql<{ n: number }>`select count(*)::int as n from crm.contact`))[0]?.n ?? -1

for (const [what, body, status] of [
  ['JSON that ends too early', '{"name": "Mar', 400],
  ['no JSON at all', 'hola', 400],
  ['a list where an object belongs', '[1,2,3]', 400],
  ['a bare word', 'null', 422],
  ['broken UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), 400],
  ['a forged prototype', '{"__proto__": {"isAdmin": true}, "kind": "person", "name": "x", "identities": []}', 400],
  ['a forged constructor', '{"constructor": {"prototype": {"isAdmin": true}}, "kind": "person", "name": "x", "identities": []}', 400],
  ['an object nine thousand levels deep', `${'{"a":'.repeat(9_000)}1${'}'.repeat(9_000)}`, 400],
  ['more bytes than the endpoint takes', aContact({ notes: 'x'.repeat(2_000_000) }), 413],
  ['a name that is too long', aContact({ name: 'x'.repeat(10_000) }), 422],
  ['a character that no text may hold', aContact({ name: 'Mar\u0000tina' }), 422],
  ['a number where a name belongs', aContact({ name: 7 }), 422],
] as const)
  test(`${what} is refused in words and changes nothing`, async () => {
    const beforehand = await countContacts()
    const answer = await post('/contacts', body as Buffer | string)
    const text = answer.body
    assert.equal(answer.statusCode, status, text)
    assert.match(String(answer.headers['content-type']), /problem\+json/)
    const problem = JSON.parse(text) as { title: string; code: string; requestId: string }
    assert.ok(problem.title.length > 10 && !problem.title.includes('kernel.'), problem.title)
    assert.ok(problem.requestId)
    assert.doesNotMatch(text, /node_modules|at Object\.|select |insert /)
    assert.equal(await countContacts(), beforehand)
    assert.equal(({} as { isAdmin?: boolean }).isAdmin, undefined)
  })

test('another content type is refused, also when it says JSON in disguise', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/xml', 'multipart/form-data; boundary=x'])
    assert.ok([400, 415, 422].includes((await post('/contacts', aContact(), type)).statusCode), type)
})

const boundary = 'frontera'
const aForm = (content: string) =>
  `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="clientes.csv"\r\ncontent-type: text/csv\r\n\r\n${content}\r\n--${boundary}--\r\n`
const send = (form: string, headers: Record<string, string> = {}) =>
  server.inject({
    method: 'POST',
    url: '/api/v1/contact-imports',
    headers: { authorization: `Test ${shop.actor.sessionId}`, 'content-type': `multipart/form-data; boundary=${boundary}`, ...headers },
    payload: form,
  })
const countImports = async (): Promise<number> =>
  (await shop.read((ctx) => ctx.sql<{ n: number }>`select count(*)::int as n from crm.contact_import`))[0]?.n ?? -1

test('a form that breaks off anywhere, has no frontier or brings no file is refused in words and changes nothing', async () => {
  const beforehand = await countImports()
  const whole = aForm('nombre\nAna')
  const cut = [3, 20, 60, whole.indexOf('nombre') + 3, whole.length - 4].map((length) => send(whole.slice(0, length)))
  const others = [send(`--${boundary}--\r\n`), send(''), send(whole, { 'content-type': 'multipart/form-data' })]
  for (const answer of await Promise.all([...cut, ...others])) {
    assert.equal(answer.statusCode, 400, answer.body)
    assert.equal(answer.json().code, 'kernel.malformed')
  }
  assert.equal(await countImports(), beforehand)
})

test('a file that was sent without a name is taken', async () => {
  const answer = await send(aForm('nombre\nAna').replace('; filename="clientes.csv"', '').replace('text/csv', 'application/octet-stream'))
  assert.equal(answer.statusCode, 200, answer.body)
  assert.equal(answer.json().fileName, 'file')
})

test('the same file with the same key is taken once, and another file with it is refused', async () => {
  const headers = { 'idempotency-key': 'archivo-0001' }
  const first = await send(aForm('nombre\nAna'), headers)
  assert.equal(first.statusCode, 200, first.body)
  const again = await send(aForm('nombre\nAna'), headers)
  assert.deepEqual([again.json().id, again.headers['idempotency-replayed']], [first.json().id, 'true'])
  const other = await send(aForm('nombre\nEva'), headers)
  assert.deepEqual([other.statusCode, other.json().code], [409, 'kernel.idempotency_key_reused'])
})

test('no endpoint answers garbage with a failure of its own', async () => {
  const values: unknown[] = [
    null,
    true,
    -1,
    1e308,
    '',
    '\u0000',
    '\ud800',
    '💥'.repeat(2_000),
    [],
    {},
    [[[]]],
    { $ne: null },
    '../../etc/passwd',
    "'; drop table crm.contact; --",
    '{{7*7}}',
    '9'.repeat(400),
  ]
  for (const { endpoint } of writing) {
    const base = inputFor(endpoint, () => newId()) ?? {}
    for (const value of values) {
      const names = Object.keys(base)
      for (const name of names.length > 0 ? names : ['x']) {
        const path = endpoint.path.replaceAll(/:([a-zA-Z]+)/g, (_all, key: string) => encodeURIComponent(String(base[key] ?? newId())))
        const answer = await server.inject({
          method: endpoint.method as 'POST',
          url: `/api/v1${path}`,
          headers: { authorization: `Test ${shop.actor.sessionId}`, 'content-type': 'application/json', 'if-match': '"1"' },
          payload: JSON.stringify({ ...base, [name]: value }),
        })
        assert.ok(
          answer.statusCode < 500,
          `${endpoint.method} ${endpoint.path} ${name}=${JSON.stringify(value)?.slice(0, 40)}: ${answer.body}`,
        )
      }
    }
  }
})

test('a path may be as odd as it likes', async () => {
  for (const path of [
    '/contacts/not-an-id',
    '/contacts/%00',
    '/contacts/%ff',
    '/contacts/../../etc',
    `/contacts/${'a'.repeat(3_000)}`,
    '/contacts/__proto__',
    '/no/such/thing',
    '/contacts?limit=abc',
    '/contacts?filter=' + 'x'.repeat(600),
    '/contacts?sort[]=1',
  ])
    assert.ok((await shop.http.get(path)).status < 500, path)
})

test('the same command with the same key happens once, and with another body it is refused', async () => {
  const headers = { 'idempotency-key': 'key-0000001' }
  const first = await shop.http.post('/contacts', { kind: 'person', name: 'Única', identities: [] }, { headers })
  const again = await shop.http.post('/contacts', { kind: 'person', name: 'Única', identities: [] }, { headers })
  const other = await shop.http.post('/contacts', { kind: 'person', name: 'Otra', identities: [] }, { headers })
  assert.equal(first.status, 200)
  assert.deepEqual(again.body, first.body)
  assert.equal(again.headers['idempotency-replayed'], 'true')
  assert.deepEqual([other.status, other.body.code], [409, 'kernel.idempotency_key_reused'])
  assert.equal(
    (await shop.http.post('/contacts', { kind: 'person', name: 'x', identities: [] }, { headers: { 'idempotency-key': 'x' } })).status,
    422,
  )
})

test('a key is remembered for a day, and means a new command after it', async () => {
  const send = async () =>
    (
      await shop.http.post(
        '/contacts',
        { kind: 'person', name: 'De ayer', identities: [] },
        { headers: { 'idempotency-key': 'day-0000001' } },
      )
    ).body.id as string
  const first = await send()
  shop.clock.advance({ hours: 24 })
  assert.equal(await send(), first)
  shop.clock.advance({ seconds: 1 })
  const second = await send()
  assert.notEqual(second, first)
  assert.equal(await send(), second)
})

test('64 repetitions of one command at once have one effect and one answer', async () => {
  const beforehand = await countContacts()
  const answers = await Promise.all(
    Array.from({ length: 64 }, () =>
      shop.http.post('/contacts', { kind: 'person', name: 'Carrera', identities: [] }, { headers: { 'idempotency-key': 'race-0000001' } }),
    ),
  )
  assert.deepEqual([...new Set(answers.map(({ status }) => status))], [200])
  assert.equal(new Set(answers.map(({ body }) => body.id)).size, 1)
  assert.equal(await countContacts(), beforehand + 1)
})

test('control: without a key the same race has 64 effects', async () => {
  const beforehand = await countContacts()
  await Promise.all(Array.from({ length: 64 }, () => shop.http.post('/contacts', { kind: 'person', name: 'Sin llave', identities: [] })))
  assert.equal(await countContacts(), beforehand + 64)
})

test('an update without the version it was made against is refused, and one against an old version tells the new one', async () => {
  const { body: contact } = await shop.http.post('/contacts', { kind: 'person', name: 'Versiones', identities: [] })
  assert.equal((await shop.http.patch(`/contacts/${contact.id}`, { name: 'A' })).status, 428)
  const done = await shop.http.patch(`/contacts/${contact.id}`, { name: 'A' }, { headers: { 'if-match': `"${contact.version}"` } })
  assert.equal(done.status, 200, JSON.stringify(done.body))
  assert.equal(done.headers.etag, `"${done.body.version}"`)
  const late = await shop.http.patch(`/contacts/${contact.id}`, { name: 'B' }, { headers: { 'if-match': `"${contact.version}"` } })
  assert.deepEqual([late.status, late.body.code], [409, 'kernel.changed_meanwhile'])
})
