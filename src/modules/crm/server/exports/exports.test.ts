import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact, ListContacts } from '#crm/contract/contact.ts'
import { ExportContacts, type ImportMapping } from '#crm/contract/import.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as exports from '#crm/server/exports/exports.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as imports from '#crm/server/imports/imports.ts'
import * as tags from '#crm/server/tags/tags.ts'

const create = (shop: TestOrg, given: object) => shop.run((ctx) => contacts.create(ctx, CreateContact.parse(given)))

async function exported(shop: TestOrg, query: object = {}): Promise<{ rows: number; text: string }> {
  const { id } = await shop.run((ctx) => exports.create(ctx, ExportContacts.parse(query)))
  await shop.settle()
  const done = await shop.read((ctx) => exports.get(ctx, { id }))
  assert.equal(done.status, 'done')
  const fileId = /\/files\/[^/]+\/([^?]+)/.exec(done.fileUrl ?? '')?.[1] ?? ''
  return { rows: done.rows, text: (await shop.read((ctx) => ctx.files.read(ctx, fileId))).toString() }
}

test('a list that is exported at eleven at night bears the day of the shop', async (t) => {
  const shop = await anOrg(t)
  shop.clock.set('2026-12-01T02:00:00.000Z')
  await exported(shop)
  const names = await shop.read((ctx) => ctx.sql<{ name: string }>`select name from kernel.file`)
  assert.deepEqual(names, [{ name: 'contactos-2026-11-30.csv' }])
})

test('what is exported comes in again as it was, and no cell is a formula', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  const options = ['Lunes', 'Jueves; tarde'].map((label, i) => ({ id: `d${i}`, label }))
  for (const place of [shop, other]) {
    await place.run(async (ctx) => {
      await fields.create(ctx, { label: 'Deuda', type: 'money', options: [], currency: 'ARS' })
      await fields.create(ctx, { label: 'Zona', type: 'choice', options: [{ id: 'sur', label: 'Zona Sur' }], currency: null })
      await fields.create(ctx, { label: 'Mayorista', type: 'boolean', options: [], currency: null })
      await fields.create(ctx, { label: 'Nacimiento', type: 'date', options: [], currency: null })
      await fields.create(ctx, { label: 'Hijos', type: 'number', options: [], currency: null })
      await fields.create(ctx, { label: 'Barrio', type: 'text', options: [], currency: null })
      await fields.create(ctx, { label: 'Reparto', type: 'multi-choice', options, currency: null })
      await fields.create(ctx, { label: 'Web', type: 'link', options: [], currency: null })
    })
  }
  const vip = await shop.run((ctx) => tags.create(ctx, { name: 'VIP', color: 'red' }))
  const values = {
    deuda: { amountMinor: 150_050, currency: 'ARS' },
    zona: 'sur',
    mayorista: false,
    nacimiento: '1990-05-01',
    hijos: -2.5,
    barrio: '@Alberdi',
    reparto: ['d0', 'd1'],
    web: 'https://example.com/?a=1;b=2',
  }
  const given = { kind: 'company', name: '=Ana; "la" Gómez', notes: '+54 a la mañana\nsin sal', tagIds: [vip.id], fields: values }
  const address = {
    label: 'Depósito',
    street: 'Belgrano',
    number: '1234',
    unit: '2° B',
    city: 'Villa María',
    state: 'Córdoba',
    postcode: 'X5900',
    country: 'AR',
    notes: 'Portón; verde',
    coordinates: { latitude: -32.41, longitude: -63.24 },
    isPrimary: true,
  }
  await create(shop, {
    ...given,
    identities: [
      { kind: 'phone', value: '+54 9 11 5123-4567' },
      { kind: 'email', value: 'ana@example.com' },
      { kind: 'instagram', value: 'ana.g' },
      { kind: 'tax_id', value: '30-71234567-1' },
      { kind: 'tax_id', value: 'CL:76.086.428-5' },
    ],
    relations: ['customer', 'supplier'],
    addresses: [address],
  })

  const { rows, text } = await exported(shop)
  assert.equal(rows, 1)
  assert.match(text, /^\uFEFF/)
  for (const cell of text.slice(1).split(/;|\r\n/)) assert.doesNotMatch(cell, /^"?[=+\-@\t\r]/)

  const { id } = await other.run((ctx) => imports.create(ctx), {
    upload: { name: 'c.csv', declaredMime: 'text/csv', stream: Readable.from([Buffer.from(text)]) },
  })
  await other.settle()
  const read = await other.read((ctx) => imports.get(ctx, { id }))
  assert.equal(read.status, 'mapping')
  await other.run((ctx) => imports.check(ctx, { id, mapping: read.mapping as ImportMapping }))
  await other.settle()
  await other.run((ctx) => imports.run(ctx, { id }))
  await other.settle()
  const [again] = (await other.read((ctx) => contacts.listForExport(ctx, ListContacts.parse({})))).items
  assert.deepEqual(
    {
      kind: again?.kind,
      name: again?.name,
      notes: again?.notes,
      fields: again?.fields,
      phone: again?.phone,
      email: again?.email,
      tags: again?.tagIds.length,
    },
    { kind: 'company', name: given.name, notes: given.notes, fields: values, phone: '+5491151234567', email: 'ana@example.com', tags: 1 },
  )
  assert.deepEqual(again?.identities.find(({ kind }) => kind === 'instagram')?.value, 'ana.g')
  assert.deepEqual(
    again?.identities.filter(({ kind }) => kind === 'tax_id').map(({ value }) => value),
    ['AR:30712345671', 'CL:760864285'],
  )
  assert.deepEqual(again?.relations, ['customer', 'supplier'])
  assert.deepEqual(
    again?.addresses.map(({ id: _id, ...rest }) => rest),
    [address],
  )
})

test('an export has what the list shows, and everything of it', async (t) => {
  const shop = await anOrg(t)
  await create(shop, { name: 'Ana' })
  await create(shop, { name: 'Norte SRL', kind: 'company' })
  const companies = await exported(shop, { filter: ['kind:eq:company'] })
  assert.equal(companies.rows, 1)
  assert.match(companies.text, /Norte SRL/)
  assert.doesNotMatch(companies.text, /Ana/)
  await assert.rejects(
    shop.run((ctx) => exports.create(ctx, ExportContacts.parse({ filter: ['nada:eq:1'] }))),
    { code: 'kernel.invalid_filter' },
  )
})
