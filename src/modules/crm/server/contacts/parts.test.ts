import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact, ListContacts, UpdateContact } from '#crm/contract/contact.ts'
import { check } from '#crm/server/contacts/check-identity.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { update } from '#crm/server/contacts/edit.ts'

const create = (shop: TestOrg, given: Record<string, unknown> = {}) =>
  shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name: 'Ana Ruiz', ...given })))
const edit = (shop: TestOrg, id: string, version: number, given: Record<string, unknown>) =>
  shop.run((ctx) => update(ctx, UpdateContact.parse({ id, ...given })), { ifMatch: version })
const listed = async (shop: TestOrg, filter: string, sort = 'name') =>
  (await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ filter, sort })))).items.map(({ name }) => name)

test('what somebody is to the business is kept in one order, edited and filtered', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, { relations: ['supplier', 'customer', 'supplier'] })
  assert.deepEqual(ana.relations, ['customer', 'supplier'])
  await create(shop, { name: 'Bruno', relations: ['lead'] })
  await create(shop, { name: 'Carla' })
  assert.deepEqual(await listed(shop, 'relations:has:customer'), ['Ana Ruiz'])
  assert.deepEqual(await listed(shop, 'relations:has:lead|supplier'), ['Ana Ruiz', 'Bruno'])
  assert.deepEqual(await listed(shop, 'relations:empty'), ['Carla'])
  for (const filter of ['relations:has:friend', 'relations:has:', 'relations:eq:lead', "relations:has:lead'}"])
    await assert.rejects(listed(shop, filter), { code: 'kernel.invalid_filter' }, filter)

  const edited = await edit(shop, ana.id, 1, { relations: ['staff', 'supplier'] })
  assert.deepEqual([edited.relations, edited.version], [['supplier', 'staff'], 2])
  assert.equal((await edit(shop, ana.id, 2, { relations: ['supplier', 'staff'] })).version, 2)
  assert.deepEqual(await listed(shop, 'relations:has:customer'), [])
  const told = (await shop.events()).find(({ type }) => type === 'crm.contact.updated')
  assert.deepEqual(told?.data.changed, ['relations'])
})

const taxId = (value: string) => ({ kind: 'tax_id', value })

test('a tax id is one identity however it is written, and its owner is told like that of a phone', async (t) => {
  const shop = await anOrg(t)
  const mill = await create(shop, { name: 'Molino Norte', kind: 'company', identities: [taxId('30-71234567-1'), taxId('CL:76.086.428-5')] })
  assert.equal(mill.taxId, 'AR:30712345671')
  assert.deepEqual(
    mill.identities.map(({ value, isPrimary }) => [value, isPrimary]),
    [
      ['AR:30712345671', true],
      ['CL:760864285', false],
    ],
  )
  await assert.rejects(create(shop, { name: 'Otro', identities: [taxId('30712345671')] }), {
    code: 'crm.identity_taken',
    details: { kind: 'tax_id', value: 'AR:30712345671', contactId: mill.id, contactName: 'Molino Norte', isArchived: false },
  })
  await assert.rejects(create(shop, { name: 'Otro', identities: [taxId('30-71234567-2')] }), {
    code: 'crm.identity_invalid',
    details: { kind: 'tax_id', value: '30-71234567-2', reason: 'tax_check_digit' },
  })
  const asked = await shop.read((ctx) => check(ctx, { kind: 'tax_id', value: '30 71234567 1' }))
  assert.deepEqual([asked.shown, asked.owner?.name], ['30-71234567-1', 'Molino Norte'])

  for (const search of ['30-71234567-1', '30712345671', '76.086.428-5', '7123456']) {
    const found = await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ search })))
    assert.deepEqual(
      found.items.map(({ name }) => name),
      ['Molino Norte'],
      search,
    )
  }
  assert.deepEqual(await listed(shop, 'taxId:eq:AR:30712345671'), ['Molino Norte'])
  assert.deepEqual(await listed(shop, 'taxId:empty'), [])

  const edited = await edit(shop, mill.id, 1, { identities: [taxId('CL:76.086.428-5')] })
  assert.equal(edited.taxId, 'CL:760864285')
  assert.equal((await create(shop, { name: 'Otro', identities: [taxId('30712345671')] })).taxId, 'AR:30712345671')
})

const home = { label: 'Casa', street: 'Belgrano', number: '1234', unit: '2° B', city: 'Córdoba', country: 'AR' }
const shop1 = { label: 'Local', city: 'Villa María', coordinates: { latitude: -32.41, longitude: -63.24 }, isPrimary: true }

test('addresses keep their ids and one primary through edits, and one that says nothing is refused', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, { addresses: [home, shop1] })
  assert.deepEqual(
    ana.addresses.map(({ label, isPrimary, coordinates }) => [label, isPrimary, coordinates]),
    [
      ['Local', true, { latitude: -32.41, longitude: -63.24 }],
      ['Casa', false, null],
    ],
  )
  const [second] = ana.addresses
  const same = await edit(shop, ana.id, 1, { addresses: ana.addresses })
  assert.equal(same.version, 1)
  const edited = await edit(shop, ana.id, 1, { addresses: [{ ...second, isPrimary: false, notes: 'Tocar timbre' }, { city: 'Lobos' }] })
  assert.deepEqual(
    edited.addresses.map(({ id, isPrimary, notes }) => [id === second?.id, isPrimary, notes]),
    [
      [true, true, 'Tocar timbre'],
      [false, false, ''],
    ],
  )
  const told = (await shop.events()).find(({ type }) => type === 'crm.contact.updated')
  assert.deepEqual(told?.data.changed, ['addresses'])
  // An id of somebody else's address is not taken along with it.
  const bea = await create(shop, { name: 'Bea', addresses: [{ ...home, id: second?.id }] })
  assert.notEqual(bea.addresses[0]?.id, second?.id)
  assert.equal((await shop.read((ctx) => contacts.get(ctx, { id: ana.id }))).addresses.length, 2)
  await assert.rejects(edit(shop, ana.id, 2, { addresses: [home, { label: 'Casa', number: '3' }] }), {
    code: 'crm.address_empty',
    details: { number: 2 },
  })
  assert.deepEqual((await edit(shop, ana.id, 2, { addresses: [] })).addresses, [])
})

test('merged, the addresses of both are there and the primary one stays; undone, each has its own again', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, { addresses: [home] })
  const double = await create(shop, { name: 'Ana R', addresses: [shop1, { city: 'Lobos' }] })
  const places = async (id: string) =>
    (await shop.read((ctx) => contacts.get(ctx, { id }))).addresses.map(({ city, isPrimary }) => [city, isPrimary])
  const merged = await shop.http.post(`/contacts/${ana.id}/merges`, { otherId: double.id })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual(await places(ana.id), [
    ['Córdoba', true],
    ['Villa María', false],
    ['Lobos', false],
  ])
  assert.equal((await shop.http.put(`/contact-merges/${merged.body.id}/undo`, {})).status, 200)
  assert.deepEqual(
    [await places(ana.id), await places(double.id)],
    [
      [['Córdoba', true]],
      [
        ['Villa María', true],
        ['Lobos', false],
      ],
    ],
  )
})
