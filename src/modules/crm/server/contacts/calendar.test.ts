import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import { list } from '#crm/server/contacts/calendar.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { record as recordActivity } from '#crm/server/activities/activities.ts'

test('a calendar shows contacts on their day, every year or that one, in the zone of the business', async (t) => {
  const shop = await anOrg(t)
  await shop.run((ctx) => fields.create(ctx, { label: 'Cumple', key: 'cumple', type: 'date', options: [], currency: null }))
  const create = (name: string, cumple: string | null, kind = 'person') =>
    shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name, kind, fields: cumple ? { cumple } : {} })))
  const ana = await create('Ana', '1990-02-10')
  await create('Beto', '2026-02-10')
  await create('Bisiesto', '2000-02-29')
  await create('Otro mes', '1990-03-10')
  for (let i = 0; i < 12; i++) await create(`Zoe ${String(i).padStart(2, '0')}`, '1980-02-10', 'company')
  const asked = { show: 'active' as const, search: undefined, filter: [] as string[] }
  const days = async (by: string, month: string, filter: string[] = []) =>
    (await shop.read((ctx) => list(ctx, { ...asked, filter, by, month }))).days.map(({ day, count, items }) => [
      day,
      count,
      items.map(({ name }) => name).slice(0, 3),
    ])
  assert.deepEqual(await days('yearly.cumple', '2026-02'), [
    ['2026-02-10', 14, ['Ana', 'Beto', 'Zoe 00']],
    ['2026-02-28', 1, ['Bisiesto']],
  ])
  assert.deepEqual(await days('yearly.cumple', '2028-02', ['kind:eq:person']), [
    ['2028-02-10', 2, ['Ana', 'Beto']],
    ['2028-02-29', 1, ['Bisiesto']],
  ])
  assert.deepEqual(await days('fields.cumple', '2026-02'), [['2026-02-10', 1, ['Beto']]])
  assert.equal((await days('createdAt', '2026-11')).length, 1)
  // Half past eleven at night in Buenos Aires is already the next day, and month, in UTC.
  await shop.run((ctx) =>
    recordActivity(ctx, { contactId: ana.id, kind: 'message.in', at: '2026-12-01T02:30:00.000Z', source: 'message:1' }),
  )
  assert.deepEqual(await days('lastInboundAt', '2026-11'), [['2026-11-30', 1, ['Ana']]])
  assert.deepEqual(await days('lastInboundAt', '2026-12'), [])
  for (const by of ['fields.zzz', 'yearly.', 'constructor', 'name'])
    await assert.rejects(days(by, '2026-02'), { code: 'kernel.invalid_filter' }, by)
})
