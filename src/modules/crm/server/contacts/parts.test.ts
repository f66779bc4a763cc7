import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact, ListContacts, UpdateContact } from '#crm/contract/contact.ts'
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
