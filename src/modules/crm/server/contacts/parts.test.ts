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
