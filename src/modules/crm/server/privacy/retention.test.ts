import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { CreateContact } from '#crm/contract/contact.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import * as contacts from '#crm/server/contacts/contacts.ts'
import { applyRetention } from '#crm/server/privacy/retention.ts'

const create = (shop: TestOrg, name: string, relations: string[] = ['lead']) =>
  shop.run((ctx) => contacts.create(ctx, CreateContact.parse({ name, relations })))
const save = async (shop: TestOrg, rules: { code: string; days: number | null }[]) =>
  shop.http.put('/retention-rules', { rules }, { headers: { 'if-match': `"${(await shop.http.get('/retention-rules')).body.version}"` } })
const preview = async (shop: TestOrg, code: string, days: number) => (await shop.http.get(`/retention-previews/${code}?days=${days}`)).body
const aNight = async (shop: TestOrg) => {
  await shop.run(async (ctx) => ctx.enqueue(applyRetention, {}))
  await shop.settle()
  shop.clock.advance({ minutes: 1 })
  await shop.settle()
}
const names = async (shop: TestOrg) => (await shop.http.get('/contacts?sort=name')).body.items.map(({ name }: { name: string }) => name)

test('nothing goes by itself until somebody says so, and then only what is old, of whom nobody bought', async (t) => {
  const shop = await anOrg(t)
  await create(shop, 'Ana, que preguntó')
  await create(shop, 'Beto, que compró', ['customer'])
  const held = await create(shop, 'Caro, con uso limitado')
  await shop.http.put(`/contacts/${held.id}/restriction`, { isRestricted: true, reason: 'Hay un reclamo' })
  shop.clock.advance({ days: 100 })
  await create(shop, 'Dani, de ayer')
  shop.clock.advance({ days: 1 })
  await aNight(shop)
  assert.equal((await names(shop)).length, 4)

  const before = await preview(shop, 'crm.inactive-leads', 90)
  assert.deepEqual([before.count, before.oldestAt !== null], [1, true])
  const saved = await save(shop, [{ code: 'crm.inactive-leads', days: 90 }])
  assert.equal(saved.body.items.find(({ code }: { code: string }) => code === 'crm.inactive-leads').days, 90)
  await aNight(shop)
  assert.deepEqual(await names(shop), ['Beto, que compró', 'Caro, con uso limitado', 'Dani, de ayer'])
  assert.equal((await preview(shop, 'crm.inactive-leads', 90)).count, 0)

  const { items } = (await shop.http.get('/erasures')).body
  assert.deepEqual([items.length, items[0].reason, items[0].status], [1, 'retention', 'done'])
  const trail = (await shop.http.get('/audit?filter=subjectKind:eq:retention')).body.items
  assert.deepEqual(trail.map(({ action }: { action: string }) => action).toSorted(), ['crm.retention.applied', 'crm.retention.changed'])
})

test('history goes after its time, and a rule that is taken back takes nothing more', async (t) => {
  const shop = await anOrg(t)
  const { id } = await create(shop, 'Ana')
  shop.clock.advance({ days: 200 })
  const kinds = async () => (await shop.http.get(`/contacts/${id}/timeline`)).body.items.length
  assert.equal(await kinds(), 1)
  assert.equal((await preview(shop, 'crm.activity', 180)).count, 1)
  await save(shop, [{ code: 'crm.activity', days: 180 }])
  await save(shop, [{ code: 'crm.activity', days: null }])
  await aNight(shop)
  assert.equal(await kinds(), 1)
  await save(shop, [{ code: 'crm.activity', days: 180 }])
  await aNight(shop)
  assert.equal(await kinds(), 0)
})

test('a rule that makes no sense is refused in words, and changes nothing', async (t) => {
  const [shop, other] = await Promise.all([anOrg(t), anOrg(t)])
  for (const [rule, code] of [
    [{ code: 'crm.nothing', days: 90 }, 'crm.retention_unknown'],
    [{ code: 'crm.activity', days: 1 }, 'crm.retention_too_short'],
    [{ code: 'crm.activity', days: -3 }, 'kernel.invalid_input'],
    [{ code: 'crm.activity', days: 1.5 }, 'kernel.invalid_input'],
  ] as const) {
    const refused = await save(shop, [{ code: 'crm.exports', days: 30 }, rule])
    assert.deepEqual([refused.status, refused.body.code], [422, code])
  }
  assert.ok((await shop.http.get('/retention-rules')).body.items.every(({ days }: { days: number | null }) => days === null))
  await save(shop, [{ code: 'crm.exports', days: 30 }])
  assert.ok((await other.http.get('/retention-rules')).body.items.every(({ days }: { days: number | null }) => days === null))
  assert.equal((await shop.as({ permissions: [canReadContacts] }).http.get('/retention-rules')).status, 403)
})

test('of two who save how long things are kept one is told, and what the other saved stays', async (t) => {
  const shop = await anOrg(t)
  const put = (days: number) =>
    shop.http.put('/retention-rules', { rules: [{ code: 'crm.exports', days }] }, { headers: { 'if-match': '"0"' } })
  const answers = await Promise.all([put(30), put(90)])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assert.deepEqual((await shop.http.get('/retention-rules')).body, answers.find(({ status }) => status === 200)?.body)
})
