import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aShop, dayOf } from '#sales/server/testing/figures.ts'

test('without a rate every currency stands on its own; with rates all of it comes first, closed deals at the rate of their day', async (t) => {
  const { shop, sell, move, forecast, metrics, figures } = await aShop(t)
  const expectedClose = dayOf(shop, 12)
  const won = await sell({ amountMinor: 10_000, currency: 'USD' })
  await move([won.id], 'won')
  const wonOn = dayOf(shop)
  await sell({ amountMinor: 20_000, currency: 'USD', probability: 50, expectedClose })
  await sell({ amountMinor: 7_000, probability: 100, expectedClose })
  const sums = async () => {
    const { total, missing } = await forecast()
    return [total.map((one) => [one.currency, one.isConverted, one.weightedMinor, one.wonMinor]), missing]
  }
  const own = [
    ['ARS', false, 7_000, 0],
    ['USD', false, 10_000, 10_000],
  ]
  assert.deepEqual(await sums(), [own, ['USD']])
  shop.clock.advance({ hours: 48 })
  const today = dayOf(shop)
  const pesos = (day: string, amount: number) => ({ currency: 'USD', day, rateNanos: amount * 1_000_000_000 })
  // A rate that is younger than the win says nothing about it.
  assert.equal((await shop.http.put('/exchange-rates', { items: [pesos(today, 1_500)] })).status, 200)
  assert.deepEqual(await sums(), [own, ['USD']])
  await shop.http.put('/exchange-rates', { items: [pesos(wonOn, 1_000)] })
  assert.deepEqual(await sums(), [[['ARS', true, 7_000 + 15_000_000, 10_000_000], ...own], []])
  const { rates } = await forecast()
  assert.deepEqual(rates, [{ ...pesos(today, 1_500), into: 'ARS' }])
  assert.deepEqual(
    (await metrics()).sums.map(({ currency, isConverted, wonMinor }) => [currency, isConverted, wonMinor]),
    [
      ['ARS', true, 10_000_000],
      ['ARS', false, 0],
      ['USD', false, 10_000],
    ],
  )
  assert.equal((await figures()).sums[0]?.openMinor, 7_000 + 30_000_000)
  // Whoever changes prices is offered the last one.
  const priceList = { name: 'General', currency: 'ARS', includesTax: true, priority: 0, audience: 'everybody' }
  const { id } = (await shop.http.post('/price-lists', priceList)).body
  assert.deepEqual((await shop.http.get(`/price-lists/${id}/exchange-rates`)).body, {
    rates: [{ ...pesos(today, 1_500), into: 'ARS' }],
    lastNanos: null,
  })
  const list = (await shop.http.get('/exchange-rates')).body.items
  assert.deepEqual(
    list.map(({ day, createdByName }: { day: string; createdByName: string }) => [day, createdByName]),
    [
      [today, 'Julia Lucero'],
      [wonOn, 'Julia Lucero'],
    ],
  )
  assert.equal((await shop.http.delete(`/exchange-rates/${list[1].id}`)).status, 200)
  assert.deepEqual(await sums(), [own, ['USD']])
})

test('rates that make no sense are refused as a whole, in words', async (t) => {
  const { shop } = await aShop(t)
  const day = dayOf(shop)
  const rate = { currency: 'USD', day, rateNanos: 1_000_000_000 }
  const refused = async (...items: object[]): Promise<string> => (await shop.http.put('/exchange-rates', { items })).body.code
  assert.equal(await refused(rate, { ...rate, currency: 'ARS' }), 'sales.rate_of_own_currency')
  assert.equal(await refused(rate, { ...rate, day: dayOf(shop, 2) }), 'sales.rate_in_future')
  assert.equal(await refused(rate, { ...rate, rateNanos: 5 }), 'sales.rate_twice')
  assert.equal(await refused({ ...rate, rateNanos: 0 }), 'kernel.invalid_input')
  assert.deepEqual((await shop.http.get('/exchange-rates')).body.items, [])
})
