import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

const create = async (shop: TestOrg, name: string, kind = 'person'): Promise<string> =>
  (await shop.http.post('/contacts', { name, kind })).body.id
const seen = async (shop: TestOrg, id: string): Promise<unknown[]> =>
  (await shop.http.get(`/contacts/${id}/links`)).body.items.map(
    ({ kind, direction, role, other }: { kind: string; direction: string; role: string; other: { name: string } }) => [
      kind,
      direction,
      role,
      other.name,
    ],
  )

test('a link is seen from both sides, whichever it was written down at, and is kept once', async (t) => {
  const shop = await anOrg(t)
  const [ana, bea, mill] = [await create(shop, 'Ana'), await create(shop, 'Bea'), await create(shop, 'Molino Norte', 'company')]
  const made = await shop.http.post(`/contacts/${mill}/links`, { otherId: ana, kind: 'works_at', direction: 'in', role: 'Ventas' })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  assert.deepEqual(await seen(shop, ana), [['works_at', 'out', 'Ventas', 'Molino Norte']])
  assert.deepEqual(await seen(shop, mill), [['works_at', 'in', 'Ventas', 'Ana']])
  const again = await shop.http.post(`/contacts/${ana}/links`, { otherId: mill, kind: 'works_at', role: 'Compras' })
  assert.equal(again.body.id, made.body.id)
  await shop.http.post(`/contacts/${ana}/links`, { otherId: bea, kind: 'family', role: 'hermana' })
  await shop.http.post(`/contacts/${bea}/links`, { otherId: ana, kind: 'family', role: 'hermanas' })
  assert.deepEqual(
    (await seen(shop, ana)).map((one) => (one as string[])[2]),
    ['hermanas', 'Compras'],
  )
  const told = await shop.events()
  assert.deepEqual(told.find(({ type }) => type === 'crm.contact.linked')?.data, { contactIds: [mill, ana] })
  assert.equal((await shop.http.delete(`/contact-links/${made.body.id}`)).status, 200)
  assert.deepEqual(await seen(shop, mill), [])
  assert.equal((await shop.http.delete(`/contact-links/${made.body.id}`)).status, 404)
})

test('a link that makes no sense is refused in words, and nobody is linked across organizations', async (t) => {
  const [shop, other] = [await anOrg(t), await anOrg(t)]
  const [ana, bea, foreign] = [await create(shop, 'Ana'), await create(shop, 'Bea'), await create(other, 'Ajena')]
  const link = (otherId: string, kind = 'family') => shop.http.post(`/contacts/${ana}/links`, { otherId, kind })
  assert.equal((await link(ana)).body.code, 'crm.link_to_itself')
  assert.equal((await link(bea, 'works_at')).body.title, '«Bea» no es una empresa. Cambiá su tipo o elegí otro vínculo.')
  assert.equal((await link(foreign)).status, 404)
  assert.equal((await link(newId())).status, 404)
  assert.equal((await link(bea, 'enemy')).status, 422)
  assert.deepEqual(await seen(shop, ana), [])
})

test('merged, the links of both are those of one; undone, each has its own again', async (t) => {
  const shop = await anOrg(t)
  const [ana, double, bea, mill] = [
    await create(shop, 'Ana'),
    await create(shop, 'Ana R'),
    await create(shop, 'Bea'),
    await create(shop, 'Molino', 'company'),
  ]
  const link = (id: string, otherId: string, kind: string) => shop.http.post(`/contacts/${id}/links`, { otherId, kind })
  await link(ana, mill, 'works_at')
  await link(double, mill, 'works_at')
  await link(double, bea, 'referred_by')
  await link(ana, double, 'family')
  const before = [await seen(shop, ana), await seen(shop, double)]
  const merged = await shop.http.post(`/contacts/${ana}/merges`, { otherId: double })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.deepEqual(await seen(shop, ana), [
    ['referred_by', 'out', '', 'Bea'],
    ['works_at', 'out', '', 'Molino'],
  ])
  assert.deepEqual(await seen(shop, mill), [['works_at', 'in', '', 'Ana']])
  assert.equal((await shop.http.put(`/contact-merges/${merged.body.id}/undo`, {})).status, 200)
  assert.deepEqual([await seen(shop, ana), await seen(shop, double)], before)
})
