import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { contradictions } from '#orders/server/history/history.store.ts'
import { write } from '#orders/server/history/history.ts'
import type { PastOrder } from '#orders/server/history/past-order.ts'
import { aShop, line } from '#orders/server/testing/shop.ts'
import type { Order } from '#orders/contract/order.ts'

const hourMs = 3_600_000

async function aShopWithPast(t: TestContext) {
  const { shop, chicken, drink, potatoes } = await aShop(t)
  await shop.http.post('/promotions', { name: '2x1', rule: { kind: 'n_for_m', take: 2, pay: 1, goods: { variantIds: [drink] } } })
  shop.clock.advance({ days: 40 })
  const marta = (await shop.http.post('/contacts', { kind: 'person', name: 'Marta Díaz', identities: [] })).body
  const ago = (hours: number): string => new Date(shop.clock.now().getTime() - hours * hourMs).toISOString()
  const past = (hours: number, lines: PastOrder['lines'], more: Partial<PastOrder> = {}): PastOrder => ({
    at: ago(hours),
    door: 'counter',
    fulfilment: 'pickup',
    customer: null,
    takenBy: null,
    lines,
    steps: [
      { state: 'confirmed', at: ago(hours - 0.1), reason: null },
      { state: 'ready', at: ago(hours - 0.5), reason: null },
      { state: 'delivered', at: ago(hours - 0.6), reason: null },
    ],
    paid: { method: 'cash', at: ago(hours - 0.6) },
    claim: null,
    ...more,
  })
  const of = (variantId: string, quantity = 1) => ({ ...line(variantId, quantity), modifierIds: [], note: '' })
  const customer = { id: marta.id as string, name: 'Marta Díaz', phone: null }
  const orders = [
    past(800, [of(chicken), of(drink, 3)], { customer }),
    past(500, [of(potatoes, 1.5)], {
      customer,
      paid: null,
      steps: [{ state: 'cancelled', at: ago(499), reason: 'Se arrepintió' }],
    }),
    past(200, [of(chicken, 2), of(potatoes, 0.7)], { customer, claim: { reason: 'Frías', at: ago(198) } }),
    past(30, [of(drink)], { claim: { reason: 'Sin gas', at: ago(28) } }),
  ]
  await shop.run((ctx) => write(ctx, shop.brandId, orders))
  const all = async (): Promise<Order[]> => (await shop.http.get('/orders?sort=createdAt&limit=50')).body.items
  return { shop, marta, all, orders, chicken, drink }
}

test('orders of the past are as placing, moving, paying and taking back would have left them', async (t) => {
  const { shop, marta, all, chicken, drink } = await aShopWithPast(t)
  assert.deepEqual(await shop.read(contradictions), [])
  const items = await all()
  assert.deepEqual(
    items.map(({ state, paymentState, totalMinor, balanceMinor }) => [state, paymentState, totalMinor, balanceMinor]),
    [
      ['delivered', 'paid', 950_000 + 2 * 180_000, 950_000 + 2 * 180_000],
      ['cancelled', 'none', 450_000, 0],
      ['delivered', 'paid', 1_900_000 + 210_000, 1_900_000],
      ['returned', 'refunded', 180_000, 0],
    ],
  )
  // The same basket placed now comes to the same, under the next number.
  const lines = [line(chicken), line(drink, 3)]
  const now = (await shop.http.post('/orders', { door: 'counter', fulfilment: 'pickup', contactId: marta.id, lines })).body as Order
  assert.equal(now.totalMinor, items[0]?.totalMinor)
  assert.deepEqual(now.taxes, (await shop.http.get(`/orders/${items[0]?.id}`)).body.taxes)
  assert.deepEqual(
    [...items, now].map(({ number }) => Number(number?.slice(-5))),
    [1, 2, 3, 4, 5],
  )
  const events = (await shop.http.get(`/orders/${items[2]?.id}/events`)).body.items
  assert.deepEqual(
    events.map(({ kind, toState }: { kind: string; toState: string | null }) => toState ?? kind),
    ['returned', 'payment', 'delivered', 'ready', 'confirmed', 'received'],
  )
  assert.deepEqual(await shop.events().then((told) => told.filter(({ type }) => type === 'orders.order.placed').length), 1)
})

test('the same past comes to the same in another shop, and one that contradicts itself is found', async (t) => {
  const [one, other] = [await aShopWithPast(t), await aShopWithPast(t)]
  const sums = async ({ all }: typeof one): Promise<number[]> => (await all()).map(({ totalMinor }) => totalMinor)
  assert.deepEqual(await sums(one), await sums(other))
  const spoil = (column: 'total' | 'line') =>
    one.shop.run((ctx) =>
      column === 'total'
        ? ctx.sql`update orders.customer_order set total_minor = total_minor + 1 where state = 'returned'`
        : ctx.sql`update orders.order_line set removed_at = now() where quantity_milli = 700`,
    )
  await spoil('total')
  await spoil('line')
  const found = await one.shop.read(contradictions)
  assert.deepEqual([...new Set(found.map(({ why }) => why))].toSorted(), ['goods', 'lines', 'taxes', 'total'])
  assert.deepEqual(await other.shop.read(contradictions), [])
})
