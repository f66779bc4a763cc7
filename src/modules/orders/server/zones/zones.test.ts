import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestPerson } from '#kernel/testing/org.ts'
import { aShop, line } from '#orders/server/testing/shop.ts'

type Given = Record<string, unknown>
const plaza = { latitude: -31.4167, longitude: -64.1833 }
const here = { text: 'Colón 100', ...plaza }
const outside = { text: 'Ruta 9 km 30', latitude: -31.2, longitude: -64.0 }

async function aShopThatBrings(t: Parameters<typeof aShop>[0]) {
  const made = await aShop(t)
  const { shop } = made
  const zone = async (given: Given) => (await shop.http.post('/delivery-zones', { brandId: shop.brandId, minutes: 40, ...given })).body
  const centre = await zone({
    name: 'Centro',
    area: { kind: 'radius', ...plaza, meters: 2000 },
    feeMinor: 80_000,
    minimumMinor: 500_000,
    freeFromMinor: 1_500_000,
  })
  const barrio = await zone({ name: 'Güemes', area: { kind: 'neighbourhoods', names: ['Güemes'] }, feeMinor: 120_000 })
  const bring = (who: Pick<TestPerson, 'http'>, lines: unknown, more: Given = {}) =>
    who.http.post('/orders', { door: 'phone', fulfilment: 'delivery', lines, ...more })
  const ask = async (lines: unknown, more: Given = {}) =>
    (await shop.http.post('/order-quotes', { door: 'phone', fulfilment: 'delivery', lines, ...more })).body
  return { ...made, centre, barrio, bring, ask }
}

test('what is brought costs what its zone says, from an amount on nothing, and below the least it is not brought', async (t) => {
  const { shop, chicken, drink, centre, bring, ask } = await aShopThatBrings(t)
  const one = await bring(shop, [line(chicken)], { address: here })
  assert.deepEqual([one.body.deliveryMinor, one.body.totalMinor, one.body.zoneId], [80_000, 1_030_000, centre.id])
  assert.equal(Date.parse(one.body.promisedAt) - Date.parse(one.body.placedAt), 40 * 60_000)
  const two = await bring(shop, [line(chicken, 2)], { address: here })
  assert.deepEqual([two.body.deliveryMinor, two.body.totalMinor], [0, 1_900_000])
  const little = await bring(shop, [line(drink)], { address: here })
  assert.equal(little.body.code, 'orders.below_minimum')
  assert.match(little.body.title, /5\.000,00.*3\.200,00/)
  assert.equal((await ask([line(drink)], { address: here })).trouble, 'below_minimum', 'who is still choosing sees the sum')
  const more = await shop.http.patch(
    `/orders/${one.body.id}`,
    { lines: [line(chicken, 2)] },
    { headers: { 'if-match': `"${one.body.version}"` } },
  )
  assert.deepEqual([more.body.deliveryMinor, more.body.totalMinor], [0, 1_900_000], 'edited past the amount it is brought for nothing')
})

test('outside of every zone it says so, and somebody who may brings it for a fee of their own', async (t) => {
  const { shop, chicken, barrio, bring, ask } = await aShopThatBrings(t)
  const far = await bring(shop, [line(chicken)], { address: outside })
  assert.equal(far.body.code, 'orders.zone_unsure', 'it may be a barrio that nobody has named')
  await shop.http.delete(`/delivery-zones/${barrio.id}`)
  const refused = await bring(shop, [line(chicken)], { address: outside })
  assert.deepEqual([refused.status, refused.body.code], [422, 'orders.outside_zones'])
  assert.equal((await ask([line(chicken)], { address: outside })).trouble, 'outside')
  const agent = shop.as({ permissions: ['orders.take-orders', 'orders.read-orders'] })
  assert.equal((await bring(agent, [line(chicken)], { address: outside, byHand: { feeMinor: 1 } })).status, 403)
  const brought = await bring(shop, [line(chicken)], { address: outside, byHand: { feeMinor: 350_000 } })
  assert.deepEqual([brought.body.deliveryMinor, brought.body.zoneId], [350_000, null])
  const edited = await agent.http.patch(
    `/orders/${brought.body.id}`,
    { lines: [line(chicken, 3)] },
    { headers: { 'if-match': `"${brought.body.version}"` } },
  )
  assert.deepEqual([edited.status, edited.body.deliveryMinor], [200, 350_000], 'the fee that was agreed on stays while it goes there')
  const moved = await agent.http.patch(
    `/orders/${brought.body.id}`,
    { address: { text: 'Otra ruta', latitude: -30, longitude: -63 } },
    { headers: { 'if-match': `"${edited.body.version}"` } },
  )
  assert.equal(moved.body.code, 'orders.outside_zones')
})

test('an address without coordinates is asked for its zone, and the one that was chosen counts', async (t) => {
  const { shop, chicken, centre, barrio, bring, ask } = await aShopThatBrings(t)
  assert.equal((await bring(shop, [line(chicken)], { address: { text: 'Colón 100' } })).body.code, 'orders.zone_unsure')
  assert.equal((await ask([line(chicken)], { address: { text: 'Belgrano 800, guemes' } })).covering.zone.id, barrio.id)
  const chosen = await bring(shop, [line(chicken)], { address: { text: 'Colón 100' }, zoneId: centre.id })
  assert.deepEqual([chosen.status, chosen.body.zoneId], [200, centre.id])
  const other = await aShopThatBrings(t)
  assert.equal((await bring(shop, [line(chicken)], { address: here, zoneId: other.centre.id })).body.code, 'orders.zone_unknown')
})

test('a zone has a shape, belongs to a brand, and of two who change it the second is told', async (t) => {
  const { shop, centre } = await aShopThatBrings(t)
  const create = (given: Given) =>
    shop.http.post('/delivery-zones', {
      brandId: shop.brandId,
      name: 'Nueva',
      feeMinor: 0,
      minutes: 10,
      area: { kind: 'radius', ...plaza, meters: 500 },
      ...given,
    })
  const corners = (pairs: number[][]) => ({ kind: 'polygon', points: pairs.map(([latitude, longitude]) => ({ latitude, longitude })) })
  const tangled = corners([
    [0, 0],
    [1, 1],
    [0, 1],
    [1, 0],
  ])
  assert.equal((await create({ area: tangled })).body.code, 'orders.zone_shape')
  for (const bad of [
    { feeMinor: -1 },
    { area: { kind: 'radius', latitude: 91, longitude: 0, meters: 100 } },
    { area: corners([[0, 0]]) },
    { name: '' },
    { minutes: 1e9 },
  ])
    assert.equal((await create(bad)).status, 422, JSON.stringify(bad))
  assert.equal((await create({ brandId: centre.id })).body.code, 'orders.brand_unknown')
  const { id, version, brandId: _brand, ...said } = centre
  const change = (at: number) => shop.http.patch(`/delivery-zones/${id}`, { ...said, feeMinor: 1 }, { headers: { 'if-match': `"${at}"` } })
  assert.equal((await change(version)).body.feeMinor, 1)
  assert.equal((await change(version)).status, 409)
  const stations = (items: Given[], at: number) => shop.http.put('/kitchen-stations', { items }, { headers: { 'if-match': `"${at}"` } })
  const saved = (await stations([{ name: 'Parrilla' }, { name: 'Barra' }], 0)).body
  assert.deepEqual((await stations([{ id: saved.items[1].id, name: 'Bar' }], saved.version)).body.items, [
    { id: saved.items[1].id, name: 'Bar' },
  ])
  assert.equal((await stations([{ name: 'Bar' }, { name: 'BÁR' }], 2)).body.code, 'orders.station_twice')
  assert.equal((await shop.http.get('/kitchen-stations')).body.version, 2, 'what is refused counts nothing on')
})

test('of two who each add a station at once one is told, and no station is lost', async (t) => {
  const { shop } = await aShop(t)
  const add = (name: string) => shop.http.put('/kitchen-stations', { items: [{ name }] }, { headers: { 'if-match': '"0"' } })
  const answers = await Promise.all([add('Parrilla'), add('Barra')])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assert.deepEqual((await shop.http.get('/kitchen-stations')).body, answers.find(({ status }) => status === 200)?.body)
})
