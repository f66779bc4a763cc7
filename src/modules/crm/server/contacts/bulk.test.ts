import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg } from '#kernel/testing/org.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { list as timeline } from '#crm/server/contacts/timeline.ts'
import { create, listed, phone, tag } from '#crm/server/testing/contacts.ts'

test('a tag for many contacts is put on once, and taken off again for exactly those', async (t) => {
  const shop = await anOrg(t)
  const other = await anOrg(t)
  const vip = await tag(shop, 'VIP')
  const had = await create(shop, { name: 'Ya', tagIds: [vip.id] })
  const [ana, bea] = [await create(shop), await create(shop, { name: 'Bea' })]
  const foreign = await create(other)
  const ids = [had.id, ana.id, bea.id, foreign.id, newId()]
  const change = (kind: 'add-tag' | 'remove-tag', to: string[]) =>
    shop.run((ctx) => contacts.change(ctx, { ids: to, change: { kind, tagId: vip.id } }))
  const { changedIds } = await change('add-tag', ids)
  assert.deepEqual(changedIds.toSorted(), [ana.id, bea.id].toSorted())
  assert.equal((await listed(shop, { filter: `tags:has:${vip.id}` })).length, 3)
  assert.deepEqual((await change('add-tag', ids)).changedIds, [])
  await change('remove-tag', changedIds)
  assert.deepEqual(await listed(shop, { filter: `tags:has:${vip.id}` }), ['Ya'])
  assert.deepEqual((await listed(shop, { filter: 'tags:empty' })).toSorted(), ['Ana Ruiz', 'Bea'])
  const foreignTag = await tag(other, 'VIP')
  await assert.rejects(
    shop.run((ctx) => contacts.change(ctx, { ids, change: { kind: 'add-tag', tagId: foreignTag.id } })),
    { code: 'crm.tag_unknown' },
  )
  assert.deepEqual((await other.read((ctx) => contacts.get(ctx, { id: foreign.id }))).tagIds, [])
})

test('tags that many put on at the same time are all kept, in the list and in the filter', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop)
  const made = await Promise.all(Array.from({ length: 12 }, (_, i) => tag(shop, `Etiqueta ${i}`)))
  await Promise.all(
    made.map(({ id }) => shop.run((ctx) => contacts.change(ctx, { ids: [ana.id], change: { kind: 'add-tag', tagId: id } }))),
  )
  const after = await shop.read((ctx) => contacts.get(ctx, { id: ana.id }))
  assert.deepEqual(after.tagIds.toSorted(), made.map(({ id }) => id).toSorted())
  for (const { id } of made) assert.deepEqual(await listed(shop, { filter: `tags:has:${id}` }), ['Ana Ruiz'])
})

test('archiving puts contacts out of sight and restoring brings them back', async (t) => {
  const shop = await anOrg(t)
  const ana = await create(shop, { identities: [phone('+54 9 11 5123-4567')] })
  const { changedIds } = await shop.run((ctx) => contacts.change(ctx, { ids: [ana.id], change: { kind: 'archive' } }))
  assert.deepEqual(changedIds, [ana.id])
  assert.deepEqual([await listed(shop), await listed(shop, { show: 'archived' })], [[], ['Ana Ruiz']])
  await assert.rejects(create(shop, { identities: [phone('+54 9 11 5123-4567')] }), { code: 'crm.identity_taken' })
  await shop.run((ctx) => contacts.change(ctx, { ids: changedIds, change: { kind: 'restore' } }))
  assert.deepEqual(await listed(shop), ['Ana Ruiz'])
  const kinds = (await shop.read((ctx) => timeline(ctx, { id: ana.id, limit: 10 }))).items.map(({ kind }) => kind)
  assert.deepEqual(kinds.toSorted(), ['crm.archived', 'crm.created', 'crm.restored'])
})
