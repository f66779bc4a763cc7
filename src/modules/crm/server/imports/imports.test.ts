import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg } from '#kernel/testing/org.ts'
import { ListContacts } from '#crm/contract/contact.ts'
import { ImportMapping } from '#crm/contract/import.ts'
import * as consents from '#crm/server/consents/consents.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { update } from '#crm/server/contacts/edit.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as imports from '#crm/server/imports/imports.ts'
import * as crm from '#crm/server/public.ts'
import * as tags from '#crm/server/tags/tags.ts'
import { upload, check, step, mapping, everybody, names, create, clients } from '#crm/server/testing/imports.ts'

test('a file goes from reading to done, and everybody in it is a contact', async (t) => {
  const shop = await anOrg(t)
  const read = await upload(shop, clients)
  assert.deepEqual(
    [read.status, read.encoding, read.delimiter, read.header, read.counts.rows],
    ['mapping', 'utf-8', ';', ['Nombre', 'Teléfono', 'Correo', 'Etiquetas'], 3],
  )
  assert.deepEqual(read.mapping?.columns, ['name', 'phone', 'email', 'tags'])
  assert.equal(read.sample.length, 3)

  const checked = await check(shop, read.id, read.mapping as ImportMapping)
  assert.equal(checked.status, 'checked')
  assert.deepEqual(checked.counts, { rows: 3, done: 3, created: 2, updated: 0, skipped: 0, invalid: 1, kept: 0 })
  assert.deepEqual(checked.problems, [{ row: 3, column: 1, value: 'llamar', problem: 'not-a-number' }])
  assert.deepEqual(await names(shop), [])

  const done = await step(shop, read.id, 'run')
  assert.equal(done.status, 'done')
  assert.deepEqual(done.counts, checked.counts)
  const [alvaro, carla] = await everybody(shop)
  assert.deepEqual(
    [alvaro?.name, alvaro?.phone, alvaro?.email, alvaro?.source],
    ['Álvaro Muñoz', '+5491151234567', 'alvaro@example.com', 'import'],
  )
  assert.deepEqual([alvaro?.tagIds.length, carla?.tagIds.length], [1, 2])
  assert.deepEqual(
    (await shop.events()).filter(({ type }) => type === 'crm.contact.imported').map(({ data }) => (data.createdIds as string[]).length),
    [2],
  )
})

test('rows that were left out come back in a file with the reason, without a formula in it', async (t) => {
  const shop = await anOrg(t)
  const read = await upload(shop, 'Nombre,Teléfono\n"=HYPERLINK(""http://mal.example"")",llamar\nBea,+54 9 11 5123-4567\n')
  const done = await check(shop, read.id, mapping(['name', 'phone']))
  assert.ok(done.errorFileUrl)
  const fileId = /\/files\/[^/]+\/([^?]+)/.exec(done.errorFileUrl)?.[1] ?? ''
  const text = (await shop.read((ctx) => ctx.files.read(ctx, fileId))).toString()
  assert.equal(text.split('\r\n').length, 3)
  assert.match(text, /^\uFEFFNombre;Teléfono;/)
  assert.match(text, /"'=HYPERLINK\(""http:\/\/mal.example""\)";llamar;.*Teléfono.*;2/)
})

test('all that is wrong with a row is told in the trial and in the file, so that one correction is enough', async (t) => {
  const shop = await anOrg(t)
  const read = await upload(shop, 'Nombre;Teléfono;Correo\nBea;llamar;bea@\nCarla;+54 9 351 512-3456;\n')
  const checked = await check(shop, read.id, mapping(['name', 'phone', 'email']))
  assert.deepEqual(checked.problems, [
    { row: 2, column: 1, value: 'llamar', problem: 'not-a-number' },
    { row: 2, column: 2, value: 'bea@', problem: 'not-an-address' },
  ])
  assert.equal(checked.counts.invalid, 1)
  const fileId = /\/files\/[^/]+\/([^?]+)/.exec(checked.errorFileUrl ?? '')?.[1] ?? ''
  const text = (await shop.read((ctx) => ctx.files.read(ctx, fileId))).toString()
  assert.match(text, /Bea;llamar;bea@;"Teléfono: [^;]+; Correo: [^;]+";2\r\n$/)
})

test('the same person twice, in the file and among the contacts, is one contact', async (t) => {
  const shop = await anOrg(t)
  await create(shop, { name: 'Ana', identities: [{ kind: 'phone', value: '+54 9 11 5123-4567' }] })
  const rows = [
    'Nombre,Teléfono,Correo',
    'Ana R,11 15 5123 4567,ana@example.com',
    'Bea,+54 9 351 512-3456,',
    'Bea B,0351 15 512-3456,bea@example.com',
    'Bea C,,bea@example.com',
  ]
  const read = await upload(shop, rows.join('\n'))
  const checked = await check(shop, read.id, mapping(['name', 'phone', 'email']))
  assert.deepEqual([checked.counts.created, checked.counts.updated], [1, 3])
  await step(shop, read.id, 'run')
  assert.deepEqual(
    (await everybody(shop)).map(({ name, phone, email }) => [name, phone, email]),
    [
      ['Ana', '+5491151234567', 'ana@example.com'],
      ['Bea', '+5493515123456', 'bea@example.com'],
    ],
  )
})

test('a row that speaks of two contacts is left out instead of joining them', async (t) => {
  const shop = await anOrg(t)
  await create(shop, { name: 'Ana', identities: [{ kind: 'phone', value: '+54 9 11 5123-4567' }] })
  await create(shop, { name: 'Bea', identities: [{ kind: 'email', value: 'bea@example.com' }] })
  const read = await upload(shop, 'Nombre,Teléfono,Correo\nX,11 15 5123 4567,bea@example.com\n')
  const checked = await check(shop, read.id, mapping(['name', 'phone', 'email']))
  assert.deepEqual(checked.problems, [{ row: 2, column: null, value: '', problem: 'two-contacts' }])
})

test('undoing puts everything back, and keeps what somebody changed since', async (t) => {
  const shop = await anOrg(t)
  const vip = await shop.run((ctx) => tags.create(ctx, { name: 'VIP', color: 'red' }))
  await shop.run((ctx) => fields.create(ctx, { label: 'Zona', type: 'text', options: [], currency: null }))
  const ana = await create(shop, { name: 'Ana', identities: [{ kind: 'phone', value: '+54 9 11 5123-4567' }], fields: { zona: 'Centro' } })
  await shop.run((ctx) => consents.set(ctx, { id: ana.id, channel: 'email', purpose: 'marketing', state: 'denied', evidence: '' }))
  const rows = [
    'Nombre,Teléfono,Correo,Zona,WhatsApp ok,Correo ok',
    'Ana Nueva,+54 9 11 5123-4567,ana@example.com,Sur,sí,sí',
    'Bea,+54 9 351 512-3456,,Norte,,',
    'Carla,+54 9 351 512-7890,,,,',
    'Bea otra,+54 9 351 512-3456,bea@example.com,,,',
  ]
  const read = await upload(shop, rows.join('\n'))
  const columns = ['name', 'phone', 'email', 'field:zona', 'consent:whatsapp:marketing', 'consent:email:marketing']
  await check(shop, read.id, mapping(columns, { onDuplicate: 'replace', tagIds: [vip.id] }))
  const done = await step(shop, read.id, 'run')
  assert.ok(done.undoUntil)
  assert.deepEqual(await names(shop, { filter: `tags:has:${vip.id}` }), ['Ana Nueva', 'Bea otra', 'Carla'])
  const stateOf = (channel: 'whatsapp' | 'email') =>
    shop.read(async (ctx) => (await crm.consentStates(ctx, { contactIds: [ana.id], channel, purpose: 'marketing' })).get(ana.id))
  assert.deepEqual([await stateOf('whatsapp'), await stateOf('email')], ['granted', 'denied'])
  const carla = (await everybody(shop)).find(({ name }) => name === 'Carla')
  await shop.run((ctx) => update(ctx, { id: carla?.id ?? '', notes: 'Llamó hoy' }), { ifMatch: carla?.version ?? 0 })

  const undone = await step(shop, read.id, 'undo')
  assert.deepEqual([undone.status, undone.counts.kept], ['undone', 1])
  assert.deepEqual(await names(shop), ['Ana', 'Carla'])
  assert.deepEqual(await names(shop, { show: 'archived' }), [])
  const after = await shop.read((ctx) => contacts.get(ctx, { id: ana.id }))
  assert.deepEqual([after.name, after.email, after.fields, after.tagIds], ['Ana', null, { zona: 'Centro' }, []])
  assert.deepEqual([await stateOf('whatsapp'), await stateOf('email')], ['unknown', 'denied'])
  assert.deepEqual(await names(shop, { filter: 'fields.zona:eq:sur' }), [])
  assert.deepEqual(await names(shop, { filter: 'fields.zona:eq:centro' }), ['Ana'])
  // The numbers of who was never a contact are free again.
  assert.equal(
    (await create(shop, { name: 'Bea de verdad', identities: [{ kind: 'phone', value: '+54 9 351 512-3456' }] })).phone,
    '+5493515123456',
  )
  await assert.rejects(
    shop.run((ctx) => imports.undo(ctx, { id: read.id })),
    { code: 'crm.import_not_ready' },
  )
})

test('after thirty days an import stands, and its rows are forgotten', async (t) => {
  const shop = await anOrg(t)
  const read = await upload(shop, 'Nombre\nAna\n')
  await check(shop, read.id, mapping(['name']))
  await step(shop, read.id, 'run')
  shop.clock.advance({ days: 31 })
  await assert.rejects(
    shop.run((ctx) => imports.undo(ctx, { id: read.id })),
    { code: 'crm.import_undo_expired' },
  )
  await shop.run(async (ctx) => ctx.enqueue(imports.jobs.forget, {}))
  await shop.settle()
  assert.deepEqual((await shop.read((ctx) => imports.get(ctx, { id: read.id }))).sample, [])
  shop.clock.advance({ days: -31 })
})

test('a file of 3,000 rows goes through in batches and is undone in batches', async (t) => {
  const shop = await anOrg(t)
  const rows = Array.from({ length: 3_000 }, (_, i) => `Cliente ${i},+54 9 11 5${String(1_000_000 + (i % 2_900))}`)
  const read = await upload(shop, `Nombre,Teléfono\n${rows.join('\n')}\n`)
  const checked = await check(shop, read.id, mapping(['name', 'phone']))
  assert.deepEqual([checked.counts.created, checked.counts.updated], [2_900, 100])
  const done = await step(shop, read.id, 'run')
  assert.deepEqual(done.counts, checked.counts)
  assert.deepEqual(await shop.read((ctx) => contacts.count(ctx, ListContacts.parse({}))), { count: 2_900, margin: 0 })
  const undone = await step(shop, read.id, 'undo')
  assert.equal(undone.counts.kept, 0)
  assert.deepEqual(await shop.read((ctx) => contacts.count(ctx, ListContacts.parse({}))), { count: 0, margin: 0 })
})

test('a mapping without sense, or of another file, is refused before anything runs', async (t) => {
  const shop = await anOrg(t)
  const other = await anOrg(t)
  const read = await upload(shop, clients)
  await assert.rejects(check(shop, read.id, mapping([null, null])), {
    code: 'crm.import_mapping_invalid',
    details: { reason: 'nothing_chosen' },
  })
  await assert.rejects(check(shop, read.id, mapping(['name', 'field:nada'])), {
    code: 'crm.import_mapping_invalid',
    details: { reason: 'unknown_target' },
  })
  await assert.rejects(
    other.read((ctx) => imports.get(ctx, { id: read.id })),
    { code: 'crm.import_not_found' },
  )
  await assert.rejects(
    other.run((ctx) => imports.run(ctx, { id: read.id })),
    { code: 'crm.import_not_found' },
  )
})
