import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { PricedBasket } from '#commerce/contract/priced-line.ts'
import type { PromotionNote } from '#commerce/contract/quote.ts'
import { discountsFor } from '#commerce/server/promotions/discounts.ts'
import { recountPromotions } from '#commerce/server/promotions/recount.job.ts'
import { aBasket, aLine } from '#commerce/server/promotions/testing/basket.ts'
import { aProduct, aShop, line } from '#orders/server/testing/shop.ts'
import { type Given, tenPercent, make, get, use, noteOf, refused } from '#commerce/server/testing/promotions.ts'

const edit = async (shop: TestOrg, id: string, changes: Given) =>
  shop.http.patch(`/promotions/${id}`, changes, { headers: { 'if-match': `"${(await get(shop, id)).version}"` } })

const contact = async (shop: TestOrg, name: string): Promise<string> =>
  (await shop.http.post('/contacts', { kind: 'person', name })).body.id

const basketFor = (shop: TestOrg, about: Partial<PricedBasket> = {}): PricedBasket =>
  aBasket([aLine({ unitPriceMinor: 1000 })], { brandId: shop.brandId, at: shop.clock.now().toISOString(), ...about })

const notesFor = async (
  shop: TestOrg,
  about: Partial<PricedBasket> = {},
  orderId: string | null = null,
): Promise<readonly PromotionNote[]> => (await shop.run((ctx) => discountsFor(ctx, basketFor(shop, about), { orderId }))).notes

test('a promotion is on, waits for its hour, begins later, rests, ends and is put away; who changes an old one is told', async (t) => {
  const shop = await anOrg(t)
  const made = await make(shop)
  assert.deepEqual([made.state, made.currency, made.used, made.couponCount], ['active', null, 0, 0])
  const now = shop.clock.now()
  const weekday = ((now.getUTCDay() + 6) % 7) + 1
  const other = { slots: [{ weekday: ((weekday + 2) % 7) + 1 }] }
  const states: [Given, string][] = [
    [{ schedule: other }, 'waiting'],
    [{ schedule: null, startsAt: new Date(now.getTime() + 60_000).toISOString() }, 'scheduled'],
    [{ startsAt: null, isPaused: true }, 'paused'],
    [{ isPaused: false, endsAt: now.toISOString() }, 'ended'],
    [{ endsAt: null }, 'active'],
  ]
  for (const [changes, state] of states) assert.equal((await edit(shop, made.id, changes)).body.state, state, JSON.stringify(changes))
  const old = await shop.http.patch(`/promotions/${made.id}`, { name: 'Otra' }, { headers: { 'if-match': '"1"' } })
  assert.deepEqual([old.status, old.body.code], [409, 'kernel.changed_meanwhile'])
  assert.equal((await shop.http.put(`/promotions/${made.id}/archival`, { isArchived: true })).body.state, 'archived')
  assert.deepEqual((await shop.http.get('/promotions')).body.items, [])
  assert.equal((await shop.http.get('/promotions?isArchived=true')).body.items[0].id, made.id)
  assert.equal((await edit(shop, made.id, { name: 'Otra' })).body.code, 'commerce.promotion_archived')
  assert.deepEqual(await notesFor(shop), [])
  await shop.http.put(`/promotions/${made.id}/archival`, { isArchived: false })
  assert.deepEqual(
    (await notesFor(shop)).map(({ amountMinor }) => amountMinor),
    [100],
  )
})

test('what cannot be is refused in words and changes nothing', async (t) => {
  const shop = await anOrg(t)
  const cases: [Given, string][] = [
    [{ rule: { kind: 'n_for_m', take: 2, pay: 2 } }, 'commerce.promotion_pays_all'],
    [{ startsAt: '2026-12-02T00:00:00Z', endsAt: '2026-12-01T00:00:00Z' }, 'commerce.promotion_ends_first'],
    [{ brandIds: [newId()] }, 'commerce.promotion_scope_unknown'],
    [{ rule: { kind: 'percent', basisPoints: 1000, goods: { productIds: [newId()] } } }, 'commerce.promotion_scope_unknown'],
    [{ rule: { kind: 'percent', basisPoints: 10_001 } }, 'kernel.invalid_input'],
    [{ rule: { kind: 'percent', basisPoints: -1 } }, 'kernel.invalid_input'],
    [{ usesTotal: 0 }, 'kernel.invalid_input'],
    [{ schedule: { slots: [{ weekday: 2, from: 600 }] } }, 'kernel.invalid_input'],
  ]
  for (const [given, code] of cases) {
    const { status, body } = await shop.http.post('/promotions', { ...tenPercent, ...given })
    assert.deepEqual([status, body.code], [422, code], JSON.stringify(given))
    assert.ok(body.title.length > 10)
  }
  assert.deepEqual((await shop.http.get('/promotions')).body.items, [])
  assert.equal((await make(shop, { mostMinor: 50_000 })).currency, 'ARS')
})

test('codes are thought of or drawn, said in any letters, and none is taken twice', async (t) => {
  const shop = await anOrg(t)
  const promotion = await make(shop, { needsCoupon: true })
  const made = await shop.http.post(`/promotions/${promotion.id}/coupons`, {
    codes: ['hola', ' Hola '],
    generate: 3,
    prefix: 'gallo',
    usesLimit: 1,
  })
  const codes = (made.body.items as { code: string }[]).map(({ code }) => code)
  assert.equal(codes.length, 4)
  assert.deepEqual([codes[0], codes.filter((code) => /^GALLO-[2-9A-HJKMNP-Z]{8}$/.test(code)).length], ['HOLA', 3])
  const again = await shop.http.post(`/promotions/${promotion.id}/coupons`, { codes: ['nueva', 'HOLA'] })
  assert.deepEqual([again.status, again.body.code], [409, 'commerce.coupon_taken'])
  assert.equal((await get(shop, promotion.id)).couponCount, 4, 'nothing of the refused ones was kept')
  assert.equal((await shop.http.post(`/promotions/${promotion.id}/coupons`, {})).body.code, 'commerce.coupons_none')
  assert.deepEqual(await notesFor(shop), [])
  const said = async (code: string) => (await notesFor(shop, { couponCodes: [code] })).map(({ refusal, code: told }) => [told, refusal])
  assert.deepEqual(await said('HOLA'), [['HOLA', null]])
  assert.deepEqual(await said('CHAU'), [['CHAU', 'unknown-coupon']])
  await use(shop, newId(), await notesFor(shop, { couponCodes: ['HOLA'] }))
  assert.deepEqual(await said('HOLA'), [['HOLA', 'used-up']])
  const list = (await shop.http.get(`/promotions/${promotion.id}/coupons?limit=10`)).body.items as {
    id: string
    code: string
    used: number
  }[]
  const hola = list.find(({ code }) => code === 'HOLA')
  assert.equal(hola?.used, 1)
  for (const { id } of list) assert.equal((await shop.http.delete(`/coupons/${id}`)).status, 200)
  assert.deepEqual((await shop.http.get(`/promotions/${promotion.id}/coupon-codes`)).body.items, [])
  assert.deepEqual(await said('HOLA'), [['HOLA', 'expired']], 'a code that was used is still ours')
  assert.deepEqual(await said(codes[1] ?? ''), [[codes[1], 'unknown-coupon']])
  await edit(shop, promotion.id, { isPaused: true })
  await shop.http.post(`/promotions/${promotion.id}/coupons`, { codes: ['luego'] })
  assert.deepEqual(await said('LUEGO'), [['LUEGO', 'not-now']])
})

test('an order counts once however often it is told, its edits change what it takes, and calling it off gives it back', async (t) => {
  const shop = await anOrg(t)
  const promotion = await make(shop, { usesTotal: 2, budgetMinor: 500 })
  const counted = async () => {
    const { used, spentMinor } = await get(shop, promotion.id)
    const [row] = await shop.run(
      (ctx) => ctx.sql<{ used: number; spent: number }>`
      select used, spent_minor as spent from commerce.promotion where id = ${promotion.id}`,
    )
    assert.deepEqual([row?.used, row?.spent], [used, spentMinor], 'the counters are what the uses say')
    return [used, spentMinor]
  }
  const [one, other] = [newId(), newId()]
  for (let i = 0; i < 2; i++) await use(shop, one, [noteOf(promotion, 100)])
  assert.deepEqual(await counted(), [1, 100])
  await use(shop, one, [noteOf(promotion, 300)])
  assert.deepEqual(await counted(), [1, 300])
  await assert.rejects(use(shop, other, [noteOf(promotion, 201)]), refused('commerce.promotion_used_up'))
  await use(shop, other, [noteOf(promotion, 200)])
  assert.deepEqual(await counted(), [2, 500])
  assert.equal((await get(shop, promotion.id)).state, 'ended')
  assert.deepEqual(await notesFor(shop), [], 'nothing is left for a third one')
  assert.equal((await notesFor(shop, {}, one))[0]?.refusal, null, 'an order is not in its own way')
  await assert.rejects(use(shop, newId(), [noteOf(promotion, 1)]), refused('commerce.promotion_used_up'))
  await use(shop, other, [])
  await use(shop, other, [])
  assert.deepEqual(await counted(), [1, 300])
  await use(shop, other, [noteOf(promotion, 50)])
  assert.deepEqual(await counted(), [2, 350])
  const low = await edit(shop, promotion.id, { usesTotal: 1 })
  assert.deepEqual([low.status, low.body.code], [422, 'commerce.promotion_limit_passed'])
})

test('a limit that is set later counts what was used before it', async (t) => {
  const shop = await anOrg(t)
  const promotion = await make(shop)
  for (let i = 0; i < 3; i++) await use(shop, newId(), [noteOf(promotion)])
  assert.equal((await edit(shop, promotion.id, { usesTotal: 4 })).body.used, 3)
  await use(shop, newId(), [noteOf(promotion)])
  await assert.rejects(use(shop, newId(), [noteOf(promotion)]), refused('commerce.promotion_used_up'))
  await shop.run((ctx) => ctx.sql`update commerce.promotion set used = 1 where id = ${promotion.id}`)
  await shop.run(async (ctx) => recountPromotions.run?.(ctx, {}))
  await assert.rejects(use(shop, newId(), [noteOf(promotion)]), refused('commerce.promotion_used_up'), 'what was miscounted is put right')
})

test('a customer has as many as they may have, also as two contacts that turn out to be one, and back', async (t) => {
  const shop = await anOrg(t)
  const [sofia, sofi] = [await contact(shop, 'Sofía'), await contact(shop, 'Sofi')]
  const promotion = await make(shop, { usesPerCustomer: 1 })
  const refusal = async (contactId: string | null) => {
    const result = await shop.run((ctx) => discountsFor(ctx, basketFor(shop, { contactId })))
    return result.order.length === 1
  }
  assert.deepEqual([await refusal(sofia), await refusal(null)], [true, false])
  await use(shop, newId(), [noteOf(promotion)], sofia)
  assert.deepEqual([await refusal(sofia), await refusal(sofi)], [false, true])
  const merge = await shop.http.post(`/contacts/${sofi}/merges`, { otherId: sofia, survivorId: sofi })
  assert.equal(merge.status, 200, JSON.stringify(merge.body))
  assert.equal(await refusal(sofi), false)
  assert.equal((await shop.http.put(`/contact-merges/${merge.body.id}/undo`, {})).status, 200)
  assert.deepEqual([await refusal(sofia), await refusal(sofi)], [false, true])
  const both = [newId(), newId()].map((orderId) => use(shop, orderId, [noteOf(promotion)], sofi))
  assert.equal((await Promise.allSettled(both)).filter(({ status }) => status === 'fulfilled').length, 1, 'two at the same moment')
})

test('who is in a segment, and who buys for the first time, is asked of who knows it', async (t) => {
  const shop = await anOrg(t)
  const sofia = await contact(shop, 'Sofía')
  const segment = await shop.http.post('/segments', { kind: 'static', name: 'Fieles', memberIds: [sofia] })
  await make(shop, { name: 'Fieles', segmentIds: [segment.body.id] })
  await make(shop, { name: 'Primera', isFirstPurchase: true })
  const applied = async (contactId: string | null) =>
    (await notesFor(shop, { contactId }))
      .filter(({ refusal }) => refusal === null)
      .map(({ name }) => name)
      .toSorted()
  assert.deepEqual(await applied(sofia), ['Fieles', 'Primera'])
  assert.deepEqual(await applied(await contact(shop, 'Bruno')), ['Primera'])
  assert.deepEqual(await applied(null), [])
})

test('an order with the coupon of newcomers uses it up, is a purchase, keeps it when it is edited, and gives both back when it is called off', async (t) => {
  const { shop, chicken } = await aShop(t)
  const sofia = await contact(shop, 'Sofía')
  const promotion = await make(shop, { needsCoupon: true, isFirstPurchase: true, usesPerCustomer: 1 })
  await shop.http.post(`/promotions/${promotion.id}/coupons`, { codes: ['BIENVENIDA'] })
  const asked = { door: 'counter', fulfilment: 'pickup', contactId: sofia, couponCodes: ['bienvenida'], lines: [line(chicken, 2)] }
  const placed = await shop.http.post('/orders', asked)
  assert.equal(placed.status, 200, JSON.stringify(placed.body))
  assert.equal(placed.body.discountMinor, placed.body.subtotalMinor / 10)
  assert.equal((await get(shop, promotion.id)).used, 1)
  const again = async () => (await shop.http.post('/quotes', { ...asked, brandId: shop.brandId })).body.promotions[0].refusal
  assert.equal(await again(), 'not-for-customer')
  const edited = await shop.http.patch(
    `/orders/${placed.body.id}`,
    { lines: [{ ...line(chicken, 3), id: placed.body.lines[0].id }] },
    { headers: { 'if-match': `"${placed.body.version}"` } },
  )
  assert.deepEqual([edited.status, edited.body.discountMinor], [200, edited.body.subtotalMinor / 10])
  assert.equal((await get(shop, promotion.id)).spentMinor, edited.body.discountMinor)
  assert.equal((await shop.http.put(`/orders/${placed.body.id}/state`, { state: 'cancelled', reason: 'Se arrepintió' })).status, 200)
  assert.deepEqual([await again(), (await get(shop, promotion.id)).used], [null, 0])
})

test('a promotion is tried out before it is saved, at its hour, with what has to be chosen, beside those that count now', async (t) => {
  const { shop } = await aShop(t)
  const group = {
    name: 'Picante',
    least: 1,
    most: 1,
    modifiers: [
      { name: 'Bien', priceMinor: 500 },
      { name: 'Sin', priceMinor: 0 },
    ],
  }
  const spicy = (await shop.http.post('/modifier-groups', group)).body
  const bucket = await aProduct(shop, { name: 'Balde', modifierGroupIds: [spicy.id] }, 1_000_00)
  await make(shop, { name: 'Envío gratis', rule: { kind: 'delivery', basisPoints: 10_000 }, minimum: { amountMinor: 1_500_00 } })
  const promotion = { ...tenPercent, rule: { kind: 'n_for_m', take: 2, pay: 1 }, startsAt: '2030-01-01T00:00:00Z', isFirstPurchase: true }
  const attempt = async (quantity: number) =>
    (
      await shop.http.post('/promotion-trials', {
        promotion: { ...promotion, name: '2x1' },
        brandId: shop.brandId,
        deliveryFeeMinor: 90_00,
        lines: [line(bucket, quantity)],
      })
    ).body
  const [two, four] = [await attempt(2), await attempt(4)]
  assert.deepEqual([two.subtotalMinor, two.discountMinor, two.deliveryDiscountMinor], [2_000_00, 1_000_00, 0])
  assert.deepEqual([four.discountMinor, four.deliveryDiscountMinor, four.lines[0].costMinor], [2_000_00, 90_00, null])
  assert.equal((await shop.http.get('/promotions')).body.items.length, 1, 'nothing of it is kept')
})
