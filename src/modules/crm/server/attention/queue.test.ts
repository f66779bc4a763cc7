import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { sql } from '#kernel/db/sql.ts'
import { anOrg, type TestOrg, type TestPerson } from '#kernel/testing/org.ts'
import type { AttentionItem, PutItem } from '#crm/contract/attention.ts'
import {
  canAttend,
  canManageAttention,
  canReadAttention,
  canReadContacts,
  canReadTasks,
  canWriteContacts,
  canWriteTasks,
} from '#crm/contract/permissions.ts'
import * as items from '#crm/server/attention/items.ts'

const hand = [canReadAttention, canAttend, canReadTasks, canWriteTasks]

type Wanted = Partial<Omit<PutItem, 'promise'>> & { waits?: number; due?: number; chance?: number }

/** Something that has waited so many minutes and is due in so many. */
async function putIn(shop: TestOrg, { waits = 0, due, chance, ...more }: Wanted): Promise<string> {
  const at = (minutes: number): string => new Date(shop.clock.now().getTime() + minutes * 60_000).toISOString()
  const subjectId = more.subjectId ?? newId()
  const item: PutItem = {
    kind: 'task',
    contactId: null,
    brandId: null,
    title: 'Llamar',
    href: `/tareas/${subjectId}`,
    priority: 'normal',
    waitingSince: at(-waits),
    promise: due === undefined ? null : { startedAt: at(-waits), dueAt: at(due) },
    assigneeId: null,
    teamId: null,
    ...more,
    subjectId,
  }
  await shop.run(async (ctx) => {
    await items.put(ctx, item)
    if (chance !== undefined)
      await ctx.sql(sql`update crm.attention_item set chance = ${chance}, chance_from = 'model' where subject_id = ${subjectId}`)
  })
  return subjectId
}

const queue = async (who: TestPerson, query = ''): Promise<AttentionItem[]> => (await who.http.get(`/attention-items${query}`)).body.items
const titles = async (who: TestPerson, query = ''): Promise<(string | null)[]> => (await queue(who, query)).map(({ title }) => title)

test('the queue stands in the order of the rule, with the figures of its reasons', async (t) => {
  const shop = await anOrg(t)
  await putIn(shop, { title: 'B', waits: 2, due: 28, valueMinor: 800_000, chance: 0.9 })
  await putIn(shop, { title: 'A', waits: 20, due: 10, valueMinor: 250_000, chance: 0.67 })
  await putIn(shop, { title: 'C', waits: 55, due: -25, valueMinor: 50_000, chance: 0.2 })
  await putIn(shop, { title: 'Top', valueMinor: 1_000_000, chance: 0 })
  const shown = await queue(shop)
  assert.deepEqual(
    shown.map(({ title, points }) => [title, points.toFixed(2)]),
    [
      ['C', '67.50'],
      ['A', '65.28'],
      ['B', '49.09'],
      ['Top', '15.00'],
    ],
  )
  assert.deepEqual(
    shown.map(({ before }) => before),
    ['late', null, null, null],
  )
})

test('the order that the database makes is the order of the rule, for anything that can wait', async (t) => {
  const shop = await anOrg(t)
  let seed = 7
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647
  for (let i = 0; i < 60; i++) {
    await putIn(shop, {
      title: `${i}`,
      waits: Math.round(random() * 90),
      valueMinor: Math.round(random() ** 3 * 5_000_000),
      priority: random() < 0.1 ? 'urgent' : 'normal',
      ...(random() < 0.7 && { due: Math.round(random() * 120 - 40) }),
      ...(random() < 0.6 && { chance: random() }),
    })
  }
  await shop.http.put(
    '/attention-settings',
    { weights: { chance: 20, urgency: 40, wait: 10, value: 30 }, vipTagIds: [] },
    { headers: { 'if-match': '"1"' } },
  )
  const shown = await queue(shop, '?limit=200')
  assert.equal(shown.length, 60)
  const rank = ({ before }: AttentionItem): number => ['emergency', 'late', 'vip', null].indexOf(before)
  const expected = shown.toSorted((one, other) => rank(one) - rank(other) || other.points - one.points)
  assert.deepEqual(
    shown.map(({ title }) => title),
    expected.map(({ title }) => title),
  )
  assert.ok(new Set(shown.map(rank)).size > 2, 'all groups are there')
})

test('time alone moves the order, and what waits only later is not there yet', async (t) => {
  const shop = await anOrg(t)
  await putIn(shop, { title: 'Lenta', waits: 15, due: 600 })
  await putIn(shop, { title: 'Rápida', waits: 1, due: 20 })
  await putIn(shop, { title: 'Mañana', waits: -30 })
  assert.deepEqual(await titles(shop), ['Lenta', 'Rápida'])
  shop.clock.advance({ minutes: 10 })
  assert.deepEqual(await titles(shop), ['Rápida', 'Lenta'])
  shop.clock.advance({ minutes: 20 })
  assert.deepEqual(await titles(shop), ['Rápida', 'Lenta', 'Mañana'])
})

test('who has a VIP tag goes before the rest from that moment on, until it is taken off', async (t) => {
  const shop = await anOrg(t)
  const tag = (await shop.http.post('/tags', { name: 'VIP', color: 'yellow' })).body.id
  const contactId = (await shop.http.post('/contacts', { kind: 'person', name: 'Marta', tagIds: [tag] })).body.id
  await putIn(shop, { title: 'Cualquiera', waits: 50 })
  await putIn(shop, { title: 'Marta', contactId, waits: 1 })
  assert.deepEqual(await titles(shop), ['Cualquiera', 'Marta'])
  const weights = { chance: 35, urgency: 35, wait: 15, value: 15 }
  assert.equal((await shop.http.put('/attention-settings', { weights, vipTagIds: [tag] }, { headers: { 'if-match': '"1"' } })).status, 200)
  assert.deepEqual(await titles(shop), ['Marta', 'Cualquiera'])
  await shop.http.post('/contact-changes', { ids: [contactId], change: { kind: 'remove-tag', tagId: tag } })
  const untagged = await titles(shop)
  await shop.http.post('/contact-changes', { ids: [contactId], change: { kind: 'add-tag', tagId: tag } })
  assert.deepEqual(
    [untagged, await titles(shop)],
    [
      ['Cualquiera', 'Marta'],
      ['Marta', 'Cualquiera'],
    ],
  )
})

test('weights that do not add up to a hundred are refused with their sum, and change nothing', async (t) => {
  const shop = await anOrg(t)
  const before = (await shop.http.get('/attention-settings')).body
  const refused = await shop.http.put(
    '/attention-settings',
    { weights: { chance: 50, urgency: 50, wait: 15, value: 15 }, vipTagIds: [] },
    { headers: { 'if-match': '"1"' } },
  )
  assert.deepEqual([refused.status, refused.body.code], [422, 'crm.attention_weights_invalid'])
  assert.match(refused.body.title, /130/)
  assert.deepEqual((await shop.http.get('/attention-settings')).body, before)
  const good = { weights: { chance: 0, urgency: 100, wait: 0, value: 0 }, vipTagIds: [] }
  assert.equal((await shop.http.put('/attention-settings', good, { headers: { 'if-match': '"1"' } })).status, 200)
  assert.equal((await shop.http.put('/attention-settings', good, { headers: { 'if-match': '"1"' } })).body.code, 'kernel.changed_meanwhile')
  const agent = shop.as({ permissions: [canReadAttention] })
  assert.equal((await agent.http.put('/attention-settings', good, { headers: { 'if-match': '"2"' } })).status, 403)
  const other = await anOrg(t)
  assert.deepEqual((await other.http.get('/attention-settings')).body, before)
  assert.ok(canManageAttention)
})

test('only kinds that somebody may see are in their queue, filtered by kind, brand and what is theirs', async (t) => {
  const shop = await anOrg(t)
  const ana = shop.as({ name: 'Ana', permissions: hand })
  await putIn(shop, { title: 'De Ana', assigneeId: ana.actor.id, brandId: shop.brandId })
  await putIn(shop, { title: 'De nadie' })
  await putIn(shop, { title: 'Desconocido', kind: 'nothing-known' })
  assert.deepEqual((await titles(ana)).toSorted(), ['De Ana', 'De nadie'])
  assert.deepEqual(await titles(ana, '?mine=true'), ['De Ana'])
  assert.deepEqual(await titles(ana, `?brandId=${shop.brandId}`), ['De Ana'])
  assert.deepEqual(await titles(ana, '?kind=conversation'), [])
  const reader = shop.as({ permissions: [canReadAttention, canReadContacts, canWriteContacts] })
  assert.deepEqual(await titles(reader), [])
  const other = await anOrg(t)
  assert.deepEqual(await titles(other), [])
})

test('an enquiry that was handed in waits with the chance of its contact until somebody says what became of it', async (t) => {
  const shop = await anOrg(t)
  const handed = { channel: 'web', name: 'Marta', identities: [{ kind: 'email', value: 'marta@example.com' }], message: '¿Cuánto sale?' }
  const made = await shop.http.post('/leads', handed)
  assert.equal(made.status, 200, JSON.stringify(made.body))
  await shop.settle()
  const [item] = await queue(shop)
  assert.deepEqual([item?.kind, item?.contactName, item?.chanceFrom, item?.promise], ['lead', 'Marta', 'rules', null])
  const claimed = (await shop.http.post('/attention-claims', { kinds: ['lead'] })).body.item
  assert.equal(claimed.subjectId, made.body.id)
  await shop.http.patch(`/leads/${made.body.id}`, { status: 'working' }, { headers: { 'if-match': `"${made.body.version}"` } })
  assert.deepEqual(await queue(shop), [])
})
