import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { untilSomebodyWaits } from '#kernel/testing/waiting.ts'
import { recordConsents } from '#crm/server/public.ts'
import { createForDemo, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import type { Kitchen, Ticket } from '#orders/contract/kitchen.ts'
import { PlaceOrder, type Order, type OrderEvent } from '#orders/contract/order.ts'
import { place as placeOrder } from '#orders/server/orders/placing.ts'
import { aProduct, line } from '#orders/server/testing/shop.ts'

type Given = Record<string, unknown>
type Kitchened = Shop & { chicken: string; fries: string; drink: string; conversationId: string }
const from = '5491155550101'

/** A shop with a grill, a fryer and a fridge, and a customer who wrote a moment ago. */
async function aKitchen(t: TestContext): Promise<Kitchened> {
  const shop = await aShop(t)
  const chicken = await aProduct(shop, { name: 'Pollo entero', variants: [{ sku: 'POLLO' }], station: 'Parrilla' }, 950_000)
  const fries = await aProduct(shop, { name: 'Papas', variants: [{ sku: 'PAPAS' }], station: 'Freidora' }, 300_000)
  const drink = await aProduct(shop, { name: 'Coca 1,5', variants: [{ sku: 'COCA' }] }, 180_000)
  await shop.hear({ from, text: 'Hola' })
  return { ...shop, chicken, fries, drink, conversationId: only(await shop.list()).id }
}

async function place(shop: Kitchened, lines: unknown, more: Given = {}): Promise<Order> {
  const order = { door: 'whatsapp', fulfilment: 'pickup', state: 'confirmed', conversationId: shop.conversationId, lines, ...more }
  const { status, body } = await shop.http.post('/orders', order)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const kitchen = async (shop: Shop): Promise<Ticket[]> => ((await shop.http.get('/kitchen')).body as Kitchen).tickets
const prepare = (shop: Shop, id: string, lineIds: string[], isPrepared = true) =>
  shop.http.put(`/kitchen-tickets/${id}/lines`, { lineIds, isPrepared })
const stateOf = async (shop: Shop, id: string): Promise<string> => (await shop.http.get(`/orders/${id}`)).body.state
const move = async (shop: Shop, id: string, state: string, reason?: string) => {
  const { status, body } = await shop.http.put(`/orders/${id}/state`, { state, ...(reason && { reason }) })
  assert.equal(status, 200, JSON.stringify(body))
}
const idOf = ({ lines }: Order, name: string): string => lines.find((one) => one.name === name)?.id ?? ''

test('the kitchen has what is confirmed, what was promised first first, and the order follows what is done of it', async (t) => {
  const shop = await aKitchen(t)
  const soon = new Date(shop.clock.now().getTime() + 10 * 60_000).toISOString()
  const late = await place(shop, [line(shop.chicken), line(shop.fries, 2), line(shop.drink)])
  const first = await place(shop, [line(shop.drink)], { wantedAt: soon })
  await place(shop, [line(shop.chicken)], { state: 'received' })
  const shown = await kitchen(shop)
  assert.deepEqual(
    shown.map(({ id, alert, lines }) => [id, alert, lines.length]),
    [
      [first.id, null, 1],
      [late.id, null, 3],
    ],
  )
  assert.equal(JSON.stringify(shown).includes('Minor'), false, 'who cooks does not see what it costs')
  assert.equal((await prepare(shop, late.id, [idOf(late, 'Pollo entero')])).status, 200)
  assert.equal(await stateOf(shop, late.id), 'preparing', 'with the first line it is in preparation')
  await prepare(shop, late.id, [idOf(late, 'Papas')])
  assert.equal(await stateOf(shop, late.id), 'ready', 'what comes out of the fridge is for whoever packs')
  assert.deepEqual(
    (await kitchen(shop)).map(({ id }) => id),
    [first.id],
  )
  await prepare(shop, late.id, [idOf(late, 'Papas')], false)
  assert.equal(await stateOf(shop, late.id), 'preparing', 'taken back within some minutes')
  const again = (await kitchen(shop)).find(({ id }) => id === late.id)
  assert.deepEqual(
    again?.lines.map(({ preparedAt }) => preparedAt !== null),
    [true, false, false],
  )
  const version = (await shop.http.get(`/orders/${late.id}`)).body.version
  await prepare(shop, late.id, [idOf(late, 'Pollo entero')])
  assert.equal((await shop.http.get(`/orders/${late.id}`)).body.version, version, 'the same tap twice changes nothing')
  await prepare(shop, first.id, [idOf(first, 'Coca 1,5')])
  assert.equal(await stateOf(shop, first.id), 'ready', 'where no line has a station all are to be done')
  const waiter = shop.as({ permissions: ['orders.read-orders'] })
  assert.equal((await waiter.http.get('/kitchen')).status, 200)
  assert.equal((await waiter.http.put(`/kitchen-tickets/${late.id}/lines`, { lineIds: [late.lines[0]?.id], isPrepared: true })).status, 403)
})

test('what a brand does not use is passed over, and taking back works within minutes where nothing goes back', async (t) => {
  const shop = await aKitchen(t)
  const steps = (await shop.http.get('/ordering')).body.items[0]
  const states = steps.states.map((one: Given) =>
    one['state'] === 'confirmed' || one['state'] === 'preparing' ? { ...one, isUsed: false } : one,
  )
  const body = { ...steps, states, mayGoBack: false, prefix: 'GALLO' }
  const put = await shop.http.put(`/ordering/${shop.brandId}`, body, { headers: { 'if-match': `"${steps.version}"` } })
  assert.equal(put.status, 200, JSON.stringify(put.body))
  const order = await place(shop, [line(shop.chicken), line(shop.fries)])
  const [chicken, fries] = [idOf(order, 'Pollo entero'), idOf(order, 'Papas')]
  assert.deepEqual([order.state, (await kitchen(shop)).length], ['received', 1], 'who confirms nothing cooks what comes in')
  await prepare(shop, order.id, [chicken])
  assert.equal(await stateOf(shop, order.id), 'received')
  await prepare(shop, order.id, [fries])
  await prepare(shop, order.id, [fries], false)
  assert.equal(await stateOf(shop, order.id), 'received')
  await prepare(shop, order.id, [fries])
  shop.clock.advance({ minutes: 6 })
  await prepare(shop, order.id, [fries], false)
  assert.equal(await stateOf(shop, order.id), 'ready', 'later only who runs the board can')
  await move(shop, order.id, 'delivered')
  assert.equal((await prepare(shop, order.id, [fries])).body.code, 'orders.order_closed')
})

test('what was changed or called off is shown as such until somebody in the kitchen has seen it', async (t) => {
  const shop = await aKitchen(t)
  const order = await place(shop, [line(shop.chicken), line(shop.fries)])
  const keep = order.lines
    .filter(({ name }) => name === 'Pollo entero')
    .map(({ id, variantId, quantityMilli }) => ({ id, variantId, quantityMilli }))
  const edited = await shop.http.patch(
    `/orders/${order.id}`,
    { lines: [...keep, line(shop.drink, 2)] },
    { headers: { 'if-match': `"${order.version}"` } },
  )
  assert.equal(edited.status, 200, JSON.stringify(edited.body))
  const changed = only(await kitchen(shop))
  assert.equal(changed.alert, 'changed')
  assert.deepEqual(changed.lines.map(({ name, change }) => [name, change]).toSorted(), [
    ['Coca 1,5', 'added'],
    ['Papas', 'removed'],
    ['Pollo entero', null],
  ])
  assert.equal((await shop.http.put(`/kitchen-tickets/${order.id}/sight`, { amendment: 0 })).status, 200)
  assert.equal(only(await kitchen(shop)).alert, 'changed', 'who saw what was before has not seen this')
  shop.clock.advance({ seconds: 5 })
  await shop.http.put(`/kitchen-tickets/${order.id}/sight`, { amendment: changed.amendment })
  const seen = only(await kitchen(shop))
  assert.deepEqual(
    [seen.alert, seen.lines.map(({ name, change }) => [name, change])],
    [
      null,
      [
        ['Pollo entero', null],
        ['Coca 1,5', null],
      ],
    ],
  )
  shop.clock.advance({ seconds: 5 })
  await move(shop, order.id, 'cancelled', 'Se arrepintió')
  const off = only(await kitchen(shop))
  assert.deepEqual([off.alert, off.cancelReason], ['cancelled', 'Se arrepintió'])
  shop.clock.advance({ seconds: 5 })
  await shop.http.put(`/kitchen-tickets/${order.id}/sight`, { amendment: off.amendment })
  assert.deepEqual(await kitchen(shop), [])
})

const said = async (shop: Kitchened): Promise<string[]> => {
  await shop.settle()
  const all = (await shop.messages(shop.conversationId)).toReversed()
  return all.flatMap(({ content, direction }) =>
    content.kind === 'activity' && content.what === 'order-moved'
      ? [`* ${String(content.values['state'])}`]
      : direction === 'out'
        ? [content.kind === 'text' ? content.text.replaceAll('\u00a0', ' ') : `(${content.kind})`]
        : [],
  )
}
const history = async (shop: Shop, id: string): Promise<OrderEvent[]> => {
  const { items } = (await shop.http.get(`/orders/${id}/events`)).body as { items: OrderEvent[] }
  return items.filter(({ kind }) => kind === 'told').toReversed()
}
async function tells(shop: Shop, notices: Given[]): Promise<void> {
  const [before] = (await shop.http.get('/order-notices')).body.items
  const put = await shop.http.put(`/order-notices/${shop.brandId}`, { notices }, { headers: { 'if-match': `"${before.version}"` } })
  assert.equal(put.status, 200, JSON.stringify(put.body))
}
const notice = (state: string, text: string, more: Given = {}) => ({ state, isOn: true, text, ...more })

test('a customer is told of each step that somebody wants told, once, and of none that was taken back', async (t) => {
  const shop = await aKitchen(t)
  const quiet = await place(shop, [line(shop.chicken)])
  assert.deepEqual(await said(shop), ['* Confirmado'], 'nothing is told before somebody wants it told')
  await move(shop, quiet.id, 'cancelled', 'Prueba')
  await tells(shop, [
    notice('confirmed', 'Hola {{clientName}}: {{orderNumber}}, {{total}}, {{minutes}} min'),
    notice('ready', 'Listo, lo lleva {{deliveryName}}'),
    notice('delivered', 'Gracias'),
  ])
  await said(shop)
  const order = await place(shop, [line(shop.chicken)])
  const since = async () => (await said(shop)).slice(2)
  assert.deepEqual(await since(), ['* Confirmado', `Hola Martina: ${order.number}, $ 9.500, 30 min`])
  const [chicken] = order.lines.map(({ id }) => id)
  await prepare(shop, order.id, [chicken ?? ''])
  await since()
  await prepare(shop, order.id, [chicken ?? ''], false)
  shop.clock.advance({ seconds: 30 })
  assert.equal((await since()).includes('Listo, lo lleva nuestro repartidor'), false, 'it was not ready after all')
  await prepare(shop, order.id, [chicken ?? ''])
  await since()
  shop.clock.advance({ seconds: 6 })
  assert.equal((await since()).at(-1), 'Listo, lo lleva nuestro repartidor')
  await move(shop, order.id, 'preparing')
  await move(shop, order.id, 'ready')
  await since()
  shop.clock.advance({ seconds: 30 })
  const ready = (await since()).filter((text) => text.startsWith('Listo, '))
  assert.equal(ready.length, 1, 'never twice, whatever is pressed back and forth')
  const optOut = {
    contactId: order.contactId ?? '',
    channel: 'whatsapp',
    purpose: 'service',
    state: 'denied',
    source: 'message',
    evidence: 'BAJA',
  } as const
  await shop.run((ctx) => recordConsents(ctx, [optOut]))
  await move(shop, order.id, 'delivered')
  await since()
  shop.clock.advance({ seconds: 6 })
  assert.equal((await since()).includes('Gracias'), false, 'who asked not to be told is not told')
  assert.deepEqual(
    (await history(shop, order.id)).map(({ toState, detail }) => [toState, detail['via'] ?? detail['refusal']]),
    [
      ['confirmed', 'chat'],
      ['ready', 'chat'],
      ['delivered', 'opted_out'],
    ],
  )
})

test('outside of the window the template of the step goes out, and where there is none it is said that nothing did', async (t) => {
  const shop = await aKitchen(t)
  const design = { body: 'Hola {{1}}, tu pedido está listo.', examples: { 'body:1': 'Ana' } }
  const declared = DemoTemplate.parse({ name: 'pedido_listo', category: 'utility', design })
  await shop.run((ctx) => createForDemo(ctx, shop.channel.wabaId ?? '', [declared]))
  const { id: templateId } = only((await shop.http.get('/templates')).body.items as { id: string }[])
  await tells(shop, [
    notice('confirmed', 'Confirmado'),
    notice('ready', 'Listo', { template: { templateId, values: { 'body:1': '{{clientName}}' } } }),
  ])
  const wrong = await shop.http.put(
    `/order-notices/${shop.brandId}`,
    { notices: [notice('ready', 'Son {{precio}}')] },
    { headers: { 'if-match': '"1"' } },
  )
  assert.deepEqual([wrong.status, wrong.body.code, wrong.body.details.variable], [422, 'orders.notice_variable_unknown', '{{precio}}'])
  shop.clock.advance({ hours: 25 })
  const order = await place(shop, [line(shop.chicken)])
  await shop.settle()
  await prepare(shop, order.id, [order.lines[0]?.id ?? ''])
  await said(shop)
  shop.clock.advance({ seconds: 6 })
  assert.equal((await said(shop)).at(-1), '(template)')
  assert.deepEqual(
    (await history(shop, order.id)).map(({ toState, detail }) => [toState, detail['via'] ?? detail['refusal']]),
    [
      ['confirmed', 'window_closed'],
      ['ready', 'template'],
    ],
  )
})

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

test('who got their order is asked how it was, once, in the conversation that it came out of', async (t) => {
  const shop = await aKitchen(t)
  const texts = { question: '¿Cómo estuvo?', good: 'Gracias', middle: 'Gracias', bad: 'Perdón', followUp: '' }
  const survey = { name: 'Entrega', kind: 'csat', language: 'es', texts, about: 'delivery', delayMinutes: 20, isActive: true }
  assert.equal((await shop.http.post('/surveys', survey)).status, 200)
  const order = await place(shop, [line(shop.chicken)])
  await move(shop, order.id, 'delivered')
  await shop.settle()
  const asked = async () => (await said(shop)).filter((text) => text === '(interactive)').length
  assert.equal(await asked(), 0, 'not with the food in their mouth')
  shop.clock.advance({ minutes: 21 })
  assert.equal(await asked(), 1)
  await move(shop, order.id, 'ready')
  await move(shop, order.id, 'delivered')
  await shop.settle()
  shop.clock.advance({ hours: 1 })
  assert.equal(await asked(), 1, 'of one order once, whatever is pressed')
})
