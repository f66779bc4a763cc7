import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as trail from './trail.ts'
import { sealAll } from './seal.ts'
import { Listing } from '#kernel/contract/page.ts'
import { anOrg } from '#kernel/testing/org.ts'

const query = (input: Record<string, unknown> = {}) => Listing.parse(input)
const silent = { error: () => {} }

test('the trail shows who changed which fields of what, newest first', async (t) => {
  const shop = await anOrg(t)
  const beto = shop.as({ name: 'Beto Gil' })
  await shop.run(async (ctx) =>
    ctx.audit({
      action: 'crm.contact.created',
      subject: { kind: 'contact', id: 'c1', name: 'Juan' },
      after: { name: 'Juan', phone: null },
    }),
  )
  shop.clock.advance({ minutes: 1 })
  await beto.run(async (ctx) =>
    ctx.audit({
      action: 'crm.contact.updated',
      subject: { kind: 'contact', id: 'c1', name: 'Juan P.' },
      before: { name: 'Juan', phone: null, vip: true },
      after: { name: 'Juan P.', phone: '+54', vip: true },
    }),
  )

  const { items } = await shop.read((ctx) => trail.list(ctx, query({ filter: 'subjectId:eq:c1' })))
  assert.deepEqual(
    items.map(({ action, actor, changes, position }) => ({ action, who: actor.name, changes, position })),
    [
      {
        action: 'crm.contact.updated',
        who: 'Beto Gil',
        changes: [
          { field: 'name', before: 'Juan', after: 'Juan P.' },
          { field: 'phone', before: null, after: '+54' },
        ],
        position: null,
      },
      {
        action: 'crm.contact.created',
        who: 'Julia Lucero',
        changes: [
          { field: 'name', before: null, after: 'Juan' },
          { field: 'phone', before: null, after: null },
        ],
        position: null,
      },
    ],
  )
  assert.equal(items[0]?.actor.id, beto.actor.id)
})

test('the trail is narrowed by person, action, subject and period, and pages do not repeat', async (t) => {
  const shop = await anOrg(t)
  const beto = shop.as({ name: 'Beto Gil' })
  const start = shop.clock.now()
  for (let i = 0; i < 7; i++) {
    const who = i % 2 === 0 ? shop : beto
    await who.run(async (ctx) =>
      ctx.audit({
        action: i < 4 ? 'crm.contact.updated' : 'crm.contact.deleted',
        subject: { kind: 'contact', id: `c${i}`, name: `C${i}` },
      }),
    )
    shop.clock.advance({ hours: 1 })
  }
  const idsOf = async (input: Record<string, unknown>) =>
    (await shop.read((ctx) => trail.list(ctx, query(input)))).items
      .filter(({ subject }) => subject.kind === 'contact')
      .map(({ subject }) => subject.id)
  assert.deepEqual(await idsOf({ filter: [`actorId:eq:${beto.actor.id}`] }), ['c5', 'c3', 'c1'])
  assert.deepEqual(await idsOf({ filter: ['action:in:crm.contact.deleted|crm.contact.merged'] }), ['c6', 'c5', 'c4'])
  assert.deepEqual(
    await idsOf({
      filter: [
        'subjectKind:eq:contact',
        `at:gte:${new Date(start.getTime() + 2 * 3_600_000).toISOString()}`,
        `at:lt:${new Date(start.getTime() + 4 * 3_600_000).toISOString()}`,
      ],
    }),
    ['c3', 'c2'],
  )
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof trail.list>> = await shop.read((ctx) =>
      trail.list(ctx, query({ limit: 3, filter: 'subjectKind:eq:contact', ...(cursor && { cursor }) })),
    )
    seen.push(...page.items.map(({ subject }) => subject.id))
    cursor = page.next
  } while (cursor)
  assert.deepEqual(seen, ['c6', 'c5', 'c4', 'c3', 'c2', 'c1', 'c0'])
  await assert.rejects(
    shop.read((ctx) => trail.list(ctx, query({ filter: 'before:eq:x' }))),
    { code: 'kernel.invalid_filter' },
  )

  const facets = await shop.read((ctx) => trail.facets(ctx))
  assert.ok(facets.actors.some(({ id, name }) => id === beto.actor.id && name === 'Beto Gil'))
  assert.deepEqual(
    facets.actions.filter((action) => action.startsWith('crm.')),
    ['crm.contact.updated', 'crm.contact.deleted'],
  )
})

test('nobody sees the trail of another organization, and each one verifies its own', async (t) => {
  const [shop, other] = [await anOrg(t), await anOrg(t)]
  await shop.run(async (ctx) => ctx.audit({ action: 'crm.contact.created', subject: { kind: 'contact', id: 'secret', name: 'Secret' } }))
  assert.deepEqual((await other.read((ctx) => trail.list(ctx, query({ filter: 'subjectId:eq:secret' })))).items, [])

  await sealAll({ ...shop.kernel, log: silent })
  const mine = await shop.read((ctx) => trail.verify(ctx))
  assert.ok(mine.ok && mine.waiting === 0 && mine.entries >= 1)
  await shop.run(async (ctx) => ctx.audit({ action: 'crm.contact.deleted', subject: { kind: 'contact', id: 'secret', name: 'Secret' } }))
  assert.deepEqual(await shop.read((ctx) => trail.verify(ctx)), mine, 'the answer of the last minute')
  shop.clock.advance({ seconds: 61 })
  const later = await shop.read((ctx) => trail.verify(ctx))
  assert.ok(later.ok && later.waiting === 1)
})
