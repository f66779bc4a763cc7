import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestPerson } from '#kernel/testing/org.ts'
import type { Order } from '#orders/contract/order.ts'
import { aShop, line } from '#orders/server/testing/shop.ts'

type Given = Record<string, unknown>
const place = async (shop: TestPerson, lines: unknown, more: Given = {}): Promise<Order> => {
  const { status, body } = await shop.http.post('/orders', { door: 'counter', fulfilment: 'pickup', lines, ...more })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const pay = (shop: Pick<TestPerson, 'http'>, id: string, amountMinor: number, more: Given = {}) =>
  shop.http.post(`/orders/${id}/payments`, { method: 'cash', amountMinor, ...more })
const give = (shop: Pick<TestPerson, 'http'>, id: string, amountMinor: number) =>
  shop.http.post(`/orders/${id}/refunds`, { method: 'cash', amountMinor, reason: 'Vino frío' })
const standing = ({ paymentState, paidMinor, refundedMinor, returnedMinor }: Order) => [
  paymentState,
  paidMinor,
  refundedMinor,
  returnedMinor,
]
const paidEvents = async (shop: Awaited<ReturnType<typeof aShop>>['shop']) =>
  (await shop.events()).filter(({ type }) => type === 'orders.order.paid').map(({ data }) => data['paidMinor'])

test('money is taken by hand in parts, with change, never more than is owed, and once however often the button is pressed', async (t) => {
  const { shop, chicken } = await aShop(t)
  const { id } = await place(shop, [line(chicken)])
  const first = await pay(shop, id, 500_000, { method: 'transfer', reference: 'CBU 0001' })
  assert.deepEqual(standing(first.body), ['partial', 500_000, 0, 0])
  const over = await pay(shop, id, 450_001)
  assert.deepEqual([over.status, over.body.code], [422, 'orders.overpaid'])
  assert.match(over.body.title, /4\.500,00/)
  assert.equal((await pay(shop, id, 450_000, { tenderedMinor: 400_000 })).body.code, 'orders.tendered_too_little')
  for (const bad of [-1, 0, 1.5, 1e15, '100']) assert.equal((await pay(shop, id, bad as number)).status, 422, String(bad))
  const key = { headers: { 'idempotency-key': 'charge-0001' } }
  const body = { method: 'cash', amountMinor: 450_000, tenderedMinor: 1_000_000 }
  const pressed = await Promise.all(Array.from({ length: 8 }, () => shop.http.post(`/orders/${id}/payments`, body, key)))
  assert.deepEqual([...new Set(pressed.map(({ status }) => status))], [200])
  const paid = (await shop.http.get(`/orders/${id}`)).body as Order
  assert.deepEqual([...standing(paid), paid.payments.length], ['paid', 950_000, 0, 0, 2])
  assert.equal((await pay(shop, id, 1)).body.code, 'orders.nothing_to_pay')
  const [last] = (await shop.http.get(`/orders/${id}/events`)).body.items
  assert.deepEqual([last.kind, last.detail.changeMinor], ['payment', 550_000])
  const without = shop.as({ permissions: ['orders.read-orders', 'orders.record-payments'] })
  assert.equal((await give(without, id, 1)).status, 403)
  assert.equal((await give(shop, id, 950_001)).body.code, 'orders.refund_too_large')
  assert.deepEqual(standing((await give(shop, id, 950_000)).body), ['refunded', 950_000, 950_000, 0])
  await pay(shop, id, 950_000)
  assert.deepEqual(await paidEvents(shop), [950_000], 'bought once, however often it is paid again')
  const raced = await place(shop, [line(chicken)])
  const both = await Promise.all([pay(shop, raced.id, 950_000), pay(shop, raced.id, 950_000)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409], 'of two tills that charge one order one is told')
})

test('an order is handed over in parts, and the last of them delivers it', async (t) => {
  const { shop, chicken, drink } = await aShop(t)
  const order = await place(shop, [line(chicken, 3), line(drink)])
  const [chickens, drinks] = order.lines.map(({ id }) => id) as [string, string]
  const hand = (lines: unknown) => shop.http.post(`/orders/${order.id}/deliveries`, { lines })
  const part = await hand([{ lineId: chickens, quantityMilli: 2000 }])
  assert.deepEqual([part.body.state, part.body.lines[0].deliveredMilli], ['received', 2000])
  assert.equal((await hand([{ lineId: chickens, quantityMilli: 2000 }])).body.code, 'orders.too_much_of_line')
  const off = await shop.http.put(`/orders/${order.id}/state`, { state: 'cancelled', reason: 'Se arrepintió' })
  assert.equal(off.body.details.why, 'handed_over')
  const edited = await shop.http.patch(
    `/orders/${order.id}`,
    { lines: [line(drink)] },
    { headers: { 'if-match': `"${part.body.version}"` } },
  )
  assert.equal(edited.body.code, 'orders.line_handed_over')
  const done = await hand([
    { lineId: chickens, quantityMilli: 1000 },
    { lineId: drinks, quantityMilli: 1000 },
  ])
  assert.equal(done.body.state, 'delivered')
  assert.ok(done.body.closedAt)
})

test('what comes back is worth what was paid for it, to the cent, and all of it ends the order', async (t) => {
  const { shop, chicken, drink } = await aShop(t)
  const order = await place(shop, [line(chicken, 3), line(drink)])
  await pay(shop, order.id, order.totalMinor)
  await shop.http.put(`/orders/${order.id}/state`, { state: 'delivered' })
  const [chickens, drinks] = order.lines.map(({ id }) => id) as [string, string]
  const back = (lines: unknown) => shop.http.post(`/orders/${order.id}/returns`, { lines, reason: 'Vino frío' })
  const one = await back([{ lineId: chickens, quantityMilli: 1000 }])
  assert.deepEqual([one.body.state, ...standing(one.body)], ['delivered', 'paid', 3_030_000, 0, 950_000])
  assert.equal((await pay(shop, order.id, 1)).body.code, 'orders.nothing_to_pay', 'what came back is not asked for')
  assert.equal((await back([{ lineId: chickens, quantityMilli: 3000 }])).body.code, 'orders.too_much_of_line')
  const rest = await back([
    { lineId: chickens, quantityMilli: 2000 },
    { lineId: drinks, quantityMilli: 1000 },
  ])
  assert.deepEqual([rest.body.state, rest.body.returnedMinor], ['returned', 3_030_000])
  const refunded = await give(shop, order.id, 3_030_000)
  assert.deepEqual([refunded.body.state, refunded.body.paymentState], ['returned', 'refunded'])
  const returned = (await shop.events()).filter(({ type }) => type === 'orders.order.returned').map(({ data }) => data['valueMinor'])
  assert.deepEqual(returned, [950_000, 2_080_000])
})

test('of two for the price of one the one that is kept costs its price, and with the other one all of it comes back', async (t) => {
  const { shop, chicken, drink } = await aShop(t)
  const rule = { kind: 'n_for_m', take: 2, pay: 1, goods: { variantIds: [chicken] } }
  assert.equal((await shop.http.post('/promotions', { name: '2x1', rule })).status, 200)
  const order = await place(shop, [line(chicken, 2), line(drink)])
  assert.deepEqual([order.totalMinor, order.promotions[0]?.amountMinor], [1_130_000, 950_000])
  await pay(shop, order.id, order.totalMinor)
  await shop.http.put(`/orders/${order.id}/state`, { state: 'delivered' })
  const [chickens, drinks] = order.lines.map(({ id }) => id) as [string, string]
  const back = async (lineId: string) =>
    (await shop.http.post(`/orders/${order.id}/returns`, { lines: [{ lineId, quantityMilli: 1000 }], reason: 'Vino frío' })).body
      .returnedMinor
  shop.clock.advance({ hours: 30 })
  assert.equal(await back(chickens), 0, 'one chicken costs what both did')
  assert.equal(await back(drinks), 180_000)
  assert.equal(await back(chickens), 1_130_000)
})
