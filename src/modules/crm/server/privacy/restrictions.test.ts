import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import { canReadContacts, canRestrictContacts } from '#crm/contract/permissions.ts'
import { SegmentTree } from '#crm/contract/segment.ts'
import * as activities from '#crm/server/activities/activities.ts'
import * as consents from '#crm/server/consents/consents.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import * as scores from '#crm/server/scoring/scores.ts'
import * as segments from '#crm/server/segments/segments.ts'

const create = (shop: TestOrg, given: object) => shop.run((ctx) => contacts.create(ctx, CreateContact.parse(given)))
const restrict = (shop: TestOrg, id: string, isRestricted: boolean, reason = 'Lo pidió') =>
  shop.http.put(`/contacts/${id}/restriction`, { isRestricted, reason })

test('a restriction says since when and why, can be lifted, and every turn of it is kept', async (t) => {
  const shop = await anOrg(t)
  const { id } = await create(shop, { name: 'Ana' })
  assert.equal((await restrict(shop, id, true)).body.restrictions.length, 1)
  // Twice the same is once.
  assert.equal((await restrict(shop, id, true)).body.restrictions.length, 1)
  assert.notEqual((await shop.http.get(`/contacts/${id}`)).body.restrictedAt, null)
  shop.clock.advance({ minutes: 1 })
  const lifted = await restrict(shop, id, false, 'Ya no hace falta')
  assert.deepEqual(
    lifted.body.restrictions.map(({ isRestricted, reason }: { isRestricted: boolean; reason: string }) => [isRestricted, reason]),
    [
      [false, 'Ya no hace falta'],
      [true, 'Lo pidió'],
    ],
  )
  assert.equal(lifted.body.restrictedAt, null)
  const { items } = (await shop.http.get(`/contacts/${id}/timeline`)).body
  assert.deepEqual(items.map(({ kind }: { kind: string }) => kind).slice(0, 2), ['crm.unrestricted', 'crm.restricted'])
})

test('without a reason, without the right or for a contact of another shop nothing is restricted', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  const { id } = await create(shop, { name: 'Ana' })
  assert.equal((await restrict(shop, id, true, ' ')).status, 422)
  assert.equal((await restrict(other, id, true)).status, 404)
  const reader = shop.as({ permissions: [canReadContacts] })
  assert.equal((await reader.http.put(`/contacts/${id}/restriction`, { isRestricted: true, reason: 'x' })).status, 403)
  const keeper = shop.as({ permissions: [canReadContacts, canRestrictContacts] })
  assert.equal((await keeper.http.put(`/contacts/${id}/restriction`, { isRestricted: true, reason: 'x' })).status, 200)
})

test('whoever is restricted gets no promotions, no score and no place in a segment, and has them again afterwards', async (t) => {
  const shop = await anOrg(t)
  const [ana, beto] = [await create(shop, { name: 'Ana' }), await create(shop, { name: 'Beto' })]
  const both = [ana.id, beto.id]
  const asked = { contactIds: both, channel: 'whatsapp', purpose: 'marketing' } as const
  const states = async () => [...(await shop.run((ctx) => consents.stateOf(ctx, asked))).values()]
  const everybody = SegmentTree.parse({ match: 'all', conditions: [{ term: 'kind', operator: 'in', value: ['person'] }] })
  const size = async () => (await shop.run((ctx) => segments.preview(ctx, { conditions: everybody, id: null }))).count
  const scoreOf = async (id: string) => (await shop.read((ctx) => scores.get(ctx, { id }))).score
  const ask = (key: string) =>
    shop.run((ctx) =>
      activities.recordAll(
        ctx,
        both.map((contactId) => ({ contactId, kind: 'intent.price' as const, at: ctx.now.toISOString(), source: `${key}:${contactId}` })),
      ),
    )
  for (const contactId of both)
    await shop.run((ctx) =>
      consents.record(ctx, [
        { contactId, channel: 'whatsapp', purpose: 'marketing', state: 'granted', source: 'form', evidence: '', textVersion: 'boletín v3' },
      ]),
    )
  assert.deepEqual(await states(), ['granted', 'granted'])
  const { current, history } = (await shop.http.get(`/contacts/${ana.id}/consents`)).body
  assert.deepEqual([current[0].textVersion, history[0].textVersion, history[0].source], ['boletín v3', 'boletín v3', 'form'])

  await restrict(shop, ana.id, true)
  await shop.settle()
  await ask('first')
  await shop.settle()
  assert.deepEqual(await states(), ['denied', 'granted'])
  assert.equal(await size(), 1)
  assert.deepEqual([await scoreOf(ana.id), (await scoreOf(beto.id)) > 0], [0, true])

  await restrict(shop, ana.id, false)
  await shop.settle()
  assert.deepEqual(await states(), ['granted', 'granted'])
  assert.equal(await size(), 2)
  assert.ok((await scoreOf(ana.id)) > 0)
})

test('made one with somebody restricted, the one that stays is restricted too', async (t) => {
  const shop = await anOrg(t)
  const [ana, anita] = [await create(shop, { name: 'Ana' }), await create(shop, { name: 'Anita' })]
  await restrict(shop, anita.id, true)
  const merged = await shop.http.post(`/contacts/${ana.id}/merges`, { otherId: anita.id, choices: {} })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.notEqual((await shop.http.get(`/contacts/${ana.id}`)).body.restrictedAt, null)
})
