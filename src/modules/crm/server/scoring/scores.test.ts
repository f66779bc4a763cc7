import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asSystem } from '#kernel/context.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact, ListContacts } from '#crm/contract/contact.ts'
import type { ActivityKind } from '#crm/contract/activity.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import type { ScoreSettings } from '#crm/contract/scoring.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import type { Received } from '#crm/server/contacts/identity.ts'
import { findOrCreateByIdentity } from '#crm/server/contacts/recognise.ts'
import { refreshScores } from '#crm/server/scoring/refresh.ts'
import { save } from '#crm/server/scoring/save.ts'
import * as scores from '#crm/server/scoring/scores.ts'
import * as settings from '#crm/server/scoring/settings.ts'
import { simulate } from '#crm/server/scoring/simulation.ts'

const create = async (shop: TestOrg, given: object = {}): Promise<string> => {
  const { id } = await shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name: 'Ana', ...given })))
  await shop.settle()
  return id
}
const ago = (shop: TestOrg, days: number): string => new Date(shop.clock.now().getTime() - days * 86_400_000).toISOString()
let facts = 0
const did = (shop: TestOrg, contactId: string, kind: ActivityKind, days = 0) =>
  shop.run((ctx) => activities.record(ctx, { contactId, kind, at: ago(shop, days), source: `fact:${++facts}` }))
const scoreOf = (shop: TestOrg, id: string) => shop.read((ctx) => scores.get(ctx, { id }))
const current = (shop: TestOrg) => shop.read((ctx) => settings.active(ctx))
const saveAs = (shop: TestOrg, next: ScoreSettings, ifMatch: number) => shop.run((ctx) => save(ctx, { settings: next }), { ifMatch })

test('a contact is scored when it is made, when it is known better, and with everything it does', async (t) => {
  const shop = await anOrg(t)
  const id = await create(shop, { identities: [{ kind: 'phone', value: '+54 9 11 5123-4567' }] })
  assert.deepEqual({ ...(await scoreOf(shop, id)), scoredAt: null, reasons: [] }, { ...nothing, contactId: id, fit: 10, score: 10 })

  await did(shop, id, 'message.in', 7)
  await did(shop, id, 'intent.price')
  const scored = await scoreOf(shop, id)
  assert.deepEqual([scored.score, scored.fit, scored.engagement, scored.grade], [30, 10, 20, 'C2'])
  assert.deepEqual(
    scored.reasons.map(({ points, activity, count }) => [points, activity, count]),
    [
      [15, 'intent.price', 1],
      [10, null, 0],
      [5, 'message.in', 1],
    ],
  )
  await did(shop, id, 'order.placed')
  assert.equal((await scoreOf(shop, id)).score, 50)
  assert.deepEqual((await shop.events()).filter(({ type }) => type === 'crm.contact.scored').at(-1)?.data, {
    scores: [{ contactId: id, score: 50, grade: 'C1', winPercent: null }],
  })
})

test('whoever writes for the first time is scored once for all that is learnt of them within seconds', async (t) => {
  const shop = await anOrg(t)
  const heard = (...more: Received[]) =>
    asSystem(shop.kernel, shop.id, { name: 'test' }, (ctx) =>
      findOrCreateByIdentity(ctx, { identities: [{ kind: 'wa_id', value: '5491151234567' }, ...more], source: 'whatsapp', country: 'AR' }),
    )
  const { id } = await heard()
  await heard({ kind: 'email', value: 'ana@example.com' })
  const waiting = () => shop.kernel.db.platform`select from kernel.job where org_id = ${shop.id} and name = 'crm.rescore-contacts'`
  assert.equal((await waiting()).length, 1)
  shop.clock.advance({ seconds: 10 })
  await shop.settle()
  assert.equal((await waiting()).length, 0)
  assert.equal((await scoreOf(shop, id)).score, 25)
})

const nothing = {
  contactId: '',
  score: 0,
  grade: 'C3',
  winPercent: null,
  fit: 0,
  engagement: 0,
  reasons: [],
  capped: [],
  pWin: null,
  modelVersion: null,
  winReasons: [],
  scoredAt: null,
}

test('what is told late, twice or in any order gives the same score as what is told in time', async (t) => {
  const shop = await anOrg(t)
  const [inTime, late] = [await create(shop), await create(shop)]
  for (const days of [9, 6, 5.99, 3, 1]) await did(shop, inTime, 'message.in', days)
  for (const days of [3, 9, 1, 5.99, 6]) await did(shop, late, 'message.in', days)
  const [one, other] = [await scoreOf(shop, inTime), await scoreOf(shop, late)]
  assert.equal(one.score, other.score)
  assert.equal(one.reasons[0]?.count, 4, 'the two within an hour count once')
  await shop.run((ctx) => activities.record(ctx, { contactId: late, kind: 'message.in', at: ago(shop, 1), source: `fact:${facts}` }))
  assert.equal((await scoreOf(shop, late)).score, other.score)
})

test('points fade day by day without anybody doing anything, and only so many of a group count', async (t) => {
  const shop = await anOrg(t)
  const id = await create(shop)
  for (let days = 6; days >= 0; days--) await did(shop, id, 'message.in', days)
  const before = await scoreOf(shop, id)
  assert.equal(before.score, 30)
  assert.deepEqual(
    before.capped.map(({ cap, sum }) => sum > cap),
    [true],
  )
  shop.clock.advance({ hours: 28 * 24 })
  await shop.run(async (ctx) => ctx.enqueue(refreshScores, {}))
  await shop.settle()
  assert.ok((await scoreOf(shop, id)).score < 12)
})

test('saving other rules scores everybody again, keeps the old ones, and refuses who saves over somebody', async (t) => {
  const shop = await anOrg(t)
  const id = await create(shop)
  await did(shop, id, 'intent.price')
  const { settings: usual, version } = await current(shop)
  assert.equal(version, 0)
  const double: ScoreSettings = {
    ...usual,
    groups: usual.groups.map((group) => ({
      ...group,
      cap: 100,
      rules: group.rules.map((rule) => ({ ...rule, points: Math.max(-100, Math.min(100, rule.points * 2)) })),
    })),
  }
  await saveAs(shop, double, 0)
  await shop.settle()
  assert.equal((await scoreOf(shop, id)).score, 30)
  await assert.rejects(saveAs(shop, usual, 0), { code: 'kernel.changed_meanwhile', details: { version: 1 } })
  await did(shop, id, 'intent.stock')
  assert.equal((await scoreOf(shop, id)).score, 54)
  assert.deepEqual(
    (await shop.read((ctx) => settings.listVersions(ctx))).items.map((one) => [one.version, one.createdBy]),
    [
      [1, 'Julia Lucero'],
      [0, null],
    ],
  )
  assert.deepEqual((await shop.read((ctx) => settings.getVersion(ctx, { version: 1 }))).settings, double)
  await assert.rejects(
    shop.read((ctx) => settings.getVersion(ctx, { version: 7 })),
    { code: 'crm.score_version_not_found' },
  )
})

test('a simulation says who would move and changes nothing', async (t) => {
  const shop = await anOrg(t)
  const [talker, buyer] = [await create(shop, { name: 'Habla' }), await create(shop, { name: 'Compra' })]
  await did(shop, talker, 'message.in')
  await did(shop, buyer, 'order.placed')
  const { settings: usual } = await current(shop)
  const noTalk = {
    ...usual,
    groups: usual.groups.map((group) => ({
      ...group,
      rules: group.rules.filter((rule) => rule.kind !== 'activity' || rule.activity !== 'message.in'),
    })),
  }
  const simulated = await shop.run((ctx) => simulate(ctx, { settings: noTalk }))
  assert.deepEqual([simulated.contacts, simulated.movers.length], [2, 1])
  assert.deepEqual(
    { ...simulated.movers[0], id: talker },
    { id: talker, name: 'Habla', before: 7, after: 0, beforeGrade: 'C3', afterGrade: 'C3' },
  )
  assert.deepEqual(simulated.before.tenths, [1, 0, 0, 0, 1, 0, 0, 0, 0, 0])
  assert.deepEqual([simulated.outcomes.won, simulated.outcomes.after.auc], [0, null])
  assert.equal((await scoreOf(shop, talker)).score, 7)
})

test('a list is sorted and filtered by score, and nobody sees the scores of another organization', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  const ids: string[] = []
  for (const [name, orders] of [
    ['Ana', 0],
    ['Bea', 2],
    ['Caro', 1],
  ] as const) {
    const id = await create(shop, { name })
    for (let i = 0; i < orders; i++) await did(shop, id, 'order.placed')
    ids.push(id)
  }
  // Whoever bought is a customer, which is worth points of its own.
  await shop.settle()
  const names = async (query: object) =>
    (await shop.read((ctx) => contacts.list(ctx, ListContacts.parse(query)))).items.map(({ name, score }) => `${name} ${score?.score}`)
  assert.deepEqual(await names({ sort: '-score' }), ['Bea 60', 'Caro 40', 'Ana 0'])
  assert.deepEqual(await names({ sort: 'score', filter: 'score:gte:20' }), ['Caro 40', 'Bea 60'])
  assert.deepEqual(await names({ filter: ['grade:in:B1'] }), ['Bea 60'])
  const first = await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ sort: '-score', limit: 2 })))
  const second = await shop.read((ctx) => contacts.list(ctx, ListContacts.parse({ sort: '-score', limit: 2, cursor: first.next })))
  assert.deepEqual(
    second.items.map(({ name }) => name),
    ['Ana'],
  )
  const stranger = other.as({ permissions: [canReadContacts] })
  assert.equal((await stranger.http.get(`/contacts/${ids[0]}/score`)).status, 404)
  await other.run((ctx) => scores.rescore(ctx, ids))
  assert.equal((await scoreOf(shop, ids[1] as string)).score, 60)
})

test('whoever is joined with another is scored by what both did, and by what is theirs when it is undone', async (t) => {
  const shop = await anOrg(t)
  const [one, other] = [await create(shop), await create(shop, { name: 'Ana R.' })]
  await did(shop, one, 'order.placed')
  await did(shop, other, 'intent.price')
  await shop.http.post(`/contacts/${one}/merges`, { otherId: other })
  await shop.settle()
  const both = await Promise.all([scoreOf(shop, one), scoreOf(shop, other)])
  assert.deepEqual(
    both.map(({ score }) => score).toSorted((a, b) => a - b),
    [0, 55],
  )
})
