import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Ctx } from '#kernel/ctx.ts'
import { testServer } from '#kernel/testing/http.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { place } from '#orders/server/shop/placing.ts'
import { withShop } from '#orders/server/shop/shops.ts'
import { aProduct, aShop, line } from '#orders/server/testing/shop.ts'
import { type Given, newSlug, token, terms, ana, put, keep, order, orders } from '#orders/server/testing/web-shop.ts'

async function aWebShop(t: TestContext, more: Given = {}, slug = newSlug()) {
  const made = await aShop(t)
  const [brand] = (await made.shop.http.get('/shops')).body.items
  const saved = await put(made.shop, { ...brand, slug, isOn: true, terms: { ...terms, ...more } })
  assert.equal(saved.status, 200, JSON.stringify(saved.body))
  return { ...made, brandId: brand.brandId as string, slug }
}

test('a visitor orders what the catalogue says it costs, once, and follows it by an address that nobody guesses', async (t) => {
  const { shop, chicken, drink, slug } = await aWebShop(t)
  const id = token()
  const lines = [{ ...line(chicken, 2), unitPriceMinor: 1, note: 'Sin sal' }, line(drink)]
  const { offer } = await keep(shop, slug, id, { lines, totalMinor: 1 })
  assert.deepEqual([offer?.totalMinor, offer?.lines.map(({ totalMinor }) => totalMinor)], [2_080_000, [1_900_000, 180_000]])
  const cheap = await order(shop, slug, id, { lines, expectedTotalMinor: 1 })
  assert.deepEqual([cheap.status, cheap.body.code], [409, 'orders.shop_price_changed'], 'what the browser says is no price')
  const [first, again] = [
    await order(shop, slug, id, { lines, expectedTotalMinor: 2_080_000 }),
    await order(shop, slug, id, { lines, expectedTotalMinor: 2_080_000 }),
  ]
  assert.deepEqual([first.status, again.status], [200, 200], JSON.stringify(first.body))
  assert.equal(again.body.url, first.body.url, 'the way back orders nothing')
  const [made, ...more] = await orders(shop)
  assert.ok(made && more.length === 0)
  assert.deepEqual(
    [made.door, made.state, made.totalMinor, made.contactName, made.paymentMethod],
    ['web', 'received', 2_080_000, 'Ana Paz', 'cash'],
  )
  assert.deepEqual((await keep(shop, slug, id, { lines })).orderUrl, first.body.url, 'who comes back to the basket is shown the order')
  const { claim } = (await shop.http.get(`/orders/${made.id}/shop-claim`)).body
  assert.deepEqual([claim.name, claim.phone, claim.wasKnown, claim.url], ['Ana Paz', '+34600000201', false, first.body.url])
})

test('of 64 taps on one basket one makes the order; 64 baskets are 64 orders', async (t) => {
  const { shop, drink, slug, brandId } = await aWebShop(t)
  const tap = (id: string) =>
    shop.run((ctx: Ctx) =>
      withShop(ctx, brandId, (tenant, open) =>
        place(tenant, open, {
          slug,
          token: id,
          lines: [{ ...line(drink), modifierIds: [], note: '' }],
          couponCodes: [],
          fulfilment: 'pickup',
          address: null,
          tableName: null,
          wantedAt: null,
          name: 'Ana',
          phone: '+34600000202',
          wantsReminder: false,
          note: '',
          paymentMethod: 'cash',
          paysWithMinor: null,
          customerKey: null,
          expectedTotalMinor: 180_000,
        }),
      ),
    )
  const same = token()
  const answers = await Promise.all(Array.from({ length: 64 }, () => tap(same)))
  assert.equal(new Set(answers.map((answer) => answer?.url)).size, 1)
  assert.equal((await orders(shop)).length, 1)
  await Promise.all(Array.from({ length: 64 }, () => tap(token())))
  assert.equal((await orders(shop)).length, 65, 'without the same basket nothing stands in their way')
})

test('a price that changed meanwhile is shown before anything is ordered, and what is sold out is named', async (t) => {
  const { shop, chicken, drink, slug } = await aWebShop(t)
  const id = token()
  const lines = [line(chicken), line(drink)]
  const expectedTotalMinor = (await keep(shop, slug, id, { lines })).offer?.totalMinor ?? 0
  await shop.http.post('/price-lists/main/prices', { items: [{ variantId: chicken, amountMinor: 990_000 }] })
  const dearer = await order(shop, slug, id, { lines, expectedTotalMinor })
  assert.deepEqual([dearer.status, dearer.body.code, dearer.body.details.totalMinor], [409, 'orders.shop_price_changed', 1_170_000])
  assert.match(dearer.body.title, /11\.300.*11\.700/)
  assert.equal((await shop.http.put('/product-availability', { variantIds: [drink], availability: 'sold-out' })).status, 200)
  const { offer } = await keep(shop, slug, id, { lines })
  assert.deepEqual([offer?.totalMinor, offer?.gone.map(({ at, name, why }) => [at, name, why])], [990_000, [[1, 'Coca 1,5', 'Se agotó']]])
  const gone = await order(shop, slug, id, { lines, expectedTotalMinor: 990_000 })
  assert.deepEqual([gone.status, gone.body.code, (await orders(shop)).length], [409, 'orders.shop_lines_gone', 0])
  assert.equal((await order(shop, slug, id, { lines: [line(chicken)], expectedTotalMinor: 990_000 })).status, 200)
})

test('a customer who comes by their own link has their own prices, whoever else uses it with another number has not', async (t) => {
  const { shop, chicken, slug } = await aWebShop(t)
  const contact = async (name: string, phone: string): Promise<string> =>
    (await shop.http.post('/contacts', { kind: 'person', name, identities: [{ kind: 'phone', value: phone }] })).body.id
  const [bar, other] = [await contact('Bar Sur', '+34600000301'), await contact('Ana Paz', '+34600000201')]
  const wholesale = { name: 'Mayorista', currency: 'ARS', includesTax: true, priority: 0, audience: 'customers' }
  const { id: list } = (await shop.http.post('/price-lists', wholesale)).body
  await shop.http.post(`/price-lists/${list}/customer-changes`, { add: [bar] })
  await shop.http.post(`/price-lists/${list}/prices`, { items: [{ variantId: chicken, amountMinor: 700_000 }] })
  const linkOf = async (id: string) => new URL((await shop.http.get(`/contacts/${id}/shop-links`)).body.items[0].url)
  const url = await linkOf(bar)
  const customerKey = url.searchParams.get('para') ?? ''
  const page = async (path: string) => (await (await testServer(shop.kernel)).inject({ url: path })).body
  const [own, theirs] = [await page(url.pathname + url.search), await page(url.pathname)]
  assert.ok(own.includes('7.000') && own.includes('Estás viendo tus precios') && !own.includes('9.500') && own.includes('noindex'))
  assert.ok(!own.includes('Bar Sur') && !own.includes('600000301'), 'whose prices they are is told to nobody')
  assert.ok(theirs.includes('9.500') && !theirs.includes('7.000'))

  const id = token()
  const lines = [line(chicken)]
  const totalOf = async (more: Given) => (await keep(shop, slug, id, { lines, ...more })).offer?.totalMinor
  assert.deepEqual(
    [
      await totalOf({ customerKey }),
      await totalOf({ customerKey, phone: ana.phone }),
      await totalOf({ customerKey, phone: '+34 600 000 301' }),
    ],
    [700_000, 950_000, 700_000],
  )
  const forged = customerKey.slice(0, -4) + (customerKey.endsWith('AAAA') ? 'BBBB' : 'AAAA')
  assert.equal(await totalOf({ customerKey: forged }), 950_000)
  const cheap = await order(shop, slug, id, { lines, customerKey, expectedTotalMinor: 700_000 })
  assert.deepEqual([cheap.status, cheap.body.code], [409, 'orders.shop_price_changed'], 'a link that was passed on is no price list')
  const mine = { name: 'Bar Sur', phone: '+34 600 000 301', customerKey }
  const placed = await order(shop, slug, id, { ...mine, lines, expectedTotalMinor: 700_000 })
  assert.equal(placed.status, 200, JSON.stringify(placed.body))
  const [made] = await orders(shop)
  assert.deepEqual([made?.contactId, made?.totalMinor], [bar, 700_000])
  const { claim } = (await shop.http.get(`/orders/${made?.id}/shop-claim`)).body
  assert.equal(claim.wasKnown, false, 'who has the link that they were sent is who they say')

  assert.equal(
    (await keep(shop, slug, token(), { lines, customerKey: (await linkOf(other)).searchParams.get('para') })).offer?.totalMinor,
    950_000,
  )
  shop.clock.advance({ hours: 91 * 24 })
  assert.equal((await keep(shop, slug, token(), { lines, customerKey })).offer?.totalMinor, 950_000, 'after ninety days it is any link')
})

test('what is missing is said field by field, and garbage changes nothing', async (t) => {
  const { shop, drink, slug } = await aWebShop(t, { minimumMinor: 300_000 })
  const other = await aProduct((await aShop(t)).shop, { name: 'De otro negocio' }, 100)
  const refuse = async (draft: Given, ...paths: string[]) => {
    const { status, body } = await order(shop, slug, token(), { lines: [line(drink, 2)], expectedTotalMinor: 360_000, ...draft })
    assert.equal(status, 422, JSON.stringify(body))
    assert.deepEqual(
      (body.issues ?? []).map(({ path }: { path: string }) => path),
      paths,
      JSON.stringify(body),
    )
    return body
  }
  await refuse({ name: '', phone: '12', paymentMethod: 'card' }, 'name', 'phone', 'paymentMethod')
  await refuse({ paysWithMinor: 1000 }, 'paysWithMinor')
  await refuse({ fulfilment: 'table', tableName: '4' }, 'fulfilment', 'tableName')
  await refuse({ fulfilment: 'delivery' }, 'address')
  assert.equal((await refuse({ lines: [line(drink)], expectedTotalMinor: 180_000 })).code, 'orders.shop_below_minimum')
  assert.equal((await refuse({ lines: [] })).code, 'orders.shop_basket_empty')
  for (const quantityMilli of [-1000, 0, 1.5, 1e12, 'dos'])
    assert.equal((await refuse({ lines: [{ variantId: drink, quantityMilli }] }, 'lines.0.quantityMilli')).status, 422)
  const foreign = await order(shop, slug, token(), { lines: [line(other), line(drink, 2)], expectedTotalMinor: 360_000 })
  assert.deepEqual([foreign.status, foreign.body.code], [409, 'orders.shop_lines_gone'], "another business's product does not exist")
  assert.equal((await order(shop, 'de-nadie', token(), { lines: [line(drink)], expectedTotalMinor: 1 })).status, 404)
  assert.equal((await shop.http.put(`/public-shops/${slug}/baskets/short`, { fulfilment: 'pickup', lines: [] })).status, 422)
  assert.equal((await orders(shop)).length, 0)
})

test('an order is followed by its address alone: called off until somebody confirms it, told nothing of whose number it was', async (t) => {
  const { shop, drink, slug } = await aWebShop(t)
  const app = await testServer(shop.kernel)
  const known = { kind: 'person', name: 'Roberto Secreto', identities: [{ kind: 'phone', value: '+34600000203' }] }
  const roberto = (await shop.http.post('/contacts', known)).body
  const ordered = async () => {
    const { body } = await order(shop, slug, token(), { lines: [line(drink)], expectedTotalMinor: 180_000, phone: '+34 600 000 203' })
    return new URL(body.url).pathname
  }
  const visit = async (url: string, method: 'GET' | 'POST' = 'GET') => {
    const form = { payload: '', headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' } }
    const answer = await app.inject({ method, url, ...(method === 'POST' && form) })
    return { status: answer.statusCode, text: answer.body }
  }
  const path = await ordered()
  const [made] = await orders(shop)
  assert.deepEqual([made?.contactId, made?.contactName], [roberto.id, 'Roberto Secreto'], 'it is put with whom the number is of')
  assert.equal((await shop.http.get(`/orders/${made?.id}/shop-claim`)).body.claim.wasKnown, true, 'and marked as nothing but said')
  const page = await visit(path)
  assert.ok(page.status === 200 && page.text.includes(made?.number ?? '?') && page.text.includes('Ana, tu pedido: Recibido'))
  assert.ok(!page.text.includes('Roberto') && !page.text.includes('600000203'), 'of the contact nothing is said')
  for (const url of [`${path.slice(0, -4)}AAAA`, `${path}x`, `/tienda/${slug}/pedido/x`]) assert.equal((await visit(url)).status, 404, url)
  assert.equal((await visit(path, 'POST')).status, 200)
  assert.deepEqual(
    (await orders(shop)).map(({ state }) => state),
    ['cancelled'],
  )
  const second = await ordered()
  const id = (await orders(shop)).find(({ state }) => state === 'received')?.id
  await shop.http.put(`/orders/${id}/state`, { state: 'confirmed' })
  const late = await visit(second, 'POST')
  assert.deepEqual([late.status, late.text.includes('Ya lo confirmaron')], [409, true])
  assert.equal((await shop.http.get(`/orders/${id}`)).body.state, 'confirmed')
})

test("an address is one shop's, some are nobody's, and what cannot be is refused before it is saved", async (t) => {
  const { shop, slug, brandId } = await aWebShop(t)
  const stranger = await anOrg(t)
  const [theirs] = (await stranger.http.get('/shops')).body.items
  const taken = await put(stranger, { ...theirs, slug, isOn: true, terms })
  assert.deepEqual([taken.status, taken.body.code], [409, 'orders.shop_slug_taken'])
  const [own] = (await shop.http.get('/shops')).body.items
  const refused = async (changes: Given) => (await put(shop, { ...own, ...changes })).body.code ?? 'saved'
  assert.equal(await refused({ slug: 'pedidos' }), 'orders.shop_slug_reserved')
  assert.equal(await refused({ slug: 'Con Espacios' }), 'kernel.invalid_input')
  assert.equal(await refused({ terms: { ...terms, transferAlias: '' } }), 'orders.shop_alias_missing')
  assert.equal(await refused({ terms: { ...terms, fulfilments: ['table'] } }), 'orders.shop_tables_missing')
  assert.equal(
    await refused({ terms: { ...terms, reminder: { isOn: true, afterMinutes: 60, template: null } } }),
    'orders.shop_template_missing',
  )
  assert.equal(await refused({ version: 7 }), 'kernel.changed_meanwhile')
  assert.equal(await refused({ brandId: theirs.brandId }), 'orders.brand_unknown')
  assert.equal(await refused({ slug: `${slug}-nueva`, isOn: false }), 'saved')
  const app = await testServer(shop.kernel)
  for (const gone of [slug, `${slug}-nueva`]) assert.equal((await app.inject({ url: `/tienda/${gone}` })).statusCode, 404, 'it is off')
  const code = await shop.http.post(`/shops/${brandId}/code-pictures`, {})
  assert.deepEqual([code.status, code.body.address.endsWith(`/tienda/${slug}-nueva`)], [200, true])
})

test('the page of a shop of a hundred products and its script are light enough for a slow network', async (t) => {
  const { shop, slug } = await aWebShop(t)
  const made = await Promise.all(
    Array.from({ length: 100 }, (_, i) =>
      shop.http.post('/products', {
        name: `Plato de la casa número ${i + 1}`,
        description: `Con papas, ensalada y la salsa del día ${i * 7}: para compartir entre dos o para uno con hambre.`,
        taxKind: 'taxed',
        taxBasisPoints: 2100,
      }),
    ),
  )
  const items = made.map(({ body }, i) => ({ variantId: body.variants[0].id, amountMinor: 100_000 + i * 100 }))
  assert.equal((await shop.http.post('/price-lists/main/prices', { items })).status, 200)
  const app = await testServer(shop.kernel)
  const page = await app.inject({ url: `/tienda/${slug}` })
  assert.equal(page.body.match(/class="product"/g)?.length, 103)
  const script = await app.inject({ url: '/tienda.js' })
  const weights = [gzipSync(page.body).length, gzipSync(script.body).length]
  t.diagnostic(`page ${weights[0]} bytes, script ${weights[1]} bytes`)
  assert.ok((weights[0] ?? 0) < 40 * 1024 && (weights[1] ?? 0) < 25 * 1024, String(weights))
  assert.doesNotMatch(page.body, /(?:src|href)="https?:\/\/(?!wa\.me)/, 'nothing is asked of anybody else')
})
