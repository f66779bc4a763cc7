import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import { canManageFields, canReadContacts } from '#crm/contract/permissions.ts'
import { ViewQuery } from '#crm/contract/view.ts'
import * as consents from '#crm/server/consents/consents.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as tags from '#crm/server/tags/tags.ts'
import * as views from '#crm/server/views/views.ts'

const query = ViewQuery.parse({ filter: ['kind:eq:company'] })

test('a tag of the same name is the same tag, however it is written, and whoever makes it first', async (t) => {
  const shop = await anOrg(t)
  const made = await Promise.all(
    ['VIP', 'vip', ' Vip'].map((name) => shop.run((ctx) => tags.create(ctx, { name: name.trim(), color: 'red' }))),
  )
  assert.equal(new Set(made.map(({ id }) => id)).size, 1)
  const other = await shop.run((ctx) => tags.create(ctx, { name: 'Mayorista', color: 'blue' }))
  await assert.rejects(
    shop.run((ctx) => tags.update(ctx, { id: other.id, name: 'VÍP' }), { ifMatch: 1 }),
    {
      code: 'crm.tag_name_taken',
      details: { name: 'VÍP', issues: [{ path: 'name', message: 'Ya hay una etiqueta que se llama «VÍP».' }] },
    },
  )
  const renamed = await shop.run((ctx) => tags.update(ctx, { id: other.id, name: 'Mayoristas', color: 'green' }), { ifMatch: 1 })
  assert.deepEqual([renamed.name, renamed.color, renamed.version], ['Mayoristas', 'green', 2])
  await assert.rejects(
    shop.run((ctx) => tags.update(ctx, { id: other.id, name: 'X' }), { ifMatch: 1 }),
    { code: 'kernel.changed_meanwhile' },
  )
})

test('a tag that is removed leaves every contact', async (t) => {
  const shop = await anOrg(t)
  const vip = await shop.run((ctx) => tags.create(ctx, { name: 'VIP', color: 'red' }))
  const ana = await shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name: 'Ana', tagIds: [vip.id] })))
  await shop.run((ctx) => tags.remove(ctx, { id: vip.id }))
  assert.deepEqual((await shop.read((ctx) => contacts.get(ctx, { id: ana.id }))).tagIds, [])
  assert.deepEqual((await shop.read((ctx) => tags.list(ctx))).items, [])
  await assert.rejects(
    shop.run((ctx) => tags.remove(ctx, { id: vip.id })),
    { code: 'crm.tag_not_found' },
  )
})

test('a field keeps its key and its type whatever it is called', async (t) => {
  const shop = await anOrg(t)
  const make = (label: string, extra: object = {}) =>
    shop.run((ctx) => fields.create(ctx, { label, type: 'text', options: [], currency: null, ...extra }))
  const zone = await make('Zona')
  assert.deepEqual([zone.key, (await make('Zona')).key], ['zona', 'zona_2'])
  const renamed = await shop.run((ctx) => fields.update(ctx, { id: zone.id, label: 'Barrio' }), { ifMatch: 1 })
  assert.deepEqual([renamed.key, renamed.label, renamed.type], ['zona', 'Barrio', 'text'])
  await assert.rejects(make('X', { key: 'zona' }), { code: 'crm.field_key_taken' })
  await assert.rejects(make('Color', { type: 'choice' }), { code: 'crm.field_incomplete', details: { missing: 'options' } })
  await assert.rejects(make('Precio', { type: 'money' }), { code: 'crm.field_incomplete', details: { missing: 'currency' } })
  const twice = [
    { id: 'a', label: 'A' },
    { id: 'a', label: 'B' },
  ]
  await assert.rejects(make('Color', { type: 'choice', options: twice }), {
    code: 'crm.field_incomplete',
    details: { missing: 'distinct_options' },
  })
})

test('a private view is only its author’s; a shared one everybody sees and its author changes', async (t) => {
  const shop = await anOrg(t)
  const bea = shop.as({ name: 'Bea', permissions: [canReadContacts] })
  const boss = shop.as({ name: 'Jefa', permissions: [canReadContacts, canManageFields] })
  const mine = await shop.run((ctx) => views.create(ctx, { name: 'Empresas', layout: 'board', isShared: false, query }))
  assert.deepEqual((await bea.read((ctx) => views.list(ctx))).items, [])
  await assert.rejects(
    bea.run((ctx) => views.remove(ctx, { id: mine.id })),
    { code: 'crm.view_not_found' },
  )
  await shop.run((ctx) => views.update(ctx, { id: mine.id, isShared: true }), { ifMatch: 1 })
  assert.deepEqual(
    (await bea.read((ctx) => views.list(ctx))).items.map(({ name, layout, isMine, isShared }) => ({ name, layout, isMine, isShared })),
    [{ name: 'Empresas', layout: 'board', isMine: false, isShared: true }],
  )
  await assert.rejects(
    bea.run((ctx) => views.update(ctx, { id: mine.id, name: 'Otra' }), { ifMatch: 2 }),
    { code: 'crm.view_not_yours' },
  )
  await boss.run((ctx) => views.remove(ctx, { id: mine.id }))
  assert.deepEqual((await shop.read((ctx) => views.list(ctx))).items, [])
  const shared = await bea.run((ctx) => views.create(ctx, { name: 'Zona norte', layout: 'list', isShared: true, query }))
  assert.deepEqual((await shop.read((ctx) => views.list(ctx))).items, [{ ...shared, isMine: false }], 'whoever reads contacts may share')
})

test('a consent is written with its history, and the same answer twice is one line', async (t) => {
  const shop = await anOrg(t)
  const ana = await shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name: 'Ana' })))
  const say = (state: 'granted' | 'denied', evidence = '') =>
    shop.run((ctx) => consents.set(ctx, { id: ana.id, channel: 'whatsapp', purpose: 'marketing', state, evidence }))
  const asked = { contactIds: [ana.id], channel: 'whatsapp', purpose: 'marketing' } as const
  assert.equal((await shop.read((ctx) => consents.stateOf(ctx, asked))).get(ana.id), 'unknown')
  await say('granted', 'Lo pidió en el mostrador')
  await say('granted')
  shop.clock.advance({ minutes: 1 })
  await say('denied')
  const known = await shop.read((ctx) => consents.list(ctx, { id: ana.id }))
  assert.deepEqual(
    known.current.map(({ state, source, actorName }) => [state, source, actorName]),
    [['denied', 'person', 'Julia Lucero']],
  )
  assert.deepEqual(
    known.history.map(({ state, evidence }) => [state, evidence]),
    [
      ['denied', ''],
      ['granted', 'Lo pidió en el mostrador'],
    ],
  )
  assert.equal((await shop.read((ctx) => consents.stateOf(ctx, asked))).get(ana.id), 'denied')
  assert.equal((await shop.events()).filter(({ type }) => type === 'crm.consent.changed').length, 2)
  await assert.rejects(
    shop.run((ctx) => consents.set(ctx, { id: newId(), channel: 'sms', purpose: 'service', state: 'denied', evidence: '' })),
    { code: 'crm.contact_not_found' },
  )
})
