import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { costOf, levelsOf } from '#inventory/server/levels/levels.ts'
import { move, receive } from '#inventory/server/movements/receiving.ts'
import { aProduct, aStockedShop, arrive } from '#inventory/server/testing/stocked.ts'
import { landCosts } from '#inventory/server/valuation/changes.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'

test('what is sent to another place is on its way until it is received, and what is missing then is lost', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 20, 10_000))
  const store = (await shop.http.post('/stock-locations', { name: 'Depósito', kind: 'warehouse' })).body
  const sent = await shop.http.post('/stock-transfers', {
    fromId: shopId,
    toId: store.id,
    lines: [{ variantId: drink, quantityMilli: 8_000 }],
  })
  assert.equal(sent.status, 200)
  const of = async (locationId: string) => (await shop.run((ctx) => levelsOf(ctx, [drink]))).find((one) => one.locationId === locationId)
  assert.deepEqual([(await of(shopId))?.onHandMilli, (await of(store.id))?.incomingMilli], [12_000, 8_000])
  assert.equal((await shop.http.delete(`/stock-locations/${store.id}`)).body.code, 'inventory.location_in_use')
  const lineId = sent.body.lines[0].id
  const tooMuch = await shop.http.post(`/stock-transfers/${sent.body.id}/receipts`, { lines: [{ lineId, quantityMilli: 9_000 }] })
  assert.equal(tooMuch.body.code, 'inventory.more_than_sent')
  const part = await shop.http.post(`/stock-transfers/${sent.body.id}/receipts`, {
    lines: [{ lineId, quantityMilli: 5_000 }],
    isComplete: false,
  })
  assert.equal(part.body.state, 'sent')
  const rest = await shop.http.post(`/stock-transfers/${sent.body.id}/receipts`, { lines: [{ lineId, quantityMilli: 2_000 }] })
  assert.deepEqual([rest.body.state, rest.body.lines[0].lostMilli], ['received', 1_000])
  assert.deepEqual([(await of(store.id))?.onHandMilli, (await of(store.id))?.incomingMilli], [7_000, 0])
  assert.equal((await shop.run((ctx) => costOf(ctx, [drink])))[0]?.valueMinor, 190_000)
  assert.equal((await shop.http.post(`/stock-transfers/${sent.body.id}/cancellation`, {})).body.code, 'inventory.transfer_closed')
})

test('of lots those go first that expire first, and an expired one is thrown away but not sold', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t, { tracking: 'lot' })
  const day = (after: number) => addDays(dayIn('America/Argentina/Buenos_Aires', shop.clock.now()), after)
  const document = { kind: 'receipt', id: drink }
  const lot = (key: string, expiresOn: string | null) => ({
    key,
    variantId: drink,
    quantityMilli: 5_000,
    paidMinor: 500,
    lot: { code: key, expiresOn },
  })
  await shop.run((ctx) =>
    receive(ctx, { document, locationId: shopId, lines: [lot('late', day(30)), lot('soon', day(3)), lot('old', day(-2))] }),
  )
  await assert.rejects(
    shop.run((ctx) => receive(ctx, { document, locationId: shopId, lines: [{ key: 'none', variantId: drink, quantityMilli: 1_000 }] })),
    { code: 'inventory.lot_missing' },
  )
  const sell = (units: number, lotId: string | null = null) =>
    shop.run((ctx) =>
      move(ctx, {
        document: { kind: 'sale', id: ctx.newId() },
        lines: [{ key: '1', variantId: drink, quantityMilli: units * 1000, from: shopId, to: 'customer', lotId }],
      }),
    )
  await sell(6)
  const seen = await shop.http.get(`/stock/${drink}`)
  assert.equal(seen.status, 200, JSON.stringify(seen.body))
  const lots = seen.body.lots as { lotId: string; code: string; onHandMilli: number }[]
  assert.deepEqual(
    lots.map(({ code, onHandMilli }) => [code, onHandMilli]),
    [
      ['old', 5_000],
      ['late', 4_000],
    ],
  )
  await assert.rejects(sell(5), { code: 'inventory.not_enough' })
  await assert.rejects(sell(1, lots[0]?.lotId ?? ''), { code: 'inventory.lot_expired' })
  const expiring = await shop.http.get('/stock?show=expiring')
  assert.equal(expiring.body.items.length, 1)
  const away = await shop.http.post('/stock-adjustments', {
    locationId: shopId,
    reason: 'expired',
    lines: [{ variantId: drink, byMilli: -5_000, lot: { code: 'old' } }],
  })
  assert.equal(away.body.items[0].to.kind, 'scrap')
})

test('a piece with a number is in one place, and comes back by its number', async (t) => {
  const { shop, drink: phone, shopId } = await aStockedShop(t, { tracking: 'serial' })
  const piece = (key: string, code: string) => ({ key, variantId: phone, quantityMilli: 1_000, lot: { code, expiresOn: null } })
  const come = (key: string, code: string) =>
    shop.run((ctx) => receive(ctx, { document: { kind: 'receipt', id: ctx.newId() }, locationId: shopId, lines: [piece(key, code)] }))
  const [got] = await come('1', 'SN-1')
  await assert.rejects(come('2', 'SN-1'), { code: 'inventory.serial_is_there' })
  const sale = { key: '1', variantId: phone, quantityMilli: 1_000, from: shopId, to: 'customer', lotId: got?.lotId ?? '' }
  await shop.run((ctx) => move(ctx, { document: { kind: 'sale', id: ctx.newId() }, lines: [sale] }))
  await assert.rejects(
    shop.run((ctx) => move(ctx, { document: { kind: 'sale', id: ctx.newId() }, lines: [sale] })),
    { code: 'inventory.not_enough' },
  )
  assert.equal((await come('3', 'SN-1')).length, 1)
})

test('what is adjusted by mistake is moved back once, with what it was worth', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  const lost = await shop.http.post('/stock-adjustments', {
    locationId: shopId,
    reason: 'lost',
    lines: [{ variantId: drink, byMilli: -4_000 }],
  })
  assert.equal(lost.body.items[0].valueMinor, -40_000)
  const moveId = lost.body.items[0].id
  assert.equal((await shop.http.post(`/stock-movements/${moveId}/reversal`, {})).status, 200)
  assert.equal((await shop.http.post(`/stock-movements/${moveId}/reversal`, {})).body.code, 'inventory.reversed_already')
  assert.equal((await shop.run((ctx) => costOf(ctx, [drink])))[0]?.valueMinor, 100_000)
  const withoutRight = await shop.as({ permissions: ['inventory.read-stock'] }).http.get(`/stock-movements?variantId=${drink}`)
  assert.deepEqual([withoutRight.body.items.length, withoutRight.body.items[0].valueMinor], [3, null])
})

test('bread takes its flour and costs what that did; nothing is made of itself', async (t) => {
  const { shop, drink: flour, shopId } = await aStockedShop(t)
  const bread = await aProduct(shop, { name: 'Pan' })
  const loaf = await shop.http.put(
    `/stock-recipes/${bread}`,
    { yieldMilli: 10_000, parts: [{ variantId: flour, quantityMilli: 4_000 }] },
    { headers: { 'if-match': '"0"' } },
  )
  assert.equal(loaf.status, 200)
  const loop = await shop.http.put(
    `/stock-recipes/${flour}`,
    { parts: [{ variantId: bread, quantityMilli: 1_000 }] },
    { headers: { 'if-match': '"0"' } },
  )
  assert.equal(loop.body.code, 'inventory.recipe_loop')
  await shop.run((ctx) => arrive(ctx, flour, shopId, 10, 5_000))
  await shop.http.post('/stock-items', { variantIds: [bread] })
  const made = await shop.http.post('/stock-productions', { variantId: bread, quantityMilli: 20_000, locationId: shopId })
  assert.equal(made.status, 200)
  const worth = await shop.run((ctx) => costOf(ctx, [bread, flour]))
  assert.deepEqual(
    new Map(worth.map((one) => [one.variantId, one.valueMinor])),
    new Map([
      [bread, 40_000],
      [flour, 10_000],
    ]),
  )
})

test('freight raises what is left, and another method counts everything again', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const sell = (units: number) =>
    shop.run((ctx) =>
      move(ctx, {
        document: { kind: 'sale', id: ctx.newId() },
        lines: [{ key: '1', variantId: drink, quantityMilli: units * 1000, from: shopId, to: 'customer' }],
      }),
    )
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  const [second] = await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 12_000))
  await sell(15)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 5, 15_000))
  await sell(8)
  const valueMinor = async () => (await shop.http.get('/stock-value')).body.valueMinor
  assert.equal(await valueMinor(), 26_000)
  const setting = (await shop.http.get('/stock-settings')).body
  const fifo = { ...setting, method: 'fifo' }
  assert.equal((await shop.http.put('/stock-settings', fifo, { headers: { 'if-match': `"${setting.version}"` } })).status, 200)
  await shop.settle()
  assert.equal(await valueMinor(), 30_000)
  const freight = {
    document: { kind: 'freight', id: drink },
    lines: [{ key: '1', variantId: drink, moveId: second?.id ?? '', amountMinor: 500 }],
  }
  for (let time = 0; time < 2; time++) await shop.run((ctx) => landCosts(ctx, freight))
  // Of the second receipt nothing is left.
  assert.equal(await valueMinor(), 30_000)
})

/** A dish that nobody has said yet what it is made of, and who says so. */
async function aDish(t: TestContext) {
  const { shop, drink } = await aStockedShop(t)
  const [ice, dish] = [await aProduct(shop, { name: 'Hielo' }), await aProduct(shop, { name: 'Coca con hielo' })]
  const write = (variantIds: string[], version: number) =>
    shop.http.put(
      `/stock-recipes/${dish}`,
      { parts: variantIds.map((variantId) => ({ variantId, quantityMilli: 500 })) },
      { headers: { 'if-match': `"${version}"` } },
    )
  return { shop, drink, ice, dish, write }
}

test('of two who write what something is made of one is told, and nothing of the other is lost', async (t) => {
  const { shop, drink, ice, dish, write } = await aDish(t)
  const answers = await Promise.all([write([drink], 0), write([ice], 0)])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  const saved = (await shop.http.get(`/stock-recipes/${dish}`)).body
  assert.deepEqual(saved, answers.find(({ status }) => status === 200)?.body)
  assert.equal((await write([drink, ice], saved.version)).body.parts.length, 2)
})

test('who looks at a recipe that was emptied and written again meanwhile is told', async (t) => {
  const { shop, drink, ice, dish, write } = await aDish(t)
  const seen = (await write([drink], 0)).body
  const emptied = (await write([], seen.version)).body
  assert.deepEqual([emptied.parts, (await shop.http.get('/stock-recipes')).body.items], [[], []])
  assert.deepEqual((await shop.http.get(`/stock-recipes/${dish}`)).body, emptied)
  assert.equal((await write([ice], emptied.version)).status, 200)
  assert.equal((await write([drink, ice], seen.version)).body.code, 'kernel.changed_meanwhile')
})

test('numbers that are fine alone and too much together are refused in words, and nothing moves', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const [dear, many] = [1_000_000_000_000, 999_999_999_000]
  const receipt = { locationId: shopId, lines: [{ variantId: drink, quantityMilli: 1_000, paidMinor: dear }] }
  assert.equal((await shop.http.post('/stock-receipts', receipt)).status, 200)
  const before = (await shop.http.get(`/stock/${drink}`)).body.onHandMilli
  const found = { locationId: shopId, reason: 'found', lines: [{ variantId: drink, byMilli: many }] }
  const answer = await shop.http.post('/stock-adjustments', found)
  assert.deepEqual([answer.status, answer.body.code], [422, 'kernel.amount_too_large'])
  assert.equal((await shop.http.get(`/stock/${drink}`)).body.onHandMilli, before)
})
