import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createPerson } from '#identity/server/tenants.ts'
import type { TestOrg } from '#kernel/testing/org.ts'
import { aProduct, aStockedShop, arrive } from '#inventory/server/testing/stocked.ts'

const line = (variantId: string, quantity = 1, more: Record<string, unknown> = {}) => ({
  variantId,
  quantityMilli: quantity * 1000,
  ...more,
})
const place = (shop: TestOrg, lines: unknown, state = 'confirmed', door = 'counter') =>
  shop.http.post('/orders', { door, fulfilment: 'pickup', state, lines })
const move = (shop: TestOrg, id: string, state: string) => shop.http.put(`/orders/${id}/state`, { state, reason: 'porque sí' })

/** On hand and reserved where it is sold from, in units. */
async function there(shop: TestOrg, variantId: string, locationId: string): Promise<[number, number]> {
  const { body } = await shop.http.get(`/stock/${variantId}`)
  const at = body.levels.find((one: { locationId: string }) => one.locationId === locationId)
  return [(at?.onHandMilli ?? 0) / 1000, (at?.reservedMilli ?? 0) / 1000]
}
const provenIn = async (shop: TestOrg) => {
  await shop.run(async (ctx) => ctx.enqueue((await import('#inventory/server/proof/proof.ts')).proveStock, {}))
  await shop.settle()
  return (await shop.http.get('/stock-proofs/latest')).body.proof.differences
}

test('an order reserves when it is confirmed, takes when it is handed over, and gives back what is called off', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  const received = (await place(shop, [line(drink, 4)], 'received')).body
  assert.deepEqual(await there(shop, drink, shopId), [10, 0], 'nobody has said yes to it')
  assert.equal((await move(shop, received.id, 'confirmed')).status, 200)
  assert.deepEqual(await there(shop, drink, shopId), [10, 4])
  const tooMuch = await place(shop, [line(drink, 7)])
  assert.deepEqual([tooMuch.status, tooMuch.body.code], [409, 'inventory.not_enough'])
  assert.match(tooMuch.body.title, /No alcanza Coca 1,5: se necesita 7 y quedan 6\./)
  assert.equal((await move(shop, received.id, 'delivered')).status, 200)
  assert.deepEqual(await there(shop, drink, shopId), [6, 0])
  const other = (await place(shop, [line(drink, 6)])).body
  assert.equal((await move(shop, other.id, 'cancelled')).status, 200)
  assert.deepEqual(await there(shop, drink, shopId), [6, 0])
  const back = await shop.http.post(`/orders/${received.id}/returns`, {
    lines: [{ lineId: received.lines[0].id, quantityMilli: 1_000 }],
    reason: 'Caliente',
  })
  assert.equal(back.status, 200)
  assert.equal((await move(shop, received.id, 'returned')).status, 200)
  const seen = (await shop.http.get(`/stock/${drink}`)).body
  assert.deepEqual([seen.onHandMilli, seen.valueMinor], [10_000, 100_000], 'what came back waits to be looked at, and is worth what it was')
  assert.deepEqual(await there(shop, drink, shopId), [6, 0])
  assert.deepEqual(await provenIn(shop), [])
})

test('what a customer ordered by themselves is kept for them for a quarter of an hour, until somebody confirms it', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  const first = (await place(shop, [line(drink, 7)], 'received', 'web')).body
  assert.deepEqual(await there(shop, drink, shopId), [10, 7])
  const second = await place(shop, [line(drink, 4)], 'received', 'bot')
  assert.deepEqual([second.status, second.body.code], [409, 'inventory.not_enough'], 'whoever comes second is told before they wait for it')
  assert.equal((await place(shop, [line(drink, 4)], 'received', 'phone')).status, 200, 'who takes an order down decides themselves')
  const third = (await place(shop, [line(drink, 2)], 'received', 'bot')).body
  assert.equal((await move(shop, third.id, 'confirmed')).status, 200)
  assert.deepEqual(await there(shop, drink, shopId), [10, 9])
  shop.clock.advance({ minutes: 14 })
  await shop.settle()
  assert.deepEqual(await there(shop, drink, shopId), [10, 9])
  shop.clock.advance({ minutes: 2 })
  await shop.settle()
  assert.deepEqual(await there(shop, drink, shopId), [10, 2], 'what was confirmed stays')
  assert.equal((await move(shop, first.id, 'confirmed')).status, 200)
  assert.deepEqual(await there(shop, drink, shopId), [10, 9], 'late is as good as never, as long as there is some')
  assert.deepEqual(await provenIn(shop), [])
})

test('an edit takes the difference, and what is handed over in part goes in part', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  const order = (await place(shop, [line(drink, 4)])).body
  const edit = (version: number, quantity: number) =>
    shop.http.patch(`/orders/${order.id}`, { lines: [line(drink, quantity)] }, { headers: { 'if-match': `"${version}"` } })
  assert.equal((await edit(order.version, 11)).body.code, 'inventory.not_enough')
  assert.deepEqual(await there(shop, drink, shopId), [10, 4], 'what is refused changes nothing')
  const more = (await edit(order.version, 9)).body
  assert.deepEqual(await there(shop, drink, shopId), [10, 9])
  const living = more.lines.find((one: { removedAt: string | null }) => one.removedAt === null)
  const part = await shop.http.post(`/orders/${order.id}/deliveries`, { lines: [{ lineId: living.id, quantityMilli: 5_000 }] })
  assert.equal(part.status, 200, JSON.stringify(part.body))
  assert.deepEqual(await there(shop, drink, shopId), [5, 4])
  assert.equal((await move(shop, order.id, 'delivered')).status, 200)
  assert.deepEqual(await there(shop, drink, shopId), [1, 0])
  assert.deepEqual(await provenIn(shop), [])
})

test('a combo takes what is in it, a dish what it is made of, and an extra what it takes from the shelf', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const bird = await aProduct(shop, { name: 'Pollo crudo' })
  const [whole, half] = [await aProduct(shop, { name: 'Pollo al spiedo' }), await aProduct(shop, { name: 'Medio pollo' })]
  await shop.http.put(`/stock-recipes/${whole}`, { parts: [line(bird)] }, { headers: { 'if-match': '"0"' } })
  await shop.http.put(`/stock-recipes/${half}`, { parts: [{ variantId: bird, quantityMilli: 500 }] }, { headers: { 'if-match': '"0"' } })
  const combo = await aProduct(shop, { name: 'Combo', kind: 'combo', variants: [{ components: [line(whole), line(drink, 2)] }] })
  await shop.run((ctx) => arrive(ctx, bird, shopId, 3, 50_000))
  await shop.run((ctx) => arrive(ctx, drink, shopId, 5, 10_000))
  const order = await place(shop, [line(combo, 2), line(half)])
  assert.equal(order.status, 200, JSON.stringify(order.body))
  assert.deepEqual(
    [await there(shop, bird, shopId), await there(shop, drink, shopId)],
    [
      [3, 2.5],
      [5, 4],
    ],
  )
  assert.equal((await place(shop, [line(whole)])).body.code, 'commerce.basket_sold_out', 'half a bird is no whole one')
  assert.equal((await place(shop, [line(half, 2)])).body.details.name, 'Pollo crudo', 'of two halves one is there')
  await move(shop, order.body.id, 'delivered')
  assert.deepEqual(
    [await there(shop, bird, shopId), await there(shop, drink, shopId)],
    [
      [0.5, 0],
      [1, 0],
    ],
  )
  assert.deepEqual(await provenIn(shop), [])
})

test('what may go below zero is sold before it is counted, and settled when it comes', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t, { allowsNegative: true })
  const order = (await place(shop, [line(drink, 3)])).body
  assert.equal((await move(shop, order.id, 'delivered')).status, 200)
  assert.deepEqual(await there(shop, drink, shopId), [-3, 0])
  await shop.run((ctx) => arrive(ctx, drink, shopId, 5, 10_000))
  const seen = (await shop.http.get(`/stock/${drink}`)).body
  assert.deepEqual([seen.onHandMilli, seen.valueMinor], [2_000, 20_000])
  assert.deepEqual(await provenIn(shop), [])
})

test('a hand-over that is taken back is in the house again, promised to its order', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 5, 10_000))
  const order = (await place(shop, [line(drink, 2)])).body
  const ordering = (await shop.http.get('/ordering')).body.items[0]
  const { brandId: _brand, version, ...rest } = ordering
  const { takesOrders: _takes, ...said } = rest
  const set = await shop.http.put(`/ordering/${shop.brandId}`, { ...said, mayGoBack: true }, { headers: { 'if-match': `"${version}"` } })
  assert.equal(set.status, 200, JSON.stringify(set.body))
  for (const [state, expected] of [
    ['delivered', [3, 0]],
    ['confirmed', [5, 2]],
    ['delivered', [3, 0]],
  ] as const) {
    const moved = await move(shop, order.id, state)
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
    assert.deepEqual(await there(shop, drink, shopId), expected, state)
  }
  assert.equal((await shop.http.get(`/stock/${drink}`)).body.valueMinor, 30_000)
  assert.deepEqual(await provenIn(shop), [])
})

test('what does not add up one night is told with its name, and put right only by hand', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  assert.deepEqual(await provenIn(shop), [])
  const who = { name: 'Encargada', email: 'encargada@example.com', password: 'pollos-con-papas', preset: 'owner' as const }
  const { personId: keeper } = await shop.run((ctx) => createPerson(ctx, who))
  await shop.run(
    (ctx) => ctx.sql`update inventory.stock_level set on_hand_milli = 7000 where variant_id = ${drink} and location_id = ${shopId}`,
  )
  await shop.run((ctx) => ctx.sql`update inventory.valuation set value_minor = value_minor + 5 where variant_id = ${drink}`)
  const found = await provenIn(shop)
  assert.deepEqual(
    found.map(({ kind, name, says, is }: Record<string, unknown>) => [kind, name, says, is]),
    [
      ['level', 'Coca 1,5', 7_000, 10_000],
      ['balance', 'Coca 1,5', -3_000, 0],
      ['worth', 'Coca 1,5', 10_000, 7_000],
      ['worth', 'Coca 1,5', 100_005, 100_000],
    ],
  )
  assert.equal((await there(shop, drink, shopId))[0], 7, 'nobody is told one thing and shown another')
  const told = (await shop.as({ id: keeper, name: 'Encargada', permissions: [] }).http.get('/notices')).body.items as { words: string }[]
  assert.deepEqual(
    told.map(({ words }) => words),
    ['inventory.proof.notice'],
  )
  const { proof } = (await shop.http.get('/stock-proofs/latest')).body
  assert.equal((await shop.http.post(`/stock-proofs/${proof.id}/repair`, {})).status, 200)
  assert.equal((await there(shop, drink, shopId))[0], 10)
  assert.deepEqual(await provenIn(shop), [])
})

test('what may not go below zero does not, and nothing that is below zero is forbidden to be so', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t, { allowsNegative: true })
  const order = (await place(shop, [line(drink, 3)])).body
  await move(shop, order.id, 'delivered')
  const forbid = () => shop.http.post('/stock-items', { variantIds: [drink], allowsNegative: false })
  assert.equal((await forbid()).body.code, 'inventory.below_zero')
  await shop.run((ctx) => arrive(ctx, drink, shopId, 5, 0))
  assert.equal((await forbid()).status, 200)
  const lost = await shop.http.post('/stock-adjustments', {
    locationId: shopId,
    reason: 'lost',
    lines: [{ variantId: drink, byMilli: -3_000 }],
  })
  assert.deepEqual([lost.status, lost.body.code], [409, 'inventory.not_enough'])
  assert.equal((await place(shop, [line(drink, 3)])).body.code, 'inventory.not_enough')
  const seen = (await shop.http.get(`/stock/${drink}`)).body
  assert.deepEqual([seen.onHandMilli, seen.valueMinor], [2_000, 0], 'what cost nothing is worth nothing')
  const places = (await shop.http.get('/stock-locations')).body.items as { id: string; kind: string }[]
  assert.equal((await shop.http.delete(`/stock-locations/${shopId}`)).status, 409, 'where something is it stays')
  assert.equal(places.length, (await shop.http.get('/stock-locations')).body.items.length)
})
