import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimelineEntry } from '#kernel/module.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import { record } from '#crm/server/contacts/activity.store.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { cut, list } from './timeline.ts'

const entry = (id: string, at: string): TimelineEntry => ({
  id,
  at: `2026-11-21T${at}Z`,
  kind: 'crm.updated',
  words: '',
  values: {},
  href: null,
  actorName: null,
})

test('entries of several modules are told newest first, to the millionth of a second', () => {
  const page = cut(
    [entry('a', '10:00:00.000'), entry('b', '12:00:00.123'), entry('c', '12:00:00.123456'), entry('d', '12:00:00.122999')],
    5,
  )
  assert.deepEqual(
    page.items.map(({ id }) => id),
    ['c', 'b', 'd', 'a'],
  )
  assert.equal(page.next, null)
})

test('a page tells after which entry the next one starts', () => {
  const page = cut([entry('a', '12:00:00.000'), entry('b', '12:00:00.000'), entry('c', '12:00:00.000')], 2)
  assert.deepEqual(
    page.items.map(({ id }) => id),
    ['c', 'b'],
  )
  assert.equal(page.next, '2026-11-21T12:00:00.000Z_b')
})

test('page after page, everything is told once, however much happened in the same instant', async (t) => {
  const shop = await anOrg(t)
  const ana = await shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name: 'Ana' })))
  await shop.run((ctx) =>
    record(
      ctx,
      Array.from({ length: 25 }, () => ({ contactId: ana.id, kind: 'archived', data: {} })),
    ),
  )
  const read = async (kind: string[]) => {
    const ids: string[] = []
    for (let before: string | undefined; ;) {
      const page = await shop.read((ctx) => list(ctx, { id: ana.id, before, limit: 4, kind }))
      ids.push(...page.items.map(({ id }) => id))
      if (!page.next) return ids
      before = page.next
    }
  }
  const all = await read([])
  assert.equal(all.length, 26)
  assert.equal(new Set(all).size, 26)
  assert.equal((await read(['crm.archived'])).length, 25)
  assert.equal((await read(['crm.created'])).length, 1)
  assert.deepEqual(await read(['crm.nothing']), [])
})
