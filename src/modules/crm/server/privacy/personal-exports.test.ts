import assert from 'node:assert/strict'
import { inflateRawSync } from 'node:zlib'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'

const create = (shop: TestOrg, given: object) => shop.run((ctx) => contacts.create(ctx, CreateContact.parse(given)))

async function exported(shop: TestOrg, contactId: string): Promise<{ url: string; files: Map<string, string> }> {
  const { id } = (await shop.http.post(`/contacts/${contactId}/personal-exports`)).body
  await shop.settle()
  const done = (await shop.http.get(`/personal-exports/${id}`)).body
  assert.deepEqual([done.status, done.done], ['done', done.total])
  const fileId = /\/files\/[^/]+\/([^?]+)/.exec(done.fileUrl)?.[1] ?? ''
  const archive = await shop.read((ctx) => ctx.files.read(ctx, fileId))
  return { url: done.fileUrl, files: unpacked(archive) }
}

function unpacked(archive: Buffer): Map<string, string> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  const files = new Map<string, string>()
  let place = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    const [packed, length, start] = [archive.readUInt32LE(place + 20), archive.readUInt16LE(place + 28), archive.readUInt32LE(place + 42)]
    const body = start + 30 + archive.readUInt16LE(start + 26)
    files.set(archive.toString('utf8', place + 46, place + 46 + length), inflateRawSync(archive.subarray(body, body + packed)).toString())
    place += 46 + length
  }
  return files
}

test('everything that is kept of a contact comes as one file, to read and for another program', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, {
    name: 'Ana <script>alert(1)</script>',
    notes: '2026-11-20T25:00:00Z',
    identities: [{ kind: 'email', value: 'ana@example.com' }],
  })
  await create(shop, { name: 'Otra persona', identities: [{ kind: 'email', value: 'otra@example.com' }] })
  await shop.http.put(`/contacts/${ana.id}/consents/email/marketing`, { state: 'granted', evidence: 'En el mostrador', textVersion: 'v3' })
  const { files, url } = await exported(shop, ana.id)
  assert.deepEqual([...files.keys()], ['datos.json', 'index.html'])
  const data = JSON.parse(files.get('datos.json') ?? '')
  assert.equal(data['crm.contact'][0].name, 'Ana <script>alert(1)</script>')
  assert.equal(data['crm.contact_identity'][0].value, 'ana@example.com')
  assert.deepEqual([data['crm.consent'][0].state, data['crm.consent'][0].text_version], ['granted', 'v3'])
  const page = files.get('index.html') ?? ''
  assert.match(page, /Ana &lt;script&gt;/)
  assert.doesNotMatch(page, /<script/)
  for (const file of files.values()) assert.doesNotMatch(file, /otra@example\.com|Otra persona/)

  // The link lives an hour and a half at most.
  assert.equal((await shop.http.get(url)).status, 200)
  shop.clock.advance({ hours: 2 })
  assert.equal((await shop.http.get(url)).status, 410)
  const trail = (await shop.http.get(`/audit?filter=subjectId:eq:${ana.id}`)).body.items
  assert.ok(trail.some(({ action }: { action: string }) => action === 'crm.contact.exported'))
})

test('what is handed to a contact at eleven at night bears the day of the shop', async (t) => {
  const shop = await anOrg(t)
  shop.clock.set('2026-12-01T02:00:00.000Z')
  await exported(shop, (await create(shop, { name: 'Ana' })).id)
  const names = await shop.read((ctx) => ctx.sql<{ name: string }>`select name from kernel.file`)
  assert.deepEqual(names, [{ name: 'datos-personales-2026-11-30.zip' }])
})

test('neither another shop nor who may only read contacts gets the file', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  const { id } = await create(shop, { name: 'Ana' })
  const made = (await shop.http.post(`/contacts/${id}/personal-exports`)).body
  assert.equal((await other.http.get(`/personal-exports/${made.id}`)).status, 404)
  assert.equal((await other.http.post(`/contacts/${id}/personal-exports`)).status, 404)
  const reader = shop.as({ permissions: [canReadContacts] })
  assert.equal((await reader.http.get(`/personal-exports/${made.id}`)).status, 403)
  await shop.settle()
  const seen = (await reader.http.get(`/contacts/${id}/privacy`)).body
  assert.deepEqual([seen.exports.length, seen.exports[0].fileUrl], [1, null])
})
