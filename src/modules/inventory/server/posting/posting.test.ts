import assert from 'node:assert/strict'
import { test } from 'node:test'
import { costOf, levelsOf } from '#inventory/server/levels/levels.ts'
import { move } from '#inventory/server/movements/receiving.ts'
import { aStockedShop, arrive } from '#inventory/server/testing/stocked.ts'

test('what came is there, a line of a document comes once, and what is not there cannot go', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const document = { kind: 'receipt', id: await shop.run((ctx) => Promise.resolve(ctx.newId())) }
  const lines = [{ key: '1', variantId: drink, quantityMilli: 12_000, paidMinor: 120_000, from: 'supplier', to: shopId }]
  for (let time = 0; time < 2; time++) await shop.run((ctx) => move(ctx, { document, lines }))
  const [level] = await shop.run((ctx) => levelsOf(ctx, [drink]))
  assert.equal(level?.onHandMilli, 12_000)
  const sale = {
    document: { kind: 'sale', id: document.id },
    lines: [{ key: '1', variantId: drink, quantityMilli: 13_000, from: shopId, to: 'customer' }],
  }
  await assert.rejects(
    shop.run((ctx) => move(ctx, sale)),
    { code: 'inventory.not_enough', details: { name: 'Coca 1,5', left: '12', wanted: '13', elsewhere: 'none', place: '' } },
  )
  const listed = await shop.http.get('/stock?search=coca')
  assert.deepEqual([listed.body.items[0].availableMilli, listed.body.items[0].valueMinor], [12_000, 120_000])
})

test('an earlier receipt that is written later changes what everything after it was worth', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  shop.clock.advance({ hours: 48 })
  const at = (hours: number) => new Date(shop.clock.now().getTime() - hours * 3_600_000).toISOString()
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000, at(20)))
  await shop.run((ctx) =>
    move(ctx, {
      document: { kind: 'sale', id: ctx.newId() },
      at: at(10),
      lines: [{ key: '1', variantId: drink, quantityMilli: 5_000, from: shopId, to: 'customer' }],
    }),
  )
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 20_000, at(15)))
  const [worth] = await shop.run((ctx) => costOf(ctx, [drink]))
  assert.deepEqual(worth, { variantId: drink, method: 'average', quantityMilli: 15_000, valueMinor: 225_000, unitCostMinor: 15_000 })
})
