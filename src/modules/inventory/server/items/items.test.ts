import assert from 'node:assert/strict'
import { setTimeout } from 'node:timers/promises'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { keep } from '#inventory/server/items/items.ts'
import { aStockedShop } from '#inventory/server/testing/stocked.ts'

const upon = (version: number) => ({ headers: { 'if-match': `"${version}"` } })

test('of two who change how one thing is counted, having seen the same, the second is told and changes nothing', async (t) => {
  const { shop, drink } = await aStockedShop(t)
  const seen = (await shop.http.get(`/stock/${drink}`)).body
  const first = await shop.http.patch(
    `/stock-items/${drink}`,
    { reorderRule: 'fixed', reorderPointMilli: 6_000, reorderUpToMilli: 24_000 },
    upon(seen.version),
  )
  assert.deepEqual([first.status, first.body.version, first.body.reorderPointMilli], [200, seen.version + 1, 6_000])
  const second = await shop.http.patch(`/stock-items/${drink}`, { reorderRule: 'none', leadDays: 9 }, upon(seen.version))
  assert.deepEqual([second.status, second.body.code], [409, 'kernel.changed_meanwhile'])
  const { reorderRule, leadDays } = (await shop.http.get(`/stock/${drink}`)).body
  assert.deepEqual([reorderRule, leadDays], ['fixed', seen.leadDays])
  assert.equal((await shop.http.patch(`/stock-items/${drink}`, { leadDays: 9 }, upon(first.body.version))).body.leadDays, 9)
})

test('what is followed by lot cannot be set to go below zero, nor what may go below zero to be followed by lot', async (t) => {
  const { shop, drink } = await aStockedShop(t)
  const keeping = (rules: object) => shop.http.post('/stock-items', { variantIds: [drink], ...rules })
  const both = await keeping({ tracking: 'lot', allowsNegative: true })
  assert.deepEqual([both.status, both.body.code], [422, 'inventory.lots_below_zero'])
  assert.equal((await keeping({ tracking: 'lot' })).status, 200)
  assert.equal((await keeping({ allowsNegative: true })).body.code, 'inventory.lots_below_zero')
})

test('whoever changes it while another one does waits for what that one says, and is told of it', async (t) => {
  const { shop, drink } = await aStockedShop(t)
  const { version } = (await shop.http.get(`/stock/${drink}`)).body
  const change = () => shop.http.patch(`/stock-items/${drink}`, { leadDays: 4 }, upon(version))
  const second = await shop.run(async (ctx) => {
    await keep(ctx, { variantIds: [drink], leadDays: 3 })
    const waiting = change()
    await setTimeout(300)
    return { waiting }
  })
  assert.equal((await second.waiting).body.code, 'kernel.changed_meanwhile')
  assert.equal((await shop.http.get(`/stock/${drink}`)).body.leadDays, 3)
})

test('who does not say what they saw is asked, and what never was counted has no rules', async (t) => {
  const { shop, drink } = await aStockedShop(t)
  assert.equal((await shop.http.patch(`/stock-items/${drink}`, { leadDays: 5 })).status, 428)
  const unknown = await shop.http.patch(`/stock-items/${newId()}`, { leadDays: 5 }, upon(1))
  assert.equal(unknown.body.code, 'inventory.item_not_found')
})

test('what is no longer counted is not counted again because its rules are changed', async (t) => {
  const { shop, drink } = await aStockedShop(t, { isKept: false })
  const { version } = (await shop.http.get(`/stock/${drink}`)).body
  assert.equal((await shop.http.patch(`/stock-items/${drink}`, { leadDays: 2 }, upon(version))).body.isKept, false)
})
