import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineModule, type TimelineEntry, type Viewer } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { contactMerged, contactTagged } from '#crm/contract/events.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import { timelineMoved } from '#crm/contract/timeline.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import { record } from '#crm/server/contacts/activity.store.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { cut, list, ownSource } from './timeline.ts'
import { timelineLiveOf } from './timeline-live.ts'

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

test('what any module tells moves the open timelines of those it is about, for whoever may read contacts', () => {
  const many = Array.from({ length: 150 }, (_, i) => `c${i}`)
  const other = moves(contactTagged, () => ['a', null, 'a', ...many])
  const lives = timelineLiveOf([
    defineModule({ name: 'crm', needs: [], timeline: [ownSource] }),
    defineModule({ name: 'other', needs: [], timeline: [{ kinds: [], entries: () => Promise.resolve([]), movedBy: [other] }] }),
  ])
  const topicsOf = (name: string, data: unknown) =>
    lives.filter(({ event }) => event.name === name).map(({ topics }) => topics(data as never))
  assert.deepEqual(topicsOf(contactMerged.name, { survivorId: 'x', loserId: 'y' }), [['crm.contact:x', 'crm.contact:y']])
  const [tagged, others] = topicsOf(contactTagged.name, { contactIds: ['z'] })
  assert.deepEqual(tagged, ['crm.contact:z'])
  assert.deepEqual([others?.[0], others?.[1], others?.length], ['crm.contact:a', 'crm.contact:c0', 100])
  const viewer = (permissions: string[]): Viewer => ({ userId: 'u', orgId: 'o', permissions: new Set(permissions), teamIds: [] })
  for (const live of lives) {
    assert.equal(live.as, timelineMoved, 'handlers of the event itself are not handed an empty patch')
    assert.deepEqual(live.show(viewer([canReadContacts.code]), {} as never), {})
    assert.equal(live.show(viewer([]), {} as never), null)
  }
})
