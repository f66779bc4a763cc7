import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import type { TestOrg, TestPerson } from '#kernel/testing/org.ts'
import type { CountLine, StockCount } from '#inventory/contract/count.ts'
import { move } from '#inventory/server/movements/receiving.ts'
import { aProduct, arrive, aStockedShop } from '#inventory/server/testing/stocked.ts'
import { keep } from '#inventory/server/items/items.ts'

type Given = Record<string, unknown>
const counting = ['inventory.count-stock']
const begin = async (who: TestPerson, locationId: string, more: Given = {}): Promise<StockCount> => {
  const { status, body } = await who.http.post('/stock-counts', { locationId, scope: { kind: 'all' }, ...more })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const enter = (who: TestPerson, shop: TestOrg, id: string, variantId: string, units: number, more: Given = {}) =>
  who.http.post(`/stock-counts/${id}/entries`, {
    variantId,
    quantityMilli: units * 1000,
    how: 'set',
    countedAt: shop.clock.now().toISOString(),
    ...more,
  })
const to = (who: TestPerson, id: string, state: string, more: Given = {}) => who.http.put(`/stock-counts/${id}/state`, { state, ...more })
const approve = (who: TestPerson, { id, version }: StockCount) =>
  who.http.post(`/stock-counts/${id}/approval`, {}, { headers: { 'if-match': `"${version}"` } })
const get = async (who: TestPerson, id: string): Promise<StockCount> => (await who.http.get(`/stock-counts/${id}`)).body
const lines = async (who: TestPerson, id: string, show = 'all'): Promise<CountLine[]> =>
  (await who.http.get(`/stock-counts/${id}/lines?show=${show}`)).body.items
const read = ({ status, body }: { status: number; body: { onHandMilli: number } }): number => {
  assert.equal(status, 200, JSON.stringify(body))
  return body.onHandMilli / 1000
}
const onHand = async (shop: TestOrg, variantId: string): Promise<number> => read(await shop.http.get(`/stock/${variantId}`))
const sell = (shop: TestOrg, variantId: string, from: string, units: number) =>
  shop.run((ctx) =>
    move(ctx, {
      document: { kind: 'sale', id: ctx.newId() },
      lines: [{ key: '1', variantId, quantityMilli: units * 1000, from, to: 'customer' }],
    }),
  )

test('what is sold while it is counted is no difference: a count is right as of the moment in which somebody looked', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 20, 90_000))
  shop.clock.advance({ minutes: 1 })
  const { id, lineCount } = await begin(shop, shopId)
  assert.equal(lineCount, 1)
  shop.clock.advance({ minutes: 1 })
  await enter(shop, shop, id, drink, 18)
  shop.clock.advance({ minutes: 1 })
  await sell(shop, drink, shopId, 5)
  shop.clock.advance({ minutes: 1 })
  const review = (await to(shop, id, 'review')).body as StockCount
  assert.deepEqual([review.differentCount, review.differenceMinor], [1, -180_000])
  const [line] = await lines(shop, id, 'different')
  assert.deepEqual(
    [line?.expectedMilli, line?.countedMilli, line?.differenceMilli],
    [20_000, 18_000, -2000],
    'not the 15 that are there now',
  )
  assert.equal((await approve(shop, review)).status, 200)
  assert.equal(await onHand(shop, drink), 13)
  const moved = (await shop.http.get(`/stock-movements?variantId=${drink}&documentKind=count`)).body.items
  assert.deepEqual(
    moved.map((one: { quantityMilli: number; at: string; reason: string }) => [one.quantityMilli, one.at, one.reason]),
    [[2000, line?.countedAt, 'lost']],
  )
  assert.equal((await approve(shop, review)).body.code, 'inventory.count_closed', 'twice is once')
  assert.equal(await onHand(shop, drink), 13)
})

test('of two sheets on which the same was counted only the later look is believed, whichever is approved first', async (t) => {
  for (const isLaterFirst of [false, true]) {
    const { shop, drink, shopId } = await aStockedShop(t)
    await shop.run((ctx) => arrive(ctx, drink, shopId, 10))
    shop.clock.advance({ minutes: 1 })
    const [early, late] = [await begin(shop, shopId), await begin(shop, shopId)]
    await enter(shop, shop, early.id, drink, 8)
    shop.clock.advance({ minutes: 30 })
    await enter(shop, shop, late.id, drink, 8)
    for (const { id } of isLaterFirst ? [late, early] : [early, late])
      assert.equal((await approve(shop, (await to(shop, id, 'review')).body)).status, 200)
    assert.equal(await onHand(shop, drink), 8, isLaterFirst ? 'the later one first' : 'in their order')
    assert.equal((await lines(shop, early.id))[0]?.isSuperseded, isLaterFirst)
  }
})

test('who counts blind is told nothing, a difference that costs much is counted again, and only who may approves', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const chips = await aProduct(shop, { name: 'Papas' })
  await shop.run((ctx) => keep(ctx, { variantIds: [chips] }))
  await shop.run((ctx) => arrive(ctx, drink, shopId, 20, 100_000))
  await shop.run((ctx) => arrive(ctx, chips, shopId, 5, 1_000))
  const [ana, beto] = [shop.as({ name: 'Ana', permissions: counting }), shop.as({ name: 'Beto', permissions: counting })]
  const { id } = await begin(shop, shopId, { isBlind: true, thresholdMinor: 150_000 })
  for (const who of [ana, beto])
    assert.deepEqual(
      (await lines(who, id)).map(({ expectedMilli }) => expectedMilli),
      [null, null],
    )
  await enter(ana, shop, id, drink, 12)
  await enter(beto, shop, id, drink, 5, { how: 'add' })
  await enter(beto, shop, id, chips, 4)
  const progress = await get(ana, id)
  assert.deepEqual([progress.countedCount, progress.lineCount, progress.differentCount], [2, 2, null])
  shop.clock.advance({ minutes: 1 })
  const review = (await to(ana, id, 'review')).body as StockCount
  assert.deepEqual([review.againCount, review.differentCount, review.differenceMinor], [1, null, null])
  const [again] = await lines(ana, id, 'again')
  assert.deepEqual([again?.name, again?.countedMilli, again?.firstMilli, again?.isAgain], ['Coca 1,5', null, null, true])
  assert.deepEqual(await lines(ana, id, 'different'), [], 'not by way of a filter either')
  assert.equal((await approve(shop, await get(shop, id))).body.code, 'inventory.count_again')
  assert.equal((await enter(ana, shop, id, chips, 9)).body.code, 'inventory.count_in_review')
  await enter(beto, shop, id, drink, 19)
  assert.equal((await approve(ana, await get(ana, id))).status, 403)
  const looked = await get(shop, id)
  assert.deepEqual([looked.againCount, looked.differentCount, looked.differenceMinor], [0, 2, -101_000])
  assert.deepEqual(
    (await lines(shop, id)).map((one) => [one.name, one.firstMilli, one.countedMilli, one.countedByName, one.differenceMilli]),
    [
      ['Coca 1,5', 17_000, 19_000, 'Beto', -1000],
      ['Papas', null, 4000, 'Beto', -1000],
    ],
  )
  assert.equal((await approve(shop, review)).status, 409, 'it is another one than was looked at')
  assert.equal((await approve(shop, looked)).status, 200)
  assert.deepEqual([await onHand(shop, drink), await onHand(shop, chips)], [19, 4])
})

test('what was counted without a connection counts from when it was, and what arrives too late is refused in words', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10))
  shop.clock.advance({ minutes: 1 })
  const { id } = await begin(shop, shopId)
  const offline = { countedAt: shop.clock.now().toISOString() }
  shop.clock.advance({ minutes: 10 })
  await enter(shop, shop, id, drink, 7)
  await enter(shop, shop, id, drink, 10, offline)
  assert.equal((await lines(shop, id))[0]?.countedMilli, 7000, 'an older look does not overrule a newer one')
  const key = { headers: { 'idempotency-key': 'the-same-reading' } }
  const reading = { variantId: drink, quantityMilli: 1000, how: 'add', countedAt: shop.clock.now().toISOString() }
  for (let i = 0; i < 2; i++) await shop.http.post(`/stock-counts/${id}/entries`, reading, key)
  assert.equal((await lines(shop, id))[0]?.countedMilli, 8000, 'sent twice, counted once')
  shop.clock.advance({ minutes: 1 })
  await to(shop, id, 'review')
  shop.clock.advance({ minutes: 1 })
  const late = await enter(shop, shop, id, drink, 9, { countedAt: new Date(shop.clock.now().getTime() - 90_000).toISOString() })
  assert.equal(late.body.countedMilli, 9000, 'counted before it was over')
  assert.equal((await approve(shop, await get(shop, id))).status, 200)
  assert.equal((await enter(shop, shop, id, drink, 3)).body.code, 'inventory.count_closed')
  assert.equal(await onHand(shop, drink), 9)
})

test('a sheet holds what is meant: a category, what was picked, what is due; what is found besides is put on it', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const category = (await shop.http.post('/categories', { name: 'Snacks' })).body
  const [chips, nuts] = [await aProduct(shop, { name: 'Papas', categoryId: category.id }), await aProduct(shop, { name: 'Maní' })]
  const wine = await aProduct(shop, { name: 'Vino' })
  await shop.run((ctx) => keep(ctx, { variantIds: [chips, nuts] }))
  await shop.run((ctx) => keep(ctx, { variantIds: [wine], tracking: 'lot' }))
  for (const [one, cost] of [
    [drink, 90_000],
    [chips, 1_000],
    [nuts, 10],
  ] as const)
    await shop.run((ctx) => arrive(ctx, one, shopId, 10, cost))
  const named = async (scope: Given): Promise<string[]> =>
    (await lines(shop, (await begin(shop, shopId, { scope })).id)).map(({ name }) => name)
  assert.deepEqual(await named({ kind: 'category', categoryIds: [category.id] }), ['Papas'])
  assert.deepEqual(await named({ kind: 'picked', variantIds: [nuts, drink] }), ['Coca 1,5', 'Maní'])
  await sell(shop, drink, shopId, 8)
  assert.deepEqual(await named({ kind: 'class', class: 'a' }), ['Coca 1,5'])
  assert.deepEqual(await named({ kind: 'due' }), ['Coca 1,5', 'Maní', 'Papas'])
  const { id } = await begin(shop, shopId, { scope: { kind: 'picked', variantIds: [drink] } })
  await enter(shop, shop, id, nuts, 10)
  assert.equal((await get(shop, id)).lineCount, 2)
  await enter(shop, shop, id, drink, 2)
  await approve(shop, (await to(shop, id, 'review')).body)
  const plan = (await shop.http.get(`/stock-count-plan?locationId=${shopId}`)).body.classes
  assert.deepEqual(
    plan.map((one: { class: string; productCount: number; dueCount: number }) => [one.class, one.productCount, one.dueCount]),
    [
      ['a', 1, 0],
      ['b', 0, 0],
      ['c', 2, 1],
    ],
  )
  const place = (await shop.http.get('/stock-locations')).body.items.find(({ kind }: { kind: string }) => kind === 'customer')
  const other = await begin(shop, shopId)
  const bad: [string, Promise<{ status: number; body: { code: string } }>, string][] = [
    ['nowhere', shop.http.post('/stock-counts', { locationId: newId(), scope: { kind: 'all' } }), 'inventory.count_place'],
    ['at the customer', shop.http.post('/stock-counts', { locationId: place.id, scope: { kind: 'all' } }), 'inventory.count_place'],
    ['nothing', shop.http.post('/stock-counts', { locationId: shopId, scope: { kind: 'class', class: 'b' } }), 'inventory.count_nothing'],
    ['half a bottle', enter(shop, shop, other.id, drink, 0.5), 'inventory.count_quantity'],
    ['less than nothing', enter(shop, shop, other.id, drink, -1), 'inventory.count_quantity'],
    ['what nobody knows', enter(shop, shop, other.id, newId(), 1), 'inventory.count_unknown_item'],
    ['wine of no lot', enter(shop, shop, other.id, wine, 1), 'inventory.count_lot_needed'],
    ['a lot of nothing', enter(shop, shop, other.id, drink, 1, { lotId: newId() }), 'inventory.count_lot_unknown'],
    ['before it is counted', to(shop, other.id, 'review') as never, 'inventory.count_empty'],
    ['before it is looked at', approve(shop, other) as never, 'inventory.count_not_reviewed'],
  ]
  for (const [what, asked, code] of bad) assert.equal((await asked).body.code, code, what)
  assert.equal((await to(shop, other.id, 'discarded')).status, 200)
  assert.equal((await to(shop, other.id, 'counting')).body.code, 'inventory.count_closed')
  const none = await begin(shop, shopId, { scope: { kind: 'picked', variantIds: [chips] } })
  const reviewed = (await to(shop, none.id, 'review', { missing: 'none' })).body
  assert.equal((await approve(shop, reviewed)).status, 200)
  assert.equal(await onHand(shop, chips), 0, 'nobody found any')
})
