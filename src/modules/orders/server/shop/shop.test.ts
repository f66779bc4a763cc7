import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Ctx } from '#kernel/ctx.ts'
import type { TestOrg } from '#kernel/testing/org.ts'
import type { Order } from '#orders/contract/order.ts'
import type { ShopBasket } from '#orders/contract/shop.ts'
import { place } from '#orders/server/shop/placing.ts'
import { withShop } from '#orders/server/shop/shops.ts'
import { aProduct, aShop, line } from '#orders/server/testing/shop.ts'

type Given = Record<string, unknown>
let tokens = 0
let shops = 0
const token = (): string => `basket-${String(++tokens).padStart(15, '0')}`

const terms = { fulfilments: ['delivery', 'pickup'], methods: ['cash', 'transfer'], transferAlias: 'pollo.frito' }
const ana = { name: 'Ana Paz', phone: '+34 600 000 201', paymentMethod: 'cash', fulfilment: 'pickup' }

async function aWebShop(t: TestContext, more: Given = {}, slug = `pollo-${++shops}`) {
  const made = await aShop(t)
  const [brand] = (await made.shop.http.get('/shops')).body.items
  const saved = await put(made.shop, { ...brand, slug, isOn: true, terms: { ...terms, ...more } })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  return { ...made, brandId: brand.brandId as string, slug }
}
const put = (shop: TestOrg, { brandId, slug, isOn, terms: said, coverFileId = null, version }: Given) =>
  shop.http.put(`/shops/${String(brandId)}`, { slug, isOn, terms: said, coverFileId }, { headers: { 'if-match': `"${String(version)}"` } })

const keep = async (shop: TestOrg, slug: string, id: string, draft: Given): Promise<ShopBasket> => {
  const { status, body } = await shop.http.put(`/public-shops/${slug}/baskets/${id}`, { fulfilment: 'pickup', ...draft })
  assert.equal(status, 200, JSON.stringify(body))
  return body as ShopBasket
}
const order = (shop: TestOrg, slug: string, id: string, draft: Given) =>
  shop.http.post(`/public-shops/${slug}/orders`, { token: id, ...ana, ...draft })
const orders = async (shop: TestOrg): Promise<Order[]> => (await shop.http.get('/orders?limit=200')).body.items

test('a visitor orders what the catalogue says it costs, once, and follows it by an address that nobody guesses', async (t) => {
  const { shop, chicken, drink, slug } = await aWebShop(t)
  const id = token()
  const lines = [{ ...line(chicken, 2), unitPriceMinor: 1, note: 'Sin sal' }, line(drink)]
  const { offer } = await keep(shop, slug, id, { lines, totalMinor: 1 })
  assert.deepEqual([offer?.totalMinor, offer?.lines.map(({ totalMinor }) => totalMinor)], [2_080_000, [1_900_000, 180_000]])
  const cheap = await order(shop, slug, id, { lines, expectedTotalMinor: 1 })
  assert.deepEqual([cheap.status, cheap.body.code], [409, 'orders.shop_price_changed'], 'what the browser says is no price')
  const [first, again] = [
    await order(shop, slug, id, { lines, expectedTotalMinor: 2_080_000 }),
    await order(shop, slug, id, { lines, expectedTotalMinor: 2_080_000 }),
  ]
  assert.deepEqual([first.status, again.status], [200, 200], JSON.stringify(first.body))
  assert.equal(again.body.url, first.body.url, 'the way back orders nothing')
  const [made, ...more] = await orders(shop)
  assert.ok(made && more.length === 0)
  assert.deepEqual(
    [made.door, made.state, made.totalMinor, made.contactName, made.paymentMethod],
    ['web', 'received', 2_080_000, 'Ana Paz', 'cash'],
  )
  assert.deepEqual((await keep(shop, slug, id, { lines })).orderUrl, first.body.url, 'who comes back to the basket is shown the order')
  const { claim } = (await shop.http.get(`/orders/${made.id}/shop-claim`)).body
  assert.deepEqual([claim.name, claim.phone, claim.wasKnown, claim.url], ['Ana Paz', '+34600000201', false, first.body.url])
})

test('of 64 taps on one basket one makes the order; 64 baskets are 64 orders', async (t) => {
  const { shop, drink, slug, brandId } = await aWebShop(t)
  const tap = (id: string) =>
    shop.run((ctx: Ctx) =>
      withShop(ctx, brandId, (tenant, open) =>
        place(tenant, open, {
          slug,
          token: id,
          lines: [{ ...line(drink), modifierIds: [], note: '' }],
          couponCodes: [],
          fulfilment: 'pickup',
          address: null,
          tableName: null,
          wantedAt: null,
          name: 'Ana',
          phone: '+34600000202',
          wantsReminder: false,
          note: '',
          paymentMethod: 'cash',
          paysWithMinor: null,
          expectedTotalMinor: 180_000,
        }),
      ),
    )
  const same = token()
  const answers = await Promise.all(Array.from({ length: 64 }, () => tap(same)))
  assert.equal(new Set(answers.map((answer) => answer?.url)).size, 1)
  assert.equal((await orders(shop)).length, 1)
  await Promise.all(Array.from({ length: 64 }, () => tap(token())))
  assert.equal((await orders(shop)).length, 65, 'without the same basket nothing stands in their way')
})

test('a price that changed meanwhile is shown before anything is ordered, and what is sold out is named', async (t) => {
  const { shop, chicken, drink, slug } = await aWebShop(t)
  const id = token()
  const lines = [line(chicken), line(drink)]
  const expectedTotalMinor = (await keep(shop, slug, id, { lines })).offer?.totalMinor ?? 0
  await shop.http.post('/price-lists/main/prices', { items: [{ variantId: chicken, amountMinor: 990_000 }] })
  const dearer = await order(shop, slug, id, { lines, expectedTotalMinor })
  assert.deepEqual([dearer.status, dearer.body.code, dearer.body.details.totalMinor], [409, 'orders.shop_price_changed', 1_170_000])
  assert.match(dearer.body.title, /11\.300.*11\.700/)
  assert.equal((await shop.http.put('/product-availability', { variantIds: [drink], availability: 'sold-out' })).status, 200)
  const { offer } = await keep(shop, slug, id, { lines })
  assert.deepEqual([offer?.totalMinor, offer?.gone.map(({ at, name, why }) => [at, name, why])], [990_000, [[1, 'Coca 1,5', 'Se agotó']]])
  const gone = await order(shop, slug, id, { lines, expectedTotalMinor: 990_000 })
  assert.deepEqual([gone.status, gone.body.code, (await orders(shop)).length], [409, 'orders.shop_lines_gone', 0])
  assert.equal((await order(shop, slug, id, { lines: [line(chicken)], expectedTotalMinor: 990_000 })).status, 200)
})

test('what is missing is said field by field, and garbage changes nothing', async (t) => {
  const { shop, drink, slug } = await aWebShop(t, { minimumMinor: 300_000 })
  const other = await aProduct((await aShop(t)).shop, { name: 'De otro negocio' }, 100)
  const refuse = async (draft: Given, ...paths: string[]) => {
    const { status, body } = await order(shop, slug, token(), { lines: [line(drink, 2)], expectedTotalMinor: 360_000, ...draft })
    assert.equal(status, 422, JSON.stringify(body))
    assert.deepEqual(
      (body.issues ?? []).map(({ path }: { path: string }) => path),
      paths,
      JSON.stringify(body),
    )
    return body
  }
  await refuse({ name: '', phone: '12', paymentMethod: 'card' }, 'name', 'phone', 'paymentMethod')
  await refuse({ paysWithMinor: 1000 }, 'paysWithMinor')
  await refuse({ fulfilment: 'table', tableName: '4' }, 'fulfilment', 'tableName')
  await refuse({ fulfilment: 'delivery' }, 'address')
  assert.equal((await refuse({ lines: [line(drink)], expectedTotalMinor: 180_000 })).code, 'orders.shop_below_minimum')
  assert.equal((await refuse({ lines: [] })).code, 'orders.shop_basket_empty')
  for (const quantityMilli of [-1000, 0, 1.5, 1e12, 'dos'])
    assert.equal((await refuse({ lines: [{ variantId: drink, quantityMilli }] }, 'lines.0.quantityMilli')).status, 422)
  const foreign = await order(shop, slug, token(), { lines: [line(other), line(drink, 2)], expectedTotalMinor: 360_000 })
  assert.deepEqual([foreign.status, foreign.body.code], [409, 'orders.shop_lines_gone'], "another business's product does not exist")
  assert.equal((await order(shop, 'de-nadie', token(), { lines: [line(drink)], expectedTotalMinor: 1 })).status, 404)
  assert.equal((await shop.http.put(`/public-shops/${slug}/baskets/short`, { fulfilment: 'pickup', lines: [] })).status, 422)
  assert.equal((await orders(shop)).length, 0)
})
