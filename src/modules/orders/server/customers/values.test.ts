import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { CustomerValue } from '#orders/contract/customer-value.ts'
import { valuate, type Purchases } from '#orders/server/customers/valuation.ts'
import { valueCustomers } from '#orders/server/customers/values.ts'
import { aShop, line } from '#orders/server/testing/shop.ts'

const ars = (amountMinor: number) => ({ amountMinor, currency: 'ARS' })

/** Marta buys every fifth day and stopped, Beto bought once, lately; Nora only ever called it off. */
async function aShopWithCustomers(t: TestContext) {
  const { shop, chicken, drink } = await aShop(t)
  const person = async (name: string) => (await shop.http.post('/contacts', { kind: 'person', name, identities: [] })).body.id as string
  const [marta, beto, nora] = [await person('Marta'), await person('Beto'), await person('Nora')]
  const buy = async (contactId: string, variantId: string, state = 'delivered') => {
    const { body } = await shop.http.post('/orders', { door: 'phone', fulfilment: 'pickup', contactId, lines: [line(variantId)] })
    const moved = await shop.http.put(`/orders/${body.id}/state`, { state, ...(state === 'cancelled' && { reason: 'No vino' }) })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
  }
  for (let i = 0; i < 6; i++) {
    await buy(marta, chicken)
    shop.clock.advance({ days: 5 })
  }
  shop.clock.advance({ days: 40 })
  await buy(beto, drink)
  await buy(nora, drink, 'cancelled')
  const value = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(valueCustomers, {})))
    await shop.settle()
  }
  const valueOf = async (id: string): Promise<CustomerValue | null> => (await shop.http.get(`/contacts/${id}/purchase-value`)).body.value
  const among = async (condition: object): Promise<number> => {
    const answer = await shop.http.post('/segment-previews', { conditions: { match: 'all', conditions: [condition] } })
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body.count
  }
  return { shop, marta, beto, nora, value, valueOf, among }
}

test('customers are valued at night by what they bought, and found by it', async (t) => {
  const { shop, marta, beto, nora, value, valueOf, among } = await aShopWithCustomers(t)
  assert.equal(await valueOf(marta), null)
  await value()
  const one = await valueOf(marta)
  assert.deepEqual(
    one && [
      one.orders,
      one.totalMinor,
      one.gapDays,
      one.recency,
      one.frequency,
      one.monetary,
      one.segment,
      one.isLeaving,
      one.alivePercent,
    ],
    [6, 5_700_000, 5, 3, 4, 4, 'loyal', true, null],
  )
  assert.deepEqual([(await valueOf(beto))?.segment, (await valueOf(beto))?.isLeaving], ['new', false])
  assert.equal(await valueOf(nora), null, 'what was called off was not bought')
  const figures = (await shop.http.get('/customer-figures')).body
  assert.deepEqual([figures.customers, figures.repeaters, figures.leaving, figures.hasModel], [2, 1, 1, false])
  assert.deepEqual(
    figures.segments.map(({ segment, count, yearMinor }: Record<string, unknown>) => [segment, count, yearMinor]),
    [
      ['loyal', 1, 5_700_000],
      ['new', 1, 180_000],
    ],
  )
  const { rows } = (await shop.http.get('/reports/orders/customers?period=today')).body
  assert.deepEqual(
    rows.map(({ cells }: { cells: unknown[] }) => cells),
    [
      ['Fieles', 1, 0.5, 1, 1, 6, ars(5_700_000), null],
      ['Nuevos', 1, 0.5, 0, 0, 1, ars(180_000), null],
      ['Todos', 2, 1, 0.5, 1, 7, ars(5_880_000), null],
    ],
  )
  for (const format of ['csv', 'xlsx']) {
    const file = await shop.http.post('/reports/orders/customers/files', { period: 'today', format })
    assert.deepEqual([file.status, file.body.rows], [200, 3])
  }
  assert.deepEqual(await among({ term: 'orders.rfm', operator: 'in', value: ['loyal', 'champions'] }), 1)
  assert.deepEqual(await among({ term: 'orders.purchases', operator: 'lte', value: 2 }), 1)
  assert.deepEqual(await among({ term: 'orders.last-purchase', operator: 'last-days', value: 3 }), 1)
})

test('nothing is worked out of somebody whose processing is restricted, and what was goes at once', async (t) => {
  const { shop, marta, beto, value, valueOf } = await aShopWithCustomers(t)
  await value()
  assert.equal((await shop.http.put(`/contacts/${marta}/restriction`, { isRestricted: true, reason: 'Lo pidió' })).status, 200)
  assert.equal(await valueOf(marta), null)
  await value()
  assert.equal(await valueOf(marta), null)
  assert.notEqual(await valueOf(beto), null)
  await shop.http.put(`/contacts/${marta}/restriction`, { isRestricted: false, reason: 'Se arrepintió' })
  await value()
  assert.equal((await valueOf(marta))?.orders, 6)
})

test('two contacts that are made one are valued as one, and as two when that is undone', async (t) => {
  const { shop, marta, beto, value, valueOf } = await aShopWithCustomers(t)
  await value()
  const merged = await shop.http.post(`/contacts/${marta}/merges`, { otherId: beto })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.equal(await valueOf(beto), null)
  shop.clock.advance({ minutes: 2 })
  await shop.settle()
  assert.deepEqual([(await valueOf(marta))?.orders, await valueOf(beto)], [7, null])
})

test('of enough who come back it is said who will, how often and for how much, and of all who bought', () => {
  const today = 1_000
  const every = (contactId: string, gap: number, times: number, since: number): Purchases => ({
    contactId,
    days: Array.from({ length: times }, (_, i) => today - since - gap * (times - 1 - i)),
    counts: Array.from({ length: times }, () => 1),
    amounts: Array.from({ length: times }, (_, i) => 10_000 + 100 * (i % 5)),
    lastAt: '2026-11-21T00:00:00.000Z',
  })
  const regulars = Array.from({ length: 60 }, (_, i) => every(`r${i}`, 6 + (i % 9), 3 + (i % 14), 1 + (i % 10)))
  const once = Array.from({ length: 80 }, (_, i) => every(`o${i}`, 1, 1, 10 + 4 * i))
  const left = every('left', 7, 10, 300)
  const back: Purchases = { ...every('back', 500, 2, 1), lastAt: '2026-11-20T00:00:00.000Z' }
  const { model, valued, customers, repeaters } = valuate({ today, lineOfBusiness: 'food', purchases: [...regulars, ...once, left, back] })
  assert.deepEqual([customers, repeaters], [142, 62])
  assert.ok(model)
  const of = (id: string) => valued.find(({ contactId }) => contactId === id)
  assert.deepEqual([of('back')?.yearOrders, of('back')?.segment], [1, 'potential'], 'who is back is not new')
  assert.ok((of('left')?.alivePercent ?? 100) < 5)
  assert.ok(of('left')?.isLeaving)
  assert.ok((of('r10')?.alivePercent ?? 0) > 60, String(of('r10')?.alivePercent))
  assert.ok((of('r10')?.valueMinor ?? 0) > 5 * (of('left')?.valueMinor ?? 0))
  const spent = (of('r10')?.valueMinor ?? 0) / ((of('r10')?.expectedMilli ?? 1) / 1000)
  assert.ok(spent > 8_500 && spent < 10_500, `${spent} a time, discounted`)
  const few = valuate({ today, lineOfBusiness: 'food', purchases: regulars.slice(0, 29) })
  assert.deepEqual([few.model, few.valued[0]?.alivePercent], [null, null])
})
