import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { newId } from '#kernel/contract/ids.ts'
import * as permissions from '#commerce/contract/permissions.ts'
import { Basket, type Quote } from '#commerce/contract/quote.ts'
import { create as createList } from '#commerce/server/prices/price-lists.ts'
import { write } from '#commerce/server/prices/prices.ts'
import { quote } from '#commerce/server/quotes/quotes.ts'
import { aCategory, aGood, type Good, modifiersOf } from '#commerce/server/testing/goods.store.ts'

type Line = [variantId: string, quantityMilli?: number, modifierIds?: string[]]
type More = Omit<Partial<Basket>, 'lines'>

const asked = (shop: TestOrg, lines: Line[], more: More = {}): Basket =>
  Basket.parse({
    brandId: shop.brandId,
    door: 'counter',
    fulfilment: 'pickup',
    lines: lines.map(([variantId, quantityMilli = 1000, modifierIds = []]) => ({ variantId, quantityMilli, modifierIds })),
    ...more,
  })
const ask = (shop: TestOrg, lines: Line[], more?: More): Promise<Quote> => shop.run((ctx) => quote(ctx, asked(shop, lines, more)))

/** Something with a price in the general list. */
const priced = (shop: TestOrg, good: Good, amountMinor: number): Promise<{ productId: string; variantId: string }> =>
  shop.run(async (ctx) => {
    const made = await aGood(ctx, good)
    await write(ctx, { listId: 'main', items: [price(made.variantId, amountMinor)] })
    return made
  })
const price = (variantId: string, amountMinor: number | null, leastMilli = 0) => ({ variantId, amountMinor, leastMilli, from: null })

const aList = (shop: TestOrg, input: Partial<Parameters<typeof createList>[1]>) =>
  shop.run((ctx) =>
    createList(ctx, {
      name: 'Otra',
      currency: 'ARS',
      includesTax: true,
      priority: 0,
      audience: 'everybody',
      brandId: null,
      door: null,
      segmentId: null,
      validFrom: null,
      validTo: null,
      ...input,
    }),
  )

const aClient = async (shop: TestOrg, name: string): Promise<string> =>
  (await shop.http.post('/contacts', { kind: 'person', name })).body.id

const lookedAt = (made: Quote) => made.lines.map(({ unitPriceMinor, grossMinor, totalMinor }) => [unitPriceMinor, grossMinor, totalMinor])

test('TV5.6: what is weighed costs its weight, with its modifiers and its taxes', async (t: TestContext) => {
  const shop = await anOrg(t)
  const chicken = await priced(shop, { name: 'Pollo', unit: 'kg', tax: ['taxed', 1050] }, 895_050)
  const [spicy, plain] = await shop.run((ctx) =>
    modifiersOf(ctx, chicken.productId, { name: 'Cocción', most: 2 }, [
      ['Con salsa', 50_000],
      ['Sin piel', -10_000],
    ]),
  )
  const weighed = await ask(shop, [[chicken.variantId, 1_234]])
  assert.deepEqual(lookedAt(weighed), [[895_050, 1_104_492, 1_104_492]])
  assert.equal(weighed.taxes[0]?.basisPoints, 1050)
  assert.equal(weighed.netMinor + weighed.taxMinor, 1_104_492)

  const dressed = await ask(shop, [[chicken.variantId, 1_000, [spicy!, spicy!]]], { deliveryFeeMinor: 150_000 })
  assert.deepEqual(lookedAt(dressed), [[895_050, 995_050, 995_050]])
  assert.equal(dressed.totalMinor, 1_145_050)
  assert.deepEqual(
    dressed.lines[0]?.modifiers.map(({ name }) => name),
    ['Con salsa', 'Con salsa'],
  )
  assert.equal((await ask(shop, [[chicken.variantId, 1_000, [plain!]]])).totalMinor, 885_050)
})

test('TV5.5: a combo is taxed as what it is made of', async (t) => {
  const shop = await anOrg(t)
  const [drill, oil, box] = [
    await priced(shop, { name: 'Taladro' }, 500_000),
    await priced(shop, { name: 'Aceite', tax: ['taxed', 1050] }, 300_000),
    await priced(shop, { name: 'Caja' }, 250_000),
  ]
  const parts: [string, number][] = [drill, oil, box].map(({ variantId }) => [variantId, 1000])
  const combo = await priced(shop, { name: 'Combo', kind: 'combo', tax: ['taxed', 0], parts }, 900_000)
  const made = await ask(shop, [[combo.variantId]])
  assert.deepEqual(
    made.lines[0]?.parts?.map(({ totalMinor }) => totalMinor),
    [428_571, 257_143, 214_286],
  )
  assert.deepEqual(
    made.taxes.map((one) => [one.basisPoints, one.netMinor + one.taxMinor]),
    [
      [1050, 257_143],
      [2100, 642_857],
    ],
  )
})

test('the price is that of who asks: their own, their segment, the door, everybody, and from a quantity on', async (t) => {
  const shop = await anOrg(t)
  const wine = await priced(shop, { name: 'Vino' }, 1_000)
  const water = await priced(shop, { name: 'Agua' }, 500)
  const [lucia, pedro] = [await aClient(shop, 'Lucía'), await aClient(shop, 'Pedro')]
  const segment = (await shop.http.post('/segments', { kind: 'static', name: 'Bares' })).body
  await shop.http.post(`/segments/${segment.id}/member-changes`, { add: [lucia, pedro] })
  const own = await aList(shop, { name: 'Lucía', audience: 'customers' })
  const bars = await aList(shop, { name: 'Bares', audience: 'segment', segmentId: segment.id })
  const web = await aList(shop, { name: 'Tienda web', audience: 'door', door: 'web' })
  await shop.run(async (ctx) => {
    await write(ctx, { listId: 'main', items: [price(wine.variantId, 900, 6_000)] })
    await write(ctx, { listId: web.id, items: [price(wine.variantId, 950)] })
    await write(ctx, { listId: bars.id, items: [price(wine.variantId, 800)] })
    await write(ctx, { listId: own.id, items: [price(wine.variantId, 700)] })
  })
  const { body } = await shop.http.post(`/price-lists/${own.id}/customer-changes`, { add: [lucia, newId()] })
  assert.deepEqual(body, { customerCount: 1 })
  const unit = async (more: More, quantity = 1_000): Promise<number | undefined> =>
    (await ask(shop, [[wine.variantId, quantity]], more)).lines[0]?.unitPriceMinor
  assert.equal(await unit({}), 1_000)
  assert.equal(await unit({}, 6_000), 900)
  assert.equal(await unit({ door: 'web' }), 950)
  assert.equal(await unit({ door: 'web', contactId: pedro }), 800)
  assert.equal(await unit({ contactId: lucia }), 700)
  const [first, second] = (
    await ask(shop, [
      [wine.variantId, 3_000],
      [wine.variantId, 3_000],
    ])
  ).lines
  assert.deepEqual([first?.listPriceMinor, first?.unitPriceMinor, second?.unitPriceMinor], [1_000, 900, 900])
  // What a tile says before anything is chosen is what one of it will cost.
  const shown = async (more: string) =>
    (await shop.http.get(`/unit-prices?brandId=${shop.brandId}&variantIds=${wine.variantId}&${more}`)).body
  assert.deepEqual(await shown('door=counter'), { currency: 'ARS', items: [{ variantId: wine.variantId, priceMinor: 1_000 }] })
  assert.equal((await shown('door=web')).items[0].priceMinor, 950)
  assert.equal((await shown(`door=web&contactId=${pedro}`)).items[0].priceMinor, 800)
  // What a customer's list says nothing about has the next one's price.
  const mixed = await ask(shop, [[wine.variantId], [water.variantId]], { contactId: lucia })
  assert.deepEqual([mixed.priceListId, mixed.totalMinor], [own.id, 1_200])
})

test('prices without tax and prices with it make one quote of the kind of the first list', async (t) => {
  const shop = await anOrg(t)
  const wine = await priced(shop, { name: 'Vino' }, 1_210)
  const water = await priced(shop, { name: 'Agua' }, 121)
  const net = await aList(shop, { name: 'Mayorista', audience: 'door', door: 'phone', includesTax: false })
  await shop.run((ctx) => write(ctx, { listId: net.id, items: [price(wine.variantId, 800)] }))
  const made = await ask(shop, [[wine.variantId], [water.variantId]], { door: 'phone' })
  assert.equal(made.includesTax, false)
  assert.deepEqual([made.subtotalMinor, made.netMinor, made.taxMinor, made.totalMinor], [900, 900, 189, 1_089])
})

test('what modifiers add is of the kind of what everybody pays, and is not taken for another currency', async (t) => {
  const shop = await anOrg(t)
  const pizza = await priced(shop, { name: 'Pizza' }, 1_210)
  const [cheese, plain] = await shop.run((ctx) =>
    modifiersOf(ctx, pizza.productId, { name: 'Extra', most: 2 }, [
      ['Queso', 121],
      ['Sin sal', 0],
    ]),
  )
  const net = await aList(shop, { name: 'Mayorista', audience: 'door', door: 'phone', includesTax: false })
  const dollars = await aList(shop, { name: 'En dólares', currency: 'USD' })
  for (const [list, minor] of [
    [net, 800],
    [dollars, 5],
  ] as const)
    await shop.run((ctx) => write(ctx, { listId: list.id, items: [price(pizza.variantId, minor)] }))
  const withoutTax = await ask(shop, [[pizza.variantId, 1000, [cheese!]]], { door: 'phone' })
  assert.deepEqual([withoutTax.subtotalMinor, withoutTax.taxMinor, withoutTax.totalMinor], [900, 189, 1_089])
  assert.equal((await ask(shop, [[pizza.variantId, 1000, [plain!]]], { currency: 'USD' })).totalMinor, 5)
  await assert.rejects(ask(shop, [[pizza.variantId, 1000, [cheese!]]], { currency: 'USD' }), { code: 'commerce.basket_modifier_price' })
})

test('what cannot be sold is refused by name and changes nothing', async (t) => {
  const shop = await anOrg(t)
  const other = await anOrg(t)
  const [otherBrand, hidden] = [newId(), await shop.run((ctx) => aCategory(ctx, 'Otra marca', { brandIds: [newId()] }))]
  const burger = await priced(shop, { name: 'Hamburguesa' }, 1_000)
  const ids = await shop.run((ctx) =>
    modifiersOf(ctx, burger.productId, { name: 'Punto', least: 1, most: 1 }, [
      ['Jugosa', 0],
      ['Cocida', 0],
      ['Quemada', 0, false],
    ]),
  )
  const stranger = await priced(shop, { name: 'Té' }, 100)
  const [lemon] = await shop.run((ctx) => modifiersOf(ctx, stranger.productId, { name: 'Extra' }, [['Limón', 10]]))
  const gone = await priced(shop, { name: 'Queso', isAvailable: false }, 100)
  const good = async (more: Omit<Good, 'name'>): Promise<string> => (await priced(shop, { name: 'Cosa', ...more }, 100)).variantId
  const foreign = await priced(other, { name: 'Ajeno' }, 100)
  const unpriced = await shop.run((ctx) => aGood(ctx, { name: 'Nuevo' }))
  const never = [{ day: 1, from: '09:00', to: '09:01' }]

  const refusals: [Line[], string, More?][] = [
    [[[burger.variantId, 1000, [ids[0]!]], [newId()]], 'basket_variant_unknown'],
    [[[foreign.variantId]], 'basket_variant_unknown'],
    [[[await good({ isArchived: true })]], 'basket_variant_archived'],
    [[[gone.variantId]], 'basket_sold_out'],
    [[[await good({ kind: 'combo', parts: [[gone.variantId, 1000]] })]], 'basket_sold_out'],
    [[[await good({ brandIds: [otherBrand] })]], 'basket_other_brand'],
    [[[await good({ categoryId: hidden })]], 'basket_other_brand'],
    [[[await good({ hours: never })]], 'basket_not_now'],
    [[[await good({}), 1_500]], 'basket_not_whole'],
    [[[burger.variantId, 1000]], 'basket_modifiers_few'],
    [[[burger.variantId, 1000, [ids[0]!, ids[1]!]]], 'basket_modifiers_many'],
    [[[burger.variantId, 1000, [ids[2]!]]], 'basket_modifier_sold_out'],
    [[[burger.variantId, 1000, [ids[0]!, lemon!]]], 'basket_modifier_unknown'],
    [[[burger.variantId, 1000, [newId()]]], 'basket_modifier_unknown'],
    [[[unpriced.variantId]], 'basket_price_missing'],
    [[[stranger.variantId]], 'basket_currency', { currency: 'USD' }],
    [[[stranger.variantId]], 'basket_brand_unknown', { brandId: otherBrand }],
  ]
  for (const [lines, code, more] of refusals)
    await assert.rejects(ask(shop, lines, more), { code: `commerce.${code}` }, `${code} of ${JSON.stringify(lines)}`)

  const huge = await priced(shop, { name: 'Caro' }, 1_000_000_000_000)
  await assert.rejects(ask(shop, [[huge.variantId, 1_000_000_000]]), { code: 'commerce.basket_amount' })
  const { status, body } = await shop.http.post('/quotes', asked(shop, [[unpriced.variantId]]))
  assert.deepEqual([status, body.title], [422, '«Nuevo» no tiene precio en ARS. Cargalo en Precios.'])
  assert.equal((await shop.http.post('/quotes', { ...asked(shop, [[stranger.variantId]]), lines: [] })).status, 422)
})

test('what is sold at some hours only is sold then, on the clock of the brand', async (t) => {
  const shop = await anOrg(t)
  // Saturday evening in Buenos Aires is Sunday already in UTC.
  const menu = await priced(shop, { name: 'Cena', hours: [{ day: 6, from: '20:00', to: '02:00' }] }, 100)
  const at = (moment: string) => shop.run((ctx) => quote(ctx, asked(shop, [[menu.variantId]])), { now: new Date(moment) })
  for (const moment of ['2030-11-16T23:00:00Z', '2030-11-17T04:59:00Z']) assert.equal((await at(moment)).totalMinor, 100)
  for (const moment of ['2030-11-16T22:59:00Z', '2030-11-17T05:00:00Z', '2030-11-15T23:30:00Z'])
    await assert.rejects(at(moment), { code: 'commerce.basket_not_now' })
})

test('what is ordered for later costs what it costs when it is ordered, and is sold as of when it is wanted', async (t) => {
  const shop = await anOrg(t)
  const menu = await priced(shop, { name: 'Cena', hours: [{ day: 6, from: '20:00', to: '02:00' }] }, 100)
  const [friday, saturday] = ['2030-11-15T15:00:00Z', '2030-11-16T23:30:00Z']
  const dearer = { ...price(menu.variantId, 150), from: '2030-11-16T12:00:00.000Z' }
  await shop.run((ctx) => write(ctx, { listId: 'main', items: [dearer] }))
  const at = (now: string, servedAt?: string) =>
    shop.run((ctx) => quote(ctx, asked(shop, [[menu.variantId]]), servedAt === undefined ? {} : { servedAt }), { now: new Date(now) })
  await assert.rejects(at(friday), { code: 'commerce.basket_not_now' }, 'control: for now it cannot be had')
  assert.equal((await at(friday, saturday)).totalMinor, 100)
  assert.equal((await at(saturday)).totalMinor, 150)
  await assert.rejects(at(saturday, '2030-11-17T15:00:00Z'), { code: 'commerce.basket_not_now' })
})

test('costs are for who may know them', async (t) => {
  const shop = await anOrg(t)
  const wine = await priced(shop, { name: 'Vino', cost: 600 }, 1_000)
  const basket = asked(shop, [[wine.variantId]])
  assert.equal((await shop.http.post('/quotes', basket)).body.lines[0].costMinor, 600)
  const seller = shop.as({ permissions: [permissions.canReadCatalogue] })
  assert.equal((await seller.http.post('/quotes', basket)).body.lines[0].costMinor, null)
})
