import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { canReadContacts, canWriteContacts } from '#crm/contract/permissions.ts'

const key = () => ({ headers: { 'idempotency-key': newId() } })
const at = (version: number) => ({ headers: { 'idempotency-key': newId(), 'if-match': `"${version}"` } })
const create = (shop: TestOrg, given: object) => shop.http.post('/contacts', given, key())

test('a contact is created, read, changed and archived over HTTP', async (t) => {
  const shop = await anOrg(t)
  const created = await create(shop, { name: 'Ana', identities: [{ kind: 'phone', value: '011 15-5123-4567' }] })
  assert.equal(created.status, 200, JSON.stringify(created.body))
  const { id } = created.body
  assert.equal((await shop.http.get(`/contacts/${id}`)).headers.etag, '"1"')
  const edited = await shop.http.patch(`/contacts/${id}`, { name: 'Ana Ruiz' }, at(1))
  assert.deepEqual([edited.status, edited.body.name, edited.body.version], [200, 'Ana Ruiz', 2])
  const late = await shop.http.patch(`/contacts/${id}`, { name: 'Anita' }, at(1))
  assert.deepEqual([late.status, late.body.code], [409, 'kernel.changed_meanwhile'])
  assert.equal((await shop.http.patch(`/contacts/${id}`, { name: 'Anita' }, key())).status, 428)
  assert.equal((await shop.http.delete(`/contacts/${id}`, key())).status, 200)
  assert.deepEqual((await shop.http.get('/contacts')).body.items, [])
})

const hostile = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "'; drop table crm.contact; --",
  '{{constructor.constructor("alert(1)")()}}',
  '\u202egnp.exe',
  '=cmd|calc',
  '%00',
  '../../etc/passwd',
]
test('what looks like code is kept as text in every field and comes back as it was', async (t) => {
  const shop = await anOrg(t)
  await shop.http.post('/contact-fields', { label: hostile[0], type: 'text', key: 'raro' }, key())
  for (const text of hostile) {
    const tag = await shop.http.post('/tags', { name: text.slice(0, 40) }, key())
    const { body, status } = await create(shop, { name: text, notes: text, tagIds: [tag.body.id], fields: { raro: text } })
    assert.equal(status, 200, JSON.stringify(body))
    assert.deepEqual([body.name, body.notes, body.fields.raro], [text, text, text])
    assert.equal((await shop.http.get(`/contacts?search=${encodeURIComponent(text)}`)).status, 200)
  }
})

const bad: [string, unknown][] = [
  ['no name', {}],
  ['a blank name', { name: '   ' }],
  ['a name too long', { name: 'x'.repeat(201) }],
  ['a name that is no text', { name: { $ne: null } }],
  ['a phone that is no phone', { name: 'Ana', identities: [{ kind: 'phone', value: 'casa' }] }],
  ['a kind of identity that only channels report', { name: 'Ana', identities: [{ kind: 'wa_id', value: '5491151234567' }] }],
  ['21 identities', { name: 'Ana', identities: Array.from({ length: 21 }, (_, i) => ({ kind: 'email', value: `a${i}@example.com` })) }],
  ['a tag of nobody', { name: 'Ana', tagIds: [newId()] }],
  ['a tag that is no id', { name: 'Ana', tagIds: ["' or 1=1"] }],
  ['a field that does not exist', { name: 'Ana', fields: { nada: 1 } }],
  ['a forged prototype', '{"name":"Ana","fields":{"__proto__":{"isAdmin":true}}}'],
  ['an owner of another company', { name: 'Ana', ownerId: newId() }],
  ['a country that does not exist', { name: 'Ana', country: 'Argentina' }],
  ['a lone surrogate', '{"name":"Ana","notes":"\\ud800"}'],
  ['a null character', { name: 'An\u0000a' }],
  ['a list instead of an object', '[1,2,3]'],
  ['broken JSON', '{"name":'],
]
test('bad input is a clear refusal, never a fault, and writes nothing', async (t) => {
  const shop = await anOrg(t)
  for (const [name, given] of bad) {
    const { status, body } = await shop.http.post('/contacts', given, key())
    const isKept = status === 200
    // A server may also clean what no text can hold; it may not fail.
    if (isKept) assert.match(name, /surrogate|null character/, `${name}: ${JSON.stringify(body)}`)
    else assert.ok(status >= 400 && status < 500, `${name}: ${status} ${JSON.stringify(body)}`)
    if (!isKept) assert.ok(body.code && body.title, name)
  }
  const phone = await shop.http.post('/contacts', { name: 'Ana', identities: [{ kind: 'phone', value: 'casa' }] }, key())
  assert.equal(phone.body.title, '«casa» no sirve: no es un teléfono.')
  const names = (await shop.http.get('/contacts')).body.items.map((item: { name: string }) => item.name)
  assert.ok(
    names.every((name: string) => name === 'Ana'),
    names.join(),
  )
})

const badQueries = [
  'sort=notes',
  'sort=-',
  'filter=x',
  'filter=name:eq:Ana',
  'filter=tags:has:1',
  'filter=createdAt:gt:ayer',
  'filter=fields.x:eq:1',
  'filter=ownerId:eq:1',
  'cursor=%7B%7D',
  'limit=0',
  'limit=1000',
  'show=all',
  `search=${'x'.repeat(201)}`,
]
test('a list refuses sorts, filters and cursors that it does not know', async (t) => {
  const shop = await anOrg(t)
  for (const query of badQueries) {
    const { status, body } = await shop.http.get(`/contacts?${query}`)
    assert.equal(status, 422, `${query}: ${status} ${JSON.stringify(body)}`)
  }
  for (const query of ['search=%00', 'search=%25', 'search=%ED%A0%80', 'search=____', 'filter=email:eq:%27%27%27'])
    assert.ok((await shop.http.get(`/contacts?${query}`)).status < 500, query)
})

test('what belongs to another company does not exist, wherever its id is written', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  const { body: theirs } = await create(other, { name: 'Ajena', identities: [{ kind: 'email', value: 'ajena@example.com' }] })
  const { body: tag } = await other.http.post('/tags', { name: 'Ajena' }, key())
  const { body: field } = await other.http.post('/contact-fields', { label: 'Ajeno', type: 'text' }, key())
  const { body: mine } = await create(shop, { name: 'Propia' })
  const answers = await Promise.all([
    shop.http.get(`/contacts/${theirs.id}`),
    shop.http.patch(`/contacts/${theirs.id}`, { name: 'Robada' }, at(1)),
    shop.http.delete(`/contacts/${theirs.id}`, key()),
    shop.http.get(`/contacts/${theirs.id}/timeline`),
    shop.http.get(`/contacts/${theirs.id}/consents`),
    shop.http.get(`/contacts/${theirs.id}/similar`),
    shop.http.put(`/contacts/${theirs.id}/consents/email/marketing`, { state: 'granted' }, key()),
    shop.http.patch(`/tags/${tag.id}`, { name: 'Robada' }, at(1)),
    shop.http.delete(`/tags/${tag.id}`, key()),
    shop.http.patch(`/contact-fields/${field.id}`, { label: 'Robado' }, at(1)),
  ])
  assert.deepEqual(
    answers.map(({ status }) => status),
    answers.map(() => 404),
  )
  assert.equal((await shop.http.patch(`/contacts/${mine.id}`, { tagIds: [tag.id] }, at(1))).body.code, 'crm.tag_unknown')
  assert.equal((await shop.http.get(`/contacts?filter=fields.${field.key}:filled`)).status, 422)
  assert.deepEqual((await shop.http.get(`/contacts?filter=tags:has:${tag.id}`)).body.items, [])
  const changed = await shop.http.post('/contact-changes', { ids: [theirs.id], change: { kind: 'archive' } }, key())
  assert.deepEqual(changed.body.changedIds, [])
  assert.equal((await shop.http.get('/contact-identities?kind=email&value=ajena@example.com')).body.owner, null)
  assert.equal((await other.http.get(`/contacts/${theirs.id}`)).body.name, 'Ajena')
})

test('each right opens its own doors and no other', async (t) => {
  const shop = await anOrg(t)
  const { body: ana } = await create(shop, { name: 'Ana' })
  const nobody = shop.as({ name: 'Nadie' })
  const reader = shop.as({ name: 'Lee', permissions: [canReadContacts] })
  const writer = shop.as({ name: 'Escribe', permissions: [canReadContacts, canWriteContacts] })
  assert.equal((await nobody.http.get(`/contacts/${ana.id}`)).status, 403)
  assert.equal((await reader.http.get(`/contacts/${ana.id}`)).status, 200)
  assert.equal((await reader.http.patch(`/contacts/${ana.id}`, { name: 'X' }, at(1))).status, 403)
  assert.equal((await writer.http.patch(`/contacts/${ana.id}`, { notes: 'x' }, at(1))).status, 200)
  for (const [method, path] of [
    ['post', '/contact-fields'],
    ['post', '/contact-exports'],
  ] as const)
    assert.equal((await writer.http[method](path, { label: 'X', type: 'text' }, key())).status, 403, path)
  assert.equal((await writer.http.get('/contact-imports')).status, 403)
})

test('the same key twice creates one contact', async (t) => {
  const shop = await anOrg(t)
  const once = key()
  const [first, second] = [
    await shop.http.post('/contacts', { name: 'Ana' }, once),
    await shop.http.post('/contacts', { name: 'Ana' }, once),
  ]
  assert.deepEqual([first.status, second.body.id], [200, first.body.id])
  assert.equal((await shop.http.get('/contact-counts')).body.count, 1)
})

test('a file is uploaded as a file and in no other way', async (t) => {
  const shop = await anOrg(t)
  const boundary = 'frontera'
  const body = Buffer.from(
    `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="../../clientes.csv"\r\ncontent-type: text/csv\r\n\r\nNombre\nAna\n\r\n--${boundary}--\r\n`,
  )
  const answer = await shop.http.post('/contact-imports', body, {
    headers: { 'idempotency-key': newId(), 'content-type': `multipart/form-data; boundary=${boundary}` },
  })
  assert.deepEqual([answer.status, answer.body.status, answer.body.fileName], [200, 'reading', 'clientes.csv'])
  assert.ok((await shop.http.post('/contact-imports', { fileId: newId() }, key())).status >= 400)
})
