import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTenant } from '#kernel/context.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { DemoBusiness } from '#kernel/module.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { ListContacts } from '#crm/contract/contact.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { demoContacts } from '#crm/server/demo.ts'

const business = (shop: TestOrg, data: Record<string, unknown>): DemoBusiness => ({
  slug: 'pollos',
  seed: 1,
  days: 60,
  data,
  made: new Map(),
  at: (now, actor, run) =>
    inTenant(shop.kernel, { org: shop.id, actor, locale: 'es', zone: 'America/Argentina/Buenos_Aires', requestId: newId(), now }, run),
})

test('the contacts of a demo business are written at their moments, with tags and fields', async (t) => {
  const shop = await anOrg(t, { isDemo: true })
  const demo = business(shop, {
    contactFields: [{ label: 'Dirección', type: 'text', key: 'direccion' }],
    contacts: [
      { name: 'Ana', phone: '+1 809 555 0101', tags: ['Vecina'], createdDaysAgo: 1, fields: { direccion: 'San Martín 12' } },
      {
        name: 'Bodegón SRL',
        kind: 'company',
        phone: '+1 809 555 0102',
        email: 'bodegon@example.com',
        tags: ['Mayorista', 'Vecina'],
        createdDaysAgo: 40,
      },
    ],
  })
  await shop.read((ctx) => demoContacts.load({ ...ctx, actor: { kind: 'system', name: 'demo' } }, demo))
  const { items } = await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({})))
  assert.deepEqual(
    items.map(({ name, phone, source, createdAt, tagIds }) => [name, phone, source, createdAt.slice(0, 10), tagIds.length]),
    [
      ['Ana', '+18095550101', 'demo', '2026-11-20', 1],
      ['Bodegón SRL', '+18095550102', 'demo', '2026-10-12', 2],
    ],
  )
  assert.deepEqual(
    demo.made.get('crm.contacts'),
    new Map([
      ['+1 809 555 0102', items[1]?.id],
      ['+1 809 555 0101', items[0]?.id],
    ]),
  )
  assert.deepEqual(
    (await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ filter: 'fields.direccion:eq:san martin 12' })))).items.length,
    1,
  )
})
