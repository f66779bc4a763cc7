import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { ContactChange } from '#crm/contract/change.ts'
import { CreateContact, UpdateContact, type Contact } from '#crm/contract/contact.ts'
import * as changes from '#crm/server/changes/changes.ts'
import { stepBack, stepOf, type Parts, type ValueChange } from '#crm/server/changes/step.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { update } from '#crm/server/contacts/edit.ts'
import * as fields from '#crm/server/fields/fields.ts'

const create = (shop: TestOrg, given: Record<string, unknown> = {}) =>
  shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name: 'Ana Ruiz', ...given })))
const get = (shop: TestOrg, id: string): Promise<Contact> => shop.read((ctx) => contacts.get(ctx, { id }))
const edit = async (shop: TestOrg, id: string, given: Record<string, unknown>) => {
  const { version } = await get(shop, id)
  return shop.run((ctx) => update(ctx, UpdateContact.parse({ id, ...given })), { ifMatch: version })
}
const make = (shop: TestOrg, ids: string[], change: ContactChange) => shop.run((ctx) => changes.make(ctx, { ids, change }))
const undo = (shop: TestOrg, id: string | null) => shop.run((ctx) => changes.undo(ctx, { id: id ?? '' }))
const found = async (shop: TestOrg, filter: string) =>
  (await shop.read((ctx) => contacts.list(ctx, { show: 'active', filter: [filter], limit: 50, sort: 'name' }))).items.map(
    ({ name }) => name,
  )

const parts = (given: Partial<Parts> = {}): Parts => ({ ownerId: null, relations: [], fields: {}, ...given })
const back: [string, ValueChange, Parts, Parts, Parts | null][] = [
  [
    'an owner goes back',
    { kind: 'set-owner', ownerId: 'julia' },
    parts({ ownerId: 'paula' }),
    parts({ ownerId: 'julia' }),
    parts({ ownerId: 'paula' }),
  ],
  ['whoever was given to somebody else since stays', { kind: 'set-owner', ownerId: 'julia' }, parts(), parts({ ownerId: 'camila' }), null],
  [
    'an owner who left answers for nobody',
    { kind: 'set-owner', ownerId: null },
    parts({ ownerId: 'gone' }),
    parts({ ownerId: null }),
    parts({ ownerId: null }),
  ],
  [
    'only the relation that was added goes',
    { kind: 'add-relation', relation: 'lead' },
    parts({ relations: ['staff'] }),
    parts({ relations: ['customer', 'lead', 'staff'] }),
    parts({ relations: ['customer', 'staff'] }),
  ],
  [
    'a relation put back by hand stays',
    { kind: 'remove-relation', relation: 'lead' },
    parts({ relations: ['lead'] }),
    parts({ relations: ['lead'] }),
    null,
  ],
]
for (const [name, change, before, now, expected] of back) {
  test(`taking back: ${name}`, () => {
    const step = stepOf(before, change, [])
    assert.ok(step)
    assert.deepEqual(
      stepBack(now, change, step.before, (id) => id !== 'gone'),
      expected,
    )
  })
}

test('a field changed for many goes back to what each had, and the filters follow', async (t) => {
  const shop = await anOrg(t)
  await shop.run((ctx) => fields.create(ctx, { label: 'Zona', type: 'text', options: [], currency: null }))
  const ana = await create(shop, { fields: { zona: 'Sur' } })
  const [bea, carla, dora] = [
    await create(shop, { name: 'Bea' }),
    await create(shop, { name: 'Carla', fields: { zona: 'Norte' } }),
    await create(shop, { name: 'Dora', fields: { zona: 'Oeste' } }),
  ]
  const ids = [ana.id, bea.id, carla.id, dora.id, newId()]
  const made = await make(shop, ids, { kind: 'set-field', key: 'zona', value: ' Norte ' })
  assert.deepEqual(made.changedIds.toSorted(), [ana.id, bea.id, dora.id].toSorted(), 'who had it already is not among them')
  assert.deepEqual(await found(shop, 'fields.zona:eq:norte'), ['Ana Ruiz', 'Bea', 'Carla', 'Dora'])
  await edit(shop, dora.id, { fields: { zona: 'Este' } })
  await edit(shop, ana.id, { notes: 'Sin sal' })

  assert.deepEqual(await undo(shop, made.id), { id: made.id, restored: 2, kept: 1 })
  const values = await Promise.all([ana, bea, carla, dora].map(async ({ id }) => (await get(shop, id)).fields.zona))
  assert.deepEqual(values, ['Sur', undefined, 'Norte', 'Este'])
  assert.equal((await get(shop, ana.id)).notes, 'Sin sal', 'what else was changed stays')
  assert.deepEqual(await found(shop, 'fields.zona:eq:norte'), ['Carla'])
  assert.deepEqual(await found(shop, 'fields.zona:eq:sur'), ['Ana Ruiz'])
  assert.deepEqual(await undo(shop, made.id), { id: made.id, restored: 2, kept: 1 }, 'asked again, nothing more happens')
  assert.equal((await get(shop, ana.id)).version, 4)
  await assert.rejects(make(shop, ids, { kind: 'set-field', key: 'nada', value: 'x' }), { code: 'crm.field_unknown' })
  await assert.rejects(make(shop, ids, { kind: 'set-field', key: 'zona', value: 3 }), { code: 'crm.field_invalid' })
})

test('owners, relations, tags and archiving go back too, each to what it was', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, { relations: ['supplier'] })
  const bea = await create(shop, { name: 'Bea', relations: ['customer'] })
  const ids = [ana.id, bea.id]
  const now = async () =>
    (await Promise.all(ids.map((id) => get(shop, id)))).map(({ relations, archivedAt, tagIds }) => [
      relations,
      archivedAt !== null,
      tagIds.length,
    ])
  const start = await now()
  const tag = (await shop.http.post('/tags', { name: 'VIP' })).body.id as string
  for (const change of [
    { kind: 'add-relation', relation: 'customer' },
    { kind: 'remove-relation', relation: 'customer' },
    { kind: 'add-tag', tagId: tag },
    { kind: 'archive' },
  ] as const) {
    const made = await make(shop, ids, change)
    assert.notDeepEqual(await now(), start, change.kind)
    assert.equal((await undo(shop, made.id)).kept, 0)
    assert.deepEqual(await now(), start, change.kind)
  }
  await assert.rejects(make(shop, ids, { kind: 'set-owner', ownerId: newId() }), { code: 'crm.owner_unknown' })
  assert.deepEqual(await make(shop, ids, { kind: 'set-owner', ownerId: null }), { changedIds: [], id: null, undoUntil: null })
})

test('a change is taken back once, within a day, and only by its own organization', async (t) => {
  const shop = await anOrg(t)
  const other = await anOrg(t)
  const ana = await create(shop)
  const made = await make(shop, [ana.id], { kind: 'add-relation', relation: 'lead' })
  await assert.rejects(undo(other, made.id), { code: 'crm.change_not_found' })
  const tries = await Promise.all(Array.from({ length: 8 }, () => undo(shop, made.id)))
  assert.deepEqual(new Set(tries.map(({ restored }) => restored)), new Set([1]))
  assert.equal((await get(shop, ana.id)).version, 3)
  const late = await make(shop, [ana.id], { kind: 'add-relation', relation: 'lead' })
  const { items } = await shop.read((ctx) => changes.list(ctx))
  assert.deepEqual(
    items.map(({ id, undoneAt, madeByName }) => [id, undoneAt !== null, madeByName]),
    [
      [late.id, false, 'Julia Lucero'],
      [made.id, true, 'Julia Lucero'],
    ],
  )
  shop.clock.advance({ hours: 25 })
  assert.deepEqual((await shop.read((ctx) => changes.list(ctx))).items, [])
  await assert.rejects(undo(shop, late.id), { code: 'crm.change_undo_expired', details: { hours: 24 } })
})
