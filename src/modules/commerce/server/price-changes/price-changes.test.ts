import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import * as permissions from '#commerce/contract/permissions.ts'
import type { PriceChange, PriceChangePreview } from '#commerce/contract/price-change.ts'
import type { PricedVariant } from '#commerce/contract/price.ts'
import { aGood, type Good } from '#commerce/server/testing/goods.store.ts'

type Given = Record<string, unknown>
const pesos = { stepMinor: 100, offsetMinor: 0, direction: 'nearest' }
const tenMore = { kind: 'percent', basisPoints: 1_000 }

/** A shop whose goods have these prices in the general list. */
async function aShop(t: Parameters<typeof anOrg>[0], goods: [Good, number][]) {
  const shop = await anOrg(t)
  const ids: string[] = []
  for (const [good] of goods) ids.push((await shop.run((ctx) => aGood(ctx, good))).variantId)
  await put(
    shop,
    'main',
    goods.map(([, amountMinor], i) => ({ variantId: ids[i], amountMinor })),
  )
  const [main] = (await shop.http.get('/price-lists')).body.items
  const asked = (more: Given = {}): Given => ({ selection: { listId: main.id }, rule: tenMore, rounding: pesos, ...more })
  shop.clock.advance({ hours: 1 })
  return { shop, ids, listId: main.id as string, asked }
}
const put = (shop: TestOrg, list: string, items: Given[]) => shop.http.post(`/price-lists/${list}/prices`, { items })
const preview = async (shop: Pick<TestOrg, 'http'>, asked: Given) =>
  (await shop.http.post('/price-change-previews', asked)).body as PriceChangePreview
const change = async (shop: TestOrg, asked: Given) =>
  (await shop.http.post('/price-changes', { name: 'Aumento', ...asked })).body as PriceChange
const undo = (shop: TestOrg, id: string) => shop.http.post(`/price-changes/${id}/reversal`)
/** By name: what holds now, and what is planned. */
const prices = async (shop: TestOrg): Promise<Record<string, number[]>> =>
  Object.fromEntries(
    ((await shop.http.get('/prices')).body.items as PricedVariant[]).map((one) => [
      one.name,
      one.prices.map(({ amountMinor }) => amountMinor),
    ]),
  )

test('a change is looked at first, made as it was seen, and undone exactly', async (t) => {
  const { shop, asked } = await aShop(t, [
    [{ name: 'Pan', cost: 100_000 }, 123_400],
    [{ name: 'Leche', cost: 180_000 }, 150_000],
    [{ name: 'Gratis' }, 0],
  ])
  await shop.run((ctx) => aGood(ctx, { name: 'Sin precio' }))
  const seen = await preview(shop, asked())
  assert.deepEqual(
    [seen.count, seen.upCount, seen.sameCount, seen.groundlessCount, seen.belowCostCount, seen.currency],
    [2, 2, 1, 1, 1, 'ARS'],
  )
  assert.deepEqual(
    seen.items.map(({ name, oldMinor, newMinor, newMargin, isBelowCost }) => [name, oldMinor, newMinor, newMargin, isBelowCost]),
    [
      ['Leche', 150_000, 165_000, -909, true],
      ['Pan', 123_400, 135_700, 2_631, false],
    ],
  )
  assert.deepEqual(
    (await preview(shop, asked({ onlyBelowCost: true }))).items.map(({ name }) => name),
    ['Leche'],
  )
  assert.deepEqual(await prices(shop), { Gratis: [0], Leche: [150_000], Pan: [123_400], 'Sin precio': [] })

  const made = await change(shop, asked({ digest: seen.digest }))
  assert.deepEqual([made.state, made.itemCount], ['applied', 2])
  assert.deepEqual(await prices(shop), { Gratis: [0], Leche: [165_000], Pan: [135_700], 'Sin precio': [] })
  assert.equal(
    (await shop.http.post('/price-changes', { name: 'Otra vez', ...asked({ digest: seen.digest }) })).body.code,
    'commerce.price_change_outdated',
  )

  shop.clock.advance({ hours: 1 })
  const undone = (await undo(shop, made.id)).body as PriceChange
  assert.deepEqual([undone.state, undone.keptCount, undone.undoneByName], ['undone', 0, 'Julia Lucero'])
  assert.deepEqual(await prices(shop), { Gratis: [0], Leche: [150_000], Pan: [123_400], 'Sin precio': [] })
  assert.equal((await undo(shop, made.id)).body.code, 'commerce.price_change_undone')
  const items = (await shop.http.get(`/price-changes/${made.id}/items`)).body.items
  assert.deepEqual(
    items.map((one: Given) => [one.name, one.oldMinor, one.newMinor, one.isKept]),
    [
      ['Leche', 150_000, 165_000, false],
      ['Pan', 123_400, 135_700, false],
    ],
  )
})

test('what somebody changed by hand since stays when the rest is undone, and is named', async (t) => {
  const { shop, ids, asked } = await aShop(t, [
    [{ name: 'Pan' }, 100_000],
    [{ name: 'Leche' }, 200_000],
  ])
  const made = await change(shop, asked())
  shop.clock.advance({ hours: 1 })
  await put(shop, 'main', [{ variantId: ids[0], amountMinor: 115_000 }])
  shop.clock.advance({ hours: 1 })
  assert.equal(((await undo(shop, made.id)).body as PriceChange).keptCount, 1)
  assert.deepEqual(await prices(shop), { Leche: [200_000], Pan: [115_000] })
  const kept = (await shop.http.get(`/price-changes/${made.id}/items?kept=true`)).body.items
  assert.deepEqual(
    kept.map((one: Given) => one.name),
    ['Pan'],
  )
})

test('changes on top of each other are undone from the top down', async (t) => {
  const { shop, asked } = await aShop(t, [[{ name: 'Pan' }, 100_000]])
  const first = await change(shop, asked())
  shop.clock.advance({ hours: 1 })
  const second = await change(shop, asked())
  assert.deepEqual(await prices(shop), { Pan: [121_000] })
  shop.clock.advance({ hours: 1 })
  await undo(shop, second.id)
  assert.deepEqual(await prices(shop), { Pan: [110_000] })
  await undo(shop, first.id)
  assert.deepEqual(await prices(shop), { Pan: [100_000] })
})

test('a scheduled change comes at its moment, or never when it is undone before', async (t) => {
  const { shop, asked } = await aShop(t, [[{ name: 'Pan' }, 100_000]])
  const from = new Date(shop.clock.now().getTime() + 86_400_000).toISOString()
  const made = await change(shop, asked({ from }))
  assert.deepEqual([made.state, made.effectiveAt], ['scheduled', from])
  assert.deepEqual(await prices(shop), { Pan: [100_000, 110_000] })
  const now = await change(shop, asked({ rule: { kind: 'amount', amountMinor: 5_000 } }))
  assert.deepEqual(await prices(shop), { Pan: [105_000, 110_000] })
  await undo(shop, now.id)
  assert.deepEqual(((await undo(shop, made.id)).body as PriceChange).keptCount, 0)
  assert.deepEqual(await prices(shop), { Pan: [100_000] })
  const again = await change(shop, asked({ from }))
  shop.clock.advance({ hours: 25 })
  assert.deepEqual(await prices(shop), { Pan: [110_000] })
  assert.equal((await shop.http.get(`/price-changes/${again.id}`)).body.state, 'applied')
})

test('prices follow a currency that rose, and the rate they were moved to is offered the next time unless it was taken back', async (t) => {
  const { shop, asked, listId } = await aShop(t, [[{ name: 'Pan' }, 100_000]])
  const rose = (from: number, to: number) =>
    asked({ rule: { kind: 'exchange-rate', fromNanos: from * 1_000_000_000, toNanos: to * 1_000_000_000 } })
  const offered = async () => (await shop.http.get(`/price-lists/${listId}/exchange-rates`)).body.lastNanos
  assert.equal(await offered(), null)
  await change(shop, rose(1_200, 1_350))
  assert.deepEqual([await prices(shop), await offered()], [{ Pan: [112_500] }, 1_350_000_000_000])
  const later = new Date(shop.clock.now().getTime() + 86_400_000).toISOString()
  await change(shop, { ...rose(1_350, 1_400), from: later })
  shop.clock.advance({ hours: 1 })
  const last = await change(shop, rose(1_350, 1_380))
  assert.equal(await offered(), 1_380_000_000_000)
  await undo(shop, last.id)
  assert.equal(await offered(), 1_350_000_000_000)
  assert.equal((await shop.http.get(`/price-lists/${newId()}/exchange-rates`)).status, 404)
})

test('a list follows another one, in its own currency, and one from costs follows those', async (t) => {
  const { shop, ids, listId } = await aShop(t, [[{ name: 'Pan', cost: 80_000 }, 121_000]])
  const list = { name: 'Dólares', currency: 'USD', includesTax: true, priority: 0, audience: 'door', door: 'api' }
  const dollars = (await shop.http.post('/price-lists', list)).body.id
  await put(shop, 'main', [{ variantId: ids[0], amountMinor: 110_000, leastMilli: 12_000 }])
  shop.clock.advance({ hours: 1 })
  const follow = { selection: { listId: dollars }, rounding: null }
  const rule = { kind: 'from-list', listId, basisPoints: -1_000 }
  assert.equal((await shop.http.post('/price-changes', { name: 'x', ...follow, rule })).body.code, 'commerce.price_change_needs_rate')
  assert.equal(
    (await shop.http.post('/price-changes', { name: 'x', ...follow, rule: { ...rule, listId: dollars } })).body.code,
    'commerce.price_change_same_list',
  )
  const made = await change(shop, { ...follow, rule: { ...rule, rateNanos: 1_000_000 } })
  assert.equal(made.itemCount, 2)
  const shown = async () => ((await shop.http.get('/prices')).body.items[0] as PricedVariant).prices.filter((one) => one.listId === dollars)
  assert.deepEqual(
    (await shown()).map(({ leastMilli, amountMinor }) => [leastMilli, amountMinor]),
    [
      [0, 109],
      [12_000, 99],
    ],
  )
  await undo(shop, made.id)
  assert.deepEqual(await shown(), [])
  const onCost = await preview(shop, { selection: { listId }, rounding: pesos, rule: { kind: 'from-cost', basisPoints: 6_000 } })
  assert.deepEqual(
    onCost.items.map(({ oldMinor, newMinor }) => [oldMinor, newMinor]),
    [[121_000, 128_000]],
  )
})

test('two changes at once are one after the other, and one that was looked at before the other is refused', async (t) => {
  const goods = Array.from({ length: 20 }, (_, i): [Good, number] => [{ name: `Cosa ${i}` }, 100_000])
  const { shop, asked } = await aShop(t, goods)
  const { digest } = await preview(shop, asked())
  await Promise.all([change(shop, asked()), change(shop, asked()), undo(shop, newId())])
  assert.deepEqual(new Set(Object.values(await prices(shop)).map(String)), new Set(['121000']))
  assert.equal((await shop.http.post('/price-changes', { name: 'Tarde', ...asked({ digest }) })).status, 409)
  const made = await change(shop, asked())
  const both = await Promise.all([undo(shop, made.id), undo(shop, made.id)])
  assert.deepEqual(both.map(({ status }) => status).toSorted(), [200, 409])
})

test('a rule that changes nothing, prices beyond counting and a moment of the past are refused in words', async (t) => {
  const { shop, asked, listId } = await aShop(t, [[{ name: 'Pan' }, 1_000_000_000_000]])
  const refusals: [Given, string][] = [
    [{ rule: { kind: 'percent', basisPoints: 0 } }, 'price_change_empty'],
    [{ rule: { kind: 'exchange-rate', fromNanos: 1, toNanos: 1_000_000_000_000_000 } }, 'price_change_amount'],
    [{ from: '2020-01-01T00:00:00Z' }, 'price_from_past'],
    [{ selection: { listId, search: 'nada' } }, 'price_change_empty'],
  ]
  for (const [more, code] of refusals)
    assert.equal((await shop.http.post('/price-changes', { name: 'x', ...asked(more) })).body.code, `commerce.${code}`, code)
  assert.equal((await shop.http.post('/price-changes', { name: 'x', ...asked({ selection: { listId: newId() } }) })).status, 404)
  const clerk = shop.as({ permissions: [permissions.canManagePrices, permissions.canReadCatalogue] })
  const { items, belowCostCount } = await preview(clerk, asked())
  assert.deepEqual([items[0]?.costMinor, items[0]?.newMargin, belowCostCount], [null, null, 0])
})
