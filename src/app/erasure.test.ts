import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { inflateRawSync } from 'node:zlib'
import { z } from 'zod'
import { aWiredShop, type WiredShop } from '#conversations/server/testing/wired-shop.ts'
import * as identity from '#identity/server/public.ts'
import { ImportMapping } from '#crm/contract/import.ts'
import * as imports from '#crm/server/imports/imports.ts'
import { watchSegments } from '#crm/server/segments/watching.ts'
import { sealAll } from '#kernel/audit/seal.ts'
import { verifyAudit } from '#kernel/audit/verify.ts'
import { job } from '#kernel/jobs/job.ts'
import { waId, name, canaries, sightings, ok } from '#app/testing/canaries.ts'

const said = (where: string): string => `kanarienvogel ${where}`
const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

/** The contents of an archive, in their order. */
function* unzipped(archive: Buffer): Generator<string> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let place = archive.readUInt32LE(end + 16)
  for (let i = 0; i < archive.readUInt16LE(end + 10); i++) {
    const start = archive.readUInt32LE(place + 42)
    const body = start + 30 + archive.readUInt16LE(start + 26) + archive.readUInt16LE(start + 28)
    yield inflateRawSync(archive.subarray(body, body + archive.readUInt32LE(place + 20))).toString()
    place += 46 + archive.readUInt16LE(place + 28) + archive.readUInt16LE(place + 30)
  }
}

/** The payload does not fit the job that has this name: it becomes a dead letter. */
const neverWorks = job({ name: 'crm.release-owner', payload: z.object({ personId: z.string(), name: z.string() }) })

/** A person who left traces wherever the product lets anybody leave them. */
async function aKnownPerson(shop: WiredShop): Promise<{ contactId: string; conversationId: string }> {
  const { http } = shop
  const post = (path: string, body: unknown) =>
    ok(http.post(path, body, { headers: { 'idempotency-key': `key-${path.length}-${Math.random()}` } }))
  const receive = async (content: Parameters<WiredShop['simulator']['receive']>[0]['content']) => {
    const message = shop.simulator.receive({ phoneNumberId: shop.number.phoneNumberId, from: { waId, name }, content })
    await shop.pass(1_000)
    return message
  }
  // Written: text, a picture, a document, a reaction, an edit, a place.
  const first = await receive({ type: 'text', text: said('hello') })
  await receive({ type: 'image', bytes: png, mimeType: 'image/png', caption: said('caption') })
  await receive({ type: 'document', bytes: Buffer.from(said('document')), mimeType: 'text/plain', fileName: 'kanarienvogel.txt' })
  await receive({ type: 'edit', messageId: first.id, text: said('edited') })
  await receive({ type: 'location', latitude: 1, longitude: 2, address: said('address') })
  const conversationId = await shop.conversationOf(waId)
  const thread = await shop.messages(conversationId)
  const contactId = (await shop.list()).find(({ id }) => id === conversationId)?.contactId ?? ''
  await receive({ type: 'reaction', messageId: first.id, emoji: '🐔' })
  // Answered, noted, drafted, put off, handed over, exported.
  await post(`/conversations/${conversationId}/messages`, { content: { kind: 'text', text: `Hola ${name}` } })
  await shop.pass(1_000)
  const colleague = shop.as({ name: 'Beto' })
  await post(`/conversations/${conversationId}/notes`, { text: said('note') })
  await ok(http.put(`/conversations/${conversationId}/draft`, { text: said('draft'), isNote: false, replyToId: null, fileIds: [] }))
  await post(`/conversations/${conversationId}/scheduled-messages`, {
    content: { kind: 'text', text: said('scheduled') },
    sendAt: new Date(shop.clock.now().getTime() + 3_600_000).toISOString(),
  })
  await shop.run(async (ctx) => {
    await identity.notify(ctx, {
      personIds: [colleague.actor.id],
      words: 'conversations.notices.assigned',
      values: { actor: 'Julia', contact: name },
      href: `/bandeja/${conversationId}`,
      key: 'k',
    })
    await ctx.mail.send(ctx, {
      to: { address: 'canario@example.com', name },
      subject: 'Hola',
      paragraphs: [],
      orgId: shop.id,
    } as never)
    ctx.enqueue(neverWorks, { personId: `not an id: ${contactId}`, name })
  })
  for (const format of ['json', 'pdf']) await post(`/conversations/${conversationId}/exports`, { format })
  // Typed: edited with a field, notes, an address, a tag, a consent, a restriction, exported, looked for.
  const field = await post('/contact-fields', { label: 'Mascota', type: 'text', options: [], currency: null })
  const contact = await ok(http.get(`/contacts/${contactId}`))
  await ok(
    http.patch(
      `/contacts/${contactId}`,
      {
        name,
        notes: said('notes'),
        fields: { [field.key]: said('field') },
        identities: [
          { kind: 'phone', value: `+${waId}` },
          { kind: 'email', value: 'canario@example.com' },
        ],
      },
      { headers: { 'if-match': `"${contact.version}"` } },
    ),
  )
  await ok(
    http.put(`/contacts/${contactId}/consents/email/marketing`, {
      state: 'granted',
      evidence: said('evidence'),
      textVersion: 'boletín v3',
    }),
  )
  // Asked through a form of the business and by a program; something is to be done for them; they came into a segment.
  const form = await post('/forms', {
    name: 'Eventos',
    fields: ['name', 'email', 'message'].map((key) => ({ key, label: key, isRequired: true })),
    consents: [{ channel: 'email', purpose: 'marketing', text: 'Sí', isRequired: false }],
    texts: { title: 'Pedí', button: 'Enviar', thanks: 'Gracias' },
  })
  const { token } = await ok(http.get(`/public-forms/${form.slug}`))
  shop.clock.advance({ seconds: 10 })
  const answers = { name, email: 'canario@example.com', message: said('form'), 'consent:0': 'yes' }
  await post(`/public-forms/${form.slug}/submissions`, { token, answers, page: 'https://shop.example/?utm_campaign=kanarienvogel' })
  await post('/leads', { name, identities: [{ kind: 'email', value: 'canario@example.com' }], message: said('lead') })
  await post('/tasks', {
    title: said('task'),
    notes: said('task notes'),
    contactId,
    assigneeId: null,
    zone: 'America/Argentina/Buenos_Aires',
  })
  const task = await post('/tasks', { title: said('done'), contactId, assigneeId: null, zone: 'America/Argentina/Buenos_Aires' })
  await ok(http.put(`/tasks/${task.id}/state`, { state: 'done' }))
  const conditions = { match: 'all', conditions: [{ term: 'email', operator: 'filled', value: null }] }
  const segment = await post('/segments', {
    kind: 'dynamic',
    name: 'Con correo',
    conditions: { ...conditions, conditions: [{ term: 'phone', operator: 'empty', value: null }] },
  })
  await ok(http.patch(`/segments/${segment.id}`, { isWatched: true }, { headers: { 'if-match': `"${segment.version}"` } }))
  await shop.run(async (ctx) => ctx.enqueue(watchSegments, {}))
  await shop.settle()
  await ok(http.patch(`/segments/${segment.id}`, { conditions }, { headers: { 'if-match': `"${segment.version + 1}"` } }))
  await shop.run(async (ctx) => ctx.enqueue(watchSegments, {}))
  await shop.settle()
  await ok(http.put(`/contacts/${contactId}/restriction`, { isRestricted: true, reason: said('reason') }))
  await post('/contact-exports', { search: 'zafirina' })
  await post(`/contacts/${contactId}/personal-exports`, {})
  await shop.settle()
  // A file in which they stand among others.
  const { id } = await shop.run((ctx) => imports.create(ctx), {
    upload: {
      name: 'clientes.csv',
      declaredMime: 'text/csv',
      stream: Readable.from([
        Buffer.from(
          `Nombre;Correo;Notas\r\n${name};canario@example.com;${said('row')}\r\nTestigo Permanente;testigo@example.com;sigue\r\n`,
        ),
      ]),
    },
  })
  await shop.settle()
  const read = await shop.read((ctx) => imports.get(ctx, { id }))
  await shop.run((ctx) => imports.check(ctx, { id, mapping: ImportMapping.parse(read.mapping) }))
  await shop.settle()
  await shop.run((ctx) => imports.run(ctx, { id }))
  await shop.settle()
  await sealAll({ ...shop.kernel, log: { error: () => {} } })
  assert.ok(thread.length >= 3)
  return { contactId, conversationId }
}

test('whoever is erased is found nowhere afterwards, and nobody else misses anything', async (t) => {
  const shop = await aWiredShop(t)
  const { contactId } = await aKnownPerson(shop)
  await shop.customer('5493515550222', { type: 'text', text: 'sigue' })
  await shop.settle()

  // The control: before, they are in many places.
  const before = await sightings(t, shop.id, canaries)
  const tables = before.map((one) => one.split(' ')[0] ?? '')
  for (const table of [
    'crm.contact',
    'crm.contact_identity',
    'crm.contact_import_row',
    'crm.form_submission',
    'crm.lead',
    'crm.task',
    'conversations.message',
    'conversations.delivery',
    'kernel.event',
    'kernel.audit_entry',
    'kernel.idempotency',
    'kernel.mail_message',
    'kernel.job',
    'identity.notice',
  ])
    assert.ok(tables.includes(table), `${table} knows nothing of them:\n${before.join('\n')}`)
  assert.ok(
    before.some((one) => one.startsWith('/files/')),
    before.join('\n'),
  )
  // What they would be handed holds as much, with their files, and nobody else.
  const [handed] = (await ok(shop.http.get(`/contacts/${contactId}/privacy`))).exports
  const { fileUrl } = await ok(shop.http.get(`/personal-exports/${handed.id}`))
  const archive = await shop.run((ctx) => ctx.files.read(ctx, /\/files\/[^/]+\/([^?]+)/.exec(fileUrl)?.[1] ?? ''))
  const paths = [...archive.toString('latin1').matchAll(/archivos\/[\w.-]+\.(png|txt)/g)].map(([, kind]) => kind)
  assert.deepEqual(new Set(paths), new Set(['png', 'txt']))
  const [json] = unzipped(archive)
  for (const told of ['hello', 'caption', 'note', 'draft', 'scheduled', 'form', 'task', 'lead', 'evidence'])
    assert.ok(json?.includes(said(told)), `${told} is not handed out`)
  assert.doesNotMatch(json ?? '', /testigo/i)
  const witness = ['testigo', 'cliente 222']
  const witnessed = await sightings(t, shop.id, witness)

  const preview = await ok(shop.http.get(`/contacts/${contactId}/erasure-preview`))
  assert.ok(preview.goes.some(({ table, count }: { table: string; count: number }) => table === 'conversations.message' && count >= 5))
  const refused = await shop.http.post(`/contacts/${contactId}/erasures`, { confirmation: 'Otra persona' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'crm.erasure_not_confirmed'])
  const erasure = await ok(shop.http.post(`/contacts/${contactId}/erasures`, { confirmation: name.toUpperCase() }))
  await shop.settle()
  shop.clock.advance({ seconds: 30 })
  await shop.settle()

  const done = await ok(shop.http.get(`/erasures/${erasure.id}`))
  assert.equal(done.status, 'done')
  assert.deepEqual(await sightings(t, shop.id, canaries), [])
  assert.equal((await shop.http.get(`/contacts/${contactId}`)).status, 404)
  const after = new Map((await sightings(t, shop.id, witness)).map((one) => one.split(' ') as [string, string]))
  for (const one of witnessed.filter((place) => /^(crm|conversations)\./.test(place) && !/contact_import |contact_export /.test(place)))
    assert.equal(after.get(one.split(' ')[0] ?? ''), one.split(' ')[1], one)

  // The trail still proves who of the team did what, and that nothing else was touched.
  await sealAll({ ...shop.kernel, log: { error: () => {} } })
  const verdict = await verifyAudit({ platform: shop.kernel.db.platform, crypto: shop.kernel.crypto }, shop.id)
  assert.equal(verdict.ok, true, JSON.stringify(verdict))
  const trail = await ok(shop.http.get(`/audit?filter=subjectId:eq:${contactId}&limit=100`))
  const actions = trail.items.map(({ action }: { action: string }) => action)
  assert.ok(actions.includes('crm.contact.erased') && actions.includes('crm.contact.updated'), actions.join())
})

test('what is still on its way about somebody while they are erased is waited for, and gone too', async (t) => {
  const shop = await aWiredShop(t)
  await shop.customer(waId)
  const contactId = (await shop.list())[0]?.contactId ?? ''
  const inTenSeconds = new Date(shop.clock.now().getTime() + 10_000)
  await shop.run(async (ctx) => ctx.enqueue(neverWorks, { personId: `+${waId}`, name: said('late') }, { at: inTenSeconds }))
  const { name: shown } = await ok(shop.http.get(`/contacts/${contactId}`))
  const { id } = await ok(shop.http.post(`/contacts/${contactId}/erasures`, { confirmation: shown }))
  const statusAfter = async (seconds: number): Promise<string> => {
    shop.clock.advance({ seconds })
    await shop.settle()
    return (await ok(shop.http.get(`/erasures/${id}`))).status
  }
  for (const seconds of [0, 5]) assert.equal(await statusAfter(seconds), 'finishing')
  await statusAfter(6)
  assert.equal(await statusAfter(4), 'done')
  assert.deepEqual(await sightings(t, shop.id, canaries), [])
})
