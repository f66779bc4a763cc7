import assert from 'node:assert/strict'
import { test } from 'node:test'
import { keep } from '#inventory/server/items/items.ts'
import { places } from '#inventory/server/locations/places.ts'
import { move } from '#inventory/server/movements/receiving.ts'
import { aProduct, aStockedShop, arrive } from '#inventory/server/testing/stocked.ts'
import { aShop as anInbox } from '#conversations/server/testing/stage.ts'

test('who looks after stock is told once when something runs low, and again when nothing is left', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t, { reorderRule: 'fixed', reorderPointMilli: 5_000 })
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  await shop.settle()
  const standing = async () => (await shop.http.get(`/stock/${drink}`)).body.standing
  assert.equal(await standing(), 'enough')
  const sell = async (units: number) => {
    await shop.run((ctx) =>
      move(ctx, {
        document: { kind: 'sale', id: ctx.newId() },
        lines: [{ key: '1', variantId: drink, quantityMilli: units * 1000, from: shopId, to: 'customer' }],
      }),
    )
    shop.clock.advance({ seconds: 5 })
    await shop.settle()
  }
  await sell(5)
  assert.equal(await standing(), 'low')
  assert.equal((await shop.http.get('/stock?show=low')).body.items.length, 1)
  await sell(5)
  assert.equal(await standing(), 'out')
  assert.equal((await shop.http.get('/stock?show=out')).body.items.length, 1)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 20, 10_000))
  shop.clock.advance({ seconds: 5 })
  await shop.settle()
  assert.equal(await standing(), 'enough')
})

test('what is counted is shown with how much is left, and cannot be ordered when nothing is', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const dish = await aProduct(shop, { name: 'Coca con hielo' })
  await shop.http.put(`/stock-recipes/${dish}`, { parts: [{ variantId: drink, quantityMilli: 500 }] })
  const combo = await aProduct(shop, {
    name: 'Dos Cocas',
    kind: 'combo',
    variants: [{ components: [{ variantId: drink, quantityMilli: 2_000 }] }],
  })
  await shop.run((ctx) => arrive(ctx, drink, shopId, 3, 10_000))
  const offered = async () => {
    const { body } = await shop.http.get(`/menu?brandId=${shop.brandId}`)
    const products = body.categories.flatMap((one: { products: unknown[] }) => one.products) as {
      variants: { id: string; leftMilli?: number }[]
    }[]
    return new Map(products.flatMap(({ variants }) => variants.map(({ id, leftMilli }) => [id, leftMilli])))
  }
  assert.deepEqual(
    await offered(),
    new Map([
      [drink, 3_000],
      [dish, 6_000],
      [combo, 1_000],
    ]),
  )
  const order = (variantId: string) =>
    shop.http.post('/orders', { door: 'counter', fulfilment: 'pickup', state: 'confirmed', lines: [{ variantId, quantityMilli: 1_000 }] })
  assert.equal((await order(combo)).status, 200)
  assert.deepEqual(
    await offered(),
    new Map([
      [drink, 1_000],
      [dish, 2_000],
    ]),
  )
  assert.equal((await order(drink)).status, 200)
  const refused = await order(drink)
  assert.deepEqual([refused.status, refused.body.code], [422, 'commerce.basket_sold_out'])
})

test('customers who wait are told once when it is there again, the first who asked first, no more of them than there are units', async (t) => {
  const shop = await anInbox(t)
  const drink = await aProduct(shop, { name: 'Coca 1,5' })
  await shop.run((ctx) => keep(ctx, { variantIds: [drink] }))
  const place = await shop.run(async (ctx) => (await places(ctx)).defaultOf(null).id)
  const customers = ['5493515550101', '5493515550102', '5493515550103']
  for (const [i, from] of customers.entries()) {
    await shop.hear({ from, text: '¿Hay Coca?', name: `Cliente ${i + 1}` })
    await shop.settle()
  }
  const conversations = (await shop.list()).toSorted((a, b) => a.contactName.localeCompare(b.contactName))
  assert.equal(conversations.length, 3)
  for (const { contactId } of conversations)
    for (let time = 0; time < 2; time++) {
      assert.equal((await shop.http.post('/stock-waits', { variantId: drink, contactId })).status, 200)
      shop.clock.advance({ seconds: 1 })
    }
  assert.equal((await shop.http.get(`/stock-waits?variantId=${drink}&state=waiting`)).body.items.length, 3)
  const told = async () => {
    shop.clock.advance({ seconds: 5 })
    await shop.settle()
    const all = await Promise.all(conversations.map(({ id }) => shop.messages(id)))
    return all.map((messages) => messages.filter(({ content }) => JSON.stringify(content).includes('Ya volvió Coca 1,5')).length)
  }
  await shop.run((ctx) => arrive(ctx, drink, place, 2, 10_000))
  assert.deepEqual(await told(), [1, 1, 0])
  await shop.run((ctx) => arrive(ctx, drink, place, 5, 10_000))
  assert.deepEqual(await told(), [1, 1, 1])
  assert.deepEqual(
    (await shop.http.get('/stock-waits')).body.items.map(({ state }: { state: string }) => state),
    ['told', 'told', 'told'],
  )
})
