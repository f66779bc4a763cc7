import assert from 'node:assert/strict'
import { test } from 'node:test'
import { untilSomebodyWaits } from '#kernel/testing/waiting.ts'
import { only } from '#conversations/server/testing/stage.ts'
import { PlaceOrder, type Order } from '#orders/contract/order.ts'
import { place as placeOrder } from '#orders/server/orders/placing.ts'
import { line } from '#orders/server/testing/shop.ts'
import { type Given, type Kitchened, from, aKitchen, place } from '#orders/server/testing/kitchen.ts'

const cart = (items: [string, number, number][], id: string, text = '', currency = 'ARS') => ({
  from,
  id,
  raw: {
    type: 'order',
    order: {
      catalog_id: 'cat',
      text,
      product_items: items.map(([sku, quantity, price]) => ({ product_retailer_id: sku, quantity, item_price: price, currency })),
    },
  },
})

const carts = async (shop: Kitchened): Promise<string[]> =>
  (await shop.messages(shop.conversationId)).filter(({ kind }) => kind === 'order').map(({ id }) => id)

test('an order of the catalogue is priced by us, names what there is not, and is made once whatever is repeated', async (t) => {
  const shop = await aKitchen(t)
  const sent = cart(
    [
      ['POLLO', 2, 9000],
      ['COCA', 1, 1800],
      ['VIEJO-1', 3, 100],
    ],
    'wamid.cart1',
    'Sin sal',
  )
  await shop.hear(sent)
  await shop.hear(sent)
  await shop.settle()
  const messageId = only(await carts(shop))
  const seen = (await shop.http.get(`/catalogue-orders/${messageId}`)).body
  assert.deepEqual(
    seen.lines.map((one: Given) => [one['sku'], one['name'], one['seenMinor'], one['nowMinor'], one['refusal']]),
    [
      ['POLLO', 'Pollo entero', 900_000, 950_000, null],
      ['COCA', 'Coca 1,5', 180_000, 180_000, null],
      ['VIEJO-1', null, 10_000, null, 'unknown'],
    ],
  )
  assert.deepEqual([seen.seenMinor, seen.totalMinor, seen.order], [2_010_000, 2_080_000, null])
  const both = await Promise.all([1, 2].map(() => shop.http.post('/catalogue-orders', { messageId })))
  assert.deepEqual(
    both.map(({ status }) => status),
    [200, 200],
  )
  assert.equal(both[0]?.body.id, both[1]?.body.id, 'two who press at the same moment take one order')
  const order = both[0]?.body as Order
  assert.deepEqual(
    [order.door, order.totalMinor, order.note, order.conversationId, order.contactName],
    ['catalogue', 2_080_000, 'Sin sal\nQuedó afuera: 3 × VIEJO-1', shop.conversationId, 'Martina Quiroga'],
  )
  assert.equal((await shop.http.get(`/catalogue-orders/${messageId}`)).body.order.id, order.id)
  // A catalogue that was set up in dollars: what the customer saw is no sum of ours, and what it costs is.
  await shop.hear(cart([['POLLO', 1, 9]], 'wamid.dollars', '', 'USD'))
  const [inDollars] = await carts(shop)
  const foreign = (await shop.http.get(`/catalogue-orders/${inDollars}`)).body
  assert.deepEqual([foreign.currency, foreign.seenMinor, foreign.totalMinor], ['ARS', null, 950_000])
  const ours = (await shop.http.post('/catalogue-orders', { messageId: inDollars })).body
  assert.deepEqual([ours.currency, ours.totalMinor], ['ARS', 950_000])
  await shop.hear(cart([['VIEJO-1', 1, 100]], 'wamid.cart2'))
  const none = await shop.http.post('/catalogue-orders', { messageId: (await carts(shop))[0] })
  assert.deepEqual([none.status, none.body.code, none.body.details.skus], [422, 'orders.nothing_to_order', 'VIEJO-1'])
  const [text] = (await shop.messages(shop.conversationId)).filter(({ kind }) => kind === 'text')
  assert.equal((await shop.http.post('/catalogue-orders', { messageId: text?.id })).body.code, 'orders.not_a_catalogue_order')
  const other = shop.as({ permissions: ['orders.read-orders', 'orders.take-orders', 'conversations.read-own'] })
  assert.equal(
    (await other.http.get(`/catalogue-orders/${messageId}`)).status,
    404,
    'of a conversation that is not theirs there is no order',
  )
})

test('where somebody wants it so an order of the catalogue is taken by itself, as the customer had their last one', async (t) => {
  const shop = await aKitchen(t)
  const set = (takesByItself: boolean, version: number) =>
    shop.http.put('/catalogue-setting', { takesByItself }, { headers: { 'if-match': `"${version}"` } })
  assert.equal((await set(true, 0)).body.takesByItself, true)
  assert.equal((await set(false, 0)).status, 409)
  const address = { text: 'Colón 1234', notes: '', latitude: null, longitude: null }
  await place(shop, [line(shop.chicken)], { fulfilment: 'delivery', address })
  const all = async () => (await shop.http.get('/orders?limit=50')).body.items as Order[]
  await shop.hear(cart([['POLLO', 1, 9500]], 'wamid.cart3'))
  await shop.settle()
  await shop.hear(cart([['POLLO', 1, 9500]], 'wamid.cart3'), cart([['VIEJO-1', 1, 1]], 'wamid.cart4'))
  await shop.settle()
  const made = only((await all()).filter(({ door }) => door === 'catalogue'))
  assert.deepEqual([made.state, made.fulfilment, made.address?.text], ['received', 'delivery', 'Colón 1234'])
})

test('an order of the catalogue that is refused at the last moment leaves nothing of itself behind', async (t) => {
  const shop = await aKitchen(t)
  const versioned = { headers: { 'if-match': '"0"' } }
  await shop.http.put('/catalogue-setting', { takesByItself: true }, versioned)
  const { body: last } = await shop.http.post('/promotions', {
    name: 'La última',
    rule: { kind: 'order_percent', basisPoints: 1_000 },
    usesTotal: 1,
  })
  await shop.hear(cart([['POLLO', 1, 9500]], 'wamid.late'))
  const [messageId = ''] = await carts(shop)
  let begin = (): void => {}
  const isHeld = new Promise<void>((resolve) => (begin = resolve))
  // Somebody at the counter has the last of it, and their order is not there yet.
  const atCounter = shop.run(async (ctx) => {
    const given = PlaceOrder.parse({ door: 'counter', fulfilment: 'pickup', lines: [line(shop.chicken)] })
    await placeOrder(ctx, given)
    begin()
    await untilSomebodyWaits(ctx)
  })
  await isHeld
  await Promise.all([atCounter, shop.settle()])
  assert.equal((await shop.http.get(`/catalogue-orders/${messageId}`)).body.order, null)
  const used = await shop.run((ctx) => ctx.sql`select u.order_id from commerce.promotion_use u where u.promotion_id = ${last.id}`)
  assert.equal(used.length, 1, 'an order that there is not uses up no promotion')
})
