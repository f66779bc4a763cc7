import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { aShop, line } from '#orders/server/testing/shop.ts'
import { make, get, use, noteOf, refused } from '#commerce/server/testing/promotions.ts'

test('of orders that come in at the same moment one has the last of a promotion, and none is half there', async (t) => {
  const { shop, chicken } = await aShop(t)
  const promotion = await make(shop, { usesTotal: 1 })
  const asked = { door: 'counter', fulfilment: 'pickup', lines: [line(chicken, 1)] }
  const answers = await Promise.all(Array.from({ length: 8 }, () => shop.http.post('/orders', asked)))
  const made = answers.filter(({ status }) => status === 200)
  assert.ok(answers.every(({ status, body }) => status === 200 || body.code === 'commerce.promotion_used_up'))
  assert.equal(made.filter(({ body }) => body.discountMinor > 0).length, 1)
  assert.equal((await shop.http.get('/orders?limit=50')).body.items.length, made.length)
  assert.equal((await get(shop, promotion.id)).used, 1)
})

const clients = 64
const places = 10

test('of 64 who say the last coupons at the same moment exactly as many get one as there are', async (t) => {
  const shop = await anOrg(t)
  const promotion = await make(shop, { needsCoupon: true })
  await shop.http.post(`/promotions/${promotion.id}/coupons`, { codes: ['DIEZ'], usesLimit: places })
  const limited = await make(shop, { usesTotal: places })
  for (const note of [noteOf(promotion, 100, 'DIEZ'), noteOf(limited)]) {
    const tries = await Promise.allSettled(Array.from({ length: clients }, () => use(shop, newId(), [note])))
    const lost = tries.filter((one) => one.status === 'rejected')
    assert.equal(tries.length - lost.length, places)
    assert.ok(lost.every(({ reason }) => refused('commerce.promotion_used_up')(reason)))
    assert.equal((await get(shop, note.promotionId ?? '')).used, places)
  }
})

test('control: who looks first and counts then hands out more of them than there are', async (t) => {
  const shop = await anOrg(t)
  const promotion = await make(shop, { needsCoupon: true })
  await shop.http.post(`/promotions/${promotion.id}/coupons`, { codes: ['DIEZ'], usesLimit: places })
  const naive = () =>
    shop.run(async (ctx) => {
      const [row] = await ctx.sql<{ used: number }>`select used from commerce.coupon where code = 'DIEZ'`
      if ((row?.used ?? 0) >= places) return false
      await ctx.sql`update commerce.coupon set used = ${(row?.used ?? 0) + 1}::bigint where code = 'DIEZ'`
      return true
    })
  const won = (await Promise.all(Array.from({ length: clients }, naive))).filter(Boolean)
  assert.ok(won.length > places, `the control handed out ${won.length}: the race is no race`)
})
