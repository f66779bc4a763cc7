import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { keep } from '#inventory/server/items/items.ts'
import { places } from '#inventory/server/locations/places.ts'
import { move, receive } from '#inventory/server/movements/receiving.ts'
import { aProduct, aStockedShop, arrive } from '#inventory/server/testing/stocked.ts'
import { createForDemo, DemoTemplate } from '#conversations/server/templates/demo-templates.ts'
import { aShop as anInbox, only } from '#conversations/server/testing/stage.ts'
import { watchDays } from '#inventory/server/alerts/watching.job.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'

test('who looks after stock is told once when something runs low, and again when nothing is left', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t, { reorderRule: 'fixed', reorderPointMilli: 5_000 })
  await shop.run((ctx) => arrive(ctx, drink, shopId, 10, 10_000))
  await shop.settle()
  const standing = async () => (await shop.http.get(`/stock/${drink}`)).body.standing
  assert.equal(await standing(), 'enough')
  const sell = async (units: number) => {
    await shop.run((ctx) =>
      move(ctx, {
        document: { kind: 'sale', id: ctx.newId() },
        lines: [{ key: '1', variantId: drink, quantityMilli: units * 1000, from: shopId, to: 'customer' }],
      }),
    )
    shop.clock.advance({ seconds: 5 })
    await shop.settle()
  }
  await sell(5)
  assert.equal(await standing(), 'low')
  assert.equal((await shop.http.get('/stock?show=low')).body.items.length, 1)
  await sell(5)
  assert.equal(await standing(), 'out')
  assert.equal((await shop.http.get('/stock?show=out')).body.items.length, 1)
  await shop.run((ctx) => arrive(ctx, drink, shopId, 20, 10_000))
  shop.clock.advance({ seconds: 5 })
  await shop.settle()
  assert.equal(await standing(), 'enough')
})

test('what follows its demand looks at whole days of the shop: the first of them from its morning on, and not at the one that is not over', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t, { reorderRule: 'demand', leadDays: 7 })
  await shop.run((ctx) => arrive(ctx, drink, shopId, 200, 10_000))
  const sell = () =>
    shop.run((ctx) =>
      move(ctx, {
        document: { kind: 'sale', id: ctx.newId() },
        lines: [{ key: '1', variantId: drink, quantityMilli: 56_000, from: shopId, to: 'customer' }],
      }),
    )
  const pointAt = async (instant: string) => {
    shop.clock.set(instant)
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(watchDays, {})))
    await shop.settle()
    return (await shop.http.get(`/stock/${drink}`)).body.reorderPointMilli
  }
  shop.clock.set('2026-11-21T12:00:00.000Z')
  await sell()
  assert.equal(await pointAt('2026-11-21T23:00:00.000Z'), null, 'the day is not over')
  const once = await pointAt('2026-11-22T12:00:00.000Z')
  assert.ok(once >= 7_000, `${once}`)
  shop.clock.set('2027-01-16T14:00:00.000Z')
  await sell()
  assert.equal(await pointAt('2027-01-16T15:00:00.000Z'), once, 'of the first day the morning counts, of today nothing')
})

test('what is counted is shown with how much is left, and cannot be ordered when nothing is', async (t) => {
  const { shop, drink, shopId } = await aStockedShop(t)
  const dish = await aProduct(shop, { name: 'Coca con hielo' })
  await shop.http.put(`/stock-recipes/${dish}`, { parts: [{ variantId: drink, quantityMilli: 500 }] }, { headers: { 'if-match': '"0"' } })
  const combo = await aProduct(shop, {
    name: 'Dos Cocas',
    kind: 'combo',
    variants: [{ components: [{ variantId: drink, quantityMilli: 2_000 }] }],
  })
  await shop.run((ctx) => arrive(ctx, drink, shopId, 3, 10_000))
  const offered = async () => {
    const { body } = await shop.http.get(`/menu?brandId=${shop.brandId}`)
    const products = body.categories.flatMap((one: { products: unknown[] }) => one.products) as {
      variants: { id: string; leftMilli?: number }[]
    }[]
    return new Map(products.flatMap(({ variants }) => variants.map(({ id, leftMilli }) => [id, leftMilli])))
  }
  assert.deepEqual(
    await offered(),
    new Map([
      [drink, 3_000],
      [dish, 6_000],
      [combo, 1_000],
    ]),
  )
  const order = (variantId: string) =>
    shop.http.post('/orders', { door: 'counter', fulfilment: 'pickup', state: 'confirmed', lines: [{ variantId, quantityMilli: 1_000 }] })
  assert.equal((await order(combo)).status, 200)
  assert.deepEqual(
    await offered(),
    new Map([
      [drink, 1_000],
      [dish, 2_000],
    ]),
  )
  assert.equal((await order(drink)).status, 200)
  const refused = await order(drink)
  assert.deepEqual([refused.status, refused.body.code], [422, 'commerce.basket_sold_out'])
})

test('customers who wait are told once when it is there again, the first who asked first, no more of them than there are units', async (t) => {
  const shop = await anInbox(t)
  const drink = await aProduct(shop, { name: 'Coca 1,5' })
  await shop.run((ctx) => keep(ctx, { variantIds: [drink] }))
  const place = await shop.run(async (ctx) => (await places(ctx)).defaultOf(null).id)
  const customers = ['5493515550101', '5493515550102', '5493515550103']
  for (const [i, from] of customers.entries()) {
    await shop.hear({ from, text: '¿Hay Coca?', name: `Cliente ${i + 1}` })
    await shop.settle()
  }
  const conversations = (await shop.list()).toSorted((a, b) => a.contactName.localeCompare(b.contactName))
  assert.equal(conversations.length, 3)
  for (const { contactId } of conversations)
    for (let time = 0; time < 2; time++) {
      assert.equal((await shop.http.post('/stock-waits', { variantId: drink, contactId })).status, 200)
      shop.clock.advance({ seconds: 1 })
    }
  assert.equal((await shop.http.get(`/stock-waits?variantId=${drink}&state=waiting`)).body.items.length, 3)
  const told = async () => {
    shop.clock.advance({ seconds: 5 })
    await shop.settle()
    const all = await Promise.all(conversations.map(({ id }) => shop.messages(id)))
    return all.map((messages) => messages.filter(({ content }) => JSON.stringify(content).includes('Ya volvió Coca 1,5')).length)
  }
  await shop.run((ctx) => arrive(ctx, drink, place, 2, 10_000))
  assert.deepEqual(await told(), [1, 1, 0])
  await shop.run((ctx) => arrive(ctx, drink, place, 5, 10_000))
  assert.deepEqual(await told(), [1, 1, 1])
  assert.deepEqual(
    (await shop.http.get('/stock-waits')).body.items.map(({ state }: { state: string }) => state),
    ['told', 'told', 'told'],
  )
})

/** A shop that counts drinks, whose keeper wrote to it just now, and an approved message for when they did not lately. */
async function anAlertedShop(t: TestContext, tracking: 'quantity' | 'lot' = 'quantity') {
  const shop = await anInbox(t)
  const drink = await aProduct(shop, { name: 'Coca 1,5' })
  await shop.run((ctx) => keep(ctx, { variantIds: [drink], tracking, reorderRule: 'fixed', reorderPointMilli: 5_000 }))
  const place = await shop.run(async (ctx) => (await places(ctx)).defaultOf(null).id)
  await shop.hear({ from: '5493515550110', text: 'Hola, soy yo', name: 'Julia del depósito' })
  await shop.settle()
  const { id: conversationId, contactId } = only(await shop.list())
  await shop.run((ctx) =>
    createForDemo(ctx, shop.channel.wabaId ?? '', [
      DemoTemplate.parse({ name: 'aviso_stock', category: 'utility', design: { body: 'Stock: {{1}}', examples: { 'body:1': 'Coca' } } }),
      DemoTemplate.parse({
        name: 'volvio',
        category: 'utility',
        design: { body: '{{1}}, volvió {{2}}', examples: { 'body:1': 'Ana', 'body:2': 'Coca' } },
      }),
    ]),
  )
  const templates = (await shop.http.get('/templates')).body.items as { id: string; name: string }[]
  const idOf = (name: string) => templates.find((one) => one.name === name)?.id
  const setting = (await shop.http.get('/stock-settings')).body
  const said = await shop.http.put(
    '/stock-settings',
    {
      ...setting,
      tellsContactId: contactId,
      keeperTemplate: { templateId: idOf('aviso_stock'), values: { 'body:1': '{{aviso}}' } },
      waitingTemplate: { templateId: idOf('volvio'), values: { 'body:1': '{{nombre}}', 'body:2': '{{producto}}' } },
    },
    { headers: { 'if-match': `"${setting.version}"` } },
  )
  assert.equal(said.status, 200, JSON.stringify(said.body))
  const told = async () => {
    shop.clock.advance({ seconds: 5 })
    await shop.settle()
    return (await shop.messages(conversationId))
      .toReversed()
      .flatMap(({ direction, content }) => (direction === 'out' ? [content as { kind: string; text?: string; body?: string }] : []))
      .map(({ kind, text, body }) => [kind, text ?? body])
  }
  const sell = (units: number) =>
    shop.run((ctx) =>
      move(ctx, {
        document: { kind: 'sale', id: ctx.newId() },
        lines: [{ key: '1', variantId: drink, quantityMilli: units * 1000, from: place, to: 'customer' }],
      }),
    )
  return { shop, drink, place, contactId, told, sell }
}

test('whoever looks after stock is written to once when something runs low, in a template when they have not written for a day', async (t) => {
  const { shop, drink, place, contactId, told, sell } = await anAlertedShop(t)
  await shop.run((ctx) => arrive(ctx, drink, place, 10, 10_000))
  await told()
  await sell(6)
  const low = ['text', 'Se está acabando:\n• Coca 1,5: quedan 4']
  assert.deepEqual(await told(), [low])
  await sell(1)
  assert.deepEqual(await told(), [low], 'what was told is not told again')
  shop.clock.advance({ hours: 30 })
  await sell(3)
  const out = ['template', 'Stock: Se está acabando: Coca 1,5: agotado']
  assert.deepEqual(await told(), [low, out])
  assert.equal((await shop.http.post('/stock-waits', { variantId: drink, contactId })).status, 200)
  const off = await shop.http.put('/product-availability', { variantIds: [drink], availability: 'sold-out' })
  assert.equal(off.status, 200, JSON.stringify(off.body))
  await shop.run((ctx) => arrive(ctx, drink, place, 1, 10_000))
  assert.deepEqual((await told()).slice(2), [], 'what is off the menu is not back')
  await shop.http.put('/product-availability', { variantIds: [drink], availability: 'available' })
  for (let time = 0; time < 2; time++) {
    await shop.run((ctx) => arrive(ctx, drink, place, 10, 10_000))
    assert.deepEqual((await told()).slice(2), [['template', 'Julia, volvió Coca 1,5']])
  }
})

test('who waits for what cannot be had holds up nobody who waits for something else', async (t) => {
  const { shop, drink, place, contactId, told } = await anAlertedShop(t)
  const water = await aProduct(shop, { name: 'Agua' })
  await shop.run((ctx) => keep(ctx, { variantIds: [water] }))
  for (let n = 0; n < 20; n++) {
    const { body } = await shop.http.post('/contacts', { kind: 'person', name: `Cliente ${n}`, identities: [] })
    assert.equal((await shop.http.post('/stock-waits', { variantId: drink, contactId: body.id })).status, 200)
  }
  shop.clock.advance({ seconds: 1 })
  assert.equal((await shop.http.post('/stock-waits', { variantId: water, contactId })).status, 200)
  await shop.http.put('/product-availability', { variantIds: [drink], availability: 'sold-out' })
  await shop.run(async (ctx) => {
    for (const variantId of [drink, water]) await arrive(ctx, variantId, place, 30, 10_000)
  })
  assert.match(String((await told()).at(-1)?.[1]), /Ya volvió Agua/)
  assert.equal((await shop.http.get(`/stock-waits?variantId=${drink}&state=waiting`)).body.items.length, 20)
})

test('who waited twice under two names waits once, where they asked first', async (t) => {
  const { shop, drink, contactId } = await anAlertedShop(t)
  const asker = async (name: string): Promise<string> =>
    (await shop.http.post('/contacts', { kind: 'person', name, identities: [] })).body.id
  const [ana, rosa] = [await asker('Ana'), await asker('Rosa')]
  for (const id of [ana, rosa, contactId]) {
    await shop.http.post('/stock-waits', { variantId: drink, contactId: id })
    shop.clock.advance({ seconds: 1 })
  }
  await shop.http.post(`/contacts/${contactId}/merges`, { otherId: ana, survivorId: contactId })
  const { items } = (await shop.http.get(`/stock-waits?variantId=${drink}&state=waiting`)).body
  assert.deepEqual(
    items.map((one: { contactId: string }) => one.contactId),
    [rosa, contactId],
    'the newest first: it is the other one now',
  )
})

test('of a lot that expires soon people are told once, and of each lot by its own', async (t) => {
  const { shop, drink, place, told } = await anAlertedShop(t, 'lot')
  const day = (after: number) => addDays(dayIn('America/Argentina/Buenos_Aires', shop.clock.now()), after)
  const come = (code: string, expiresOn: string) =>
    shop.run((ctx) =>
      receive(ctx, {
        document: { kind: 'receipt', id: ctx.newId() },
        locationId: place,
        lines: [{ key: '1', variantId: drink, quantityMilli: 20_000, paidMinor: 500, lot: { code, expiresOn } }],
      }),
    )
  const look = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(watchDays, {})))
    return told()
  }
  await come('L1', day(3))
  await come('L2', day(60))
  const [first, ...more] = await look()
  assert.deepEqual(more, [])
  assert.match(String(first?.[1]), /Coca 1,5.*L1/s)
  assert.equal((await look()).length, 1, 'a lot is told of once')
  shop.clock.advance({ hours: 24 * 55 })
  const [, second] = await look()
  assert.equal(second?.[0], 'template')
  assert.match(String(second?.[1]), /L2/)
  assert.doesNotMatch(String(second?.[1]), /L1/)
  for (let n = 0; n < 11; n++) await come(`M${n}`, day(3))
  assert.match(String((await look()).at(-1)?.[1]), /… y 1 más/, 'no more are named than anybody reads, and none is kept quiet')
})
