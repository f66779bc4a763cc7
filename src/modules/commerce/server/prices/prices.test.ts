import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import * as permissions from '#commerce/contract/permissions.ts'
import type { PricedVariant } from '#commerce/contract/price.ts'
import { labelOf } from '#commerce/server/labels/labels.ts'
import { customerReactions } from '#commerce/server/prices/customer-merges.ts'
import { write } from '#commerce/server/prices/prices.ts'
import { aCategory, aGood, type Good } from '#commerce/server/testing/goods.store.ts'

type Given = Record<string, unknown>

const good = (shop: TestOrg, given: Good) => shop.run((ctx) => aGood(ctx, given))
const set = (shop: Pick<TestOrg, 'http'>, list: string, items: Given[]) => shop.http.post(`/price-lists/${list}/prices`, { items })
const amounts = ({ prices }: PricedVariant): [number, number, string | null][] =>
  prices.map(({ leastMilli, amountMinor, validTo }) => [leastMilli, amountMinor, validTo])
const table = async (shop: Pick<TestOrg, 'http'>, query = '') => (await shop.http.get(`/prices${query}`)).body.items as PricedVariant[]

test('the first price of all makes the general list, in the currency of the main brand', async (t) => {
  const shop = await anOrg(t)
  const { variantId } = await good(shop, { name: 'Pan' })
  assert.deepEqual((await shop.http.get('/price-lists')).body.items, [])
  const answer = await set(shop, 'main', [{ variantId, amountMinor: 250_000 }])
  assert.deepEqual([answer.status, amounts(answer.body.items[0])], [200, [[0, 250_000, null]]])
  const [main] = (await shop.http.get('/price-lists')).body.items
  assert.deepEqual([main.name, main.currency, main.isMain, main.priceCount], ['Lista general', 'ARS', true, 1])
})

test('who begins with a list of their own has it as the general one, and it stays', async (t) => {
  const shop = await anOrg(t)
  const list = { name: 'Mostrador', currency: 'ARS', includesTax: true, priority: 0, audience: 'everybody' }
  const first = (await shop.http.post('/price-lists', list)).body
  const second = (await shop.http.post('/price-lists', { ...list, name: 'Web', audience: 'door', door: 'web' })).body
  assert.deepEqual([first.isMain, second.isMain], [true, false])
  const put = (id: string, change: Given, version: number) =>
    shop.http.put(`/price-lists/${id}`, change, { headers: { 'if-match': `"${version}"` } })
  assert.equal((await put(first.id, { ...list, audience: 'door', door: 'web' }, 1)).body.code, 'commerce.price_list_main_stays')
  assert.equal((await shop.http.put(`/price-lists/${first.id}/archival`, { isArchived: true })).body.code, 'commerce.price_list_main_stays')
  assert.equal((await put(second.id, { ...list, audience: 'brand' }, 1)).body.code, 'commerce.price_list_audience')
  assert.equal((await put(second.id, { ...list, audience: 'segment', segmentId: newId() }, 1)).body.code, 'commerce.price_list_audience')
  const dates = { validFrom: '2030-02-01T00:00:00Z', validTo: '2030-01-01T00:00:00Z' }
  assert.equal((await put(second.id, { ...list, ...dates }, 1)).body.code, 'commerce.price_list_validity')
  assert.equal((await put(second.id, { ...list, name: 'Todos' }, 1)).body.audience, 'everybody')
  assert.equal((await put(second.id, { ...list, name: 'Tarde' }, 1)).status, 409)
  await shop.http.put(`/price-lists/${second.id}/archival`, { isArchived: true })
  const { variantId } = await good(shop, { name: 'Pan' })
  assert.equal((await set(shop, second.id, [{ variantId, amountMinor: 1 }])).body.code, 'commerce.price_list_archived')
})

test('a price is set for later, moved, and taken back, and what holds meanwhile goes on', async (t) => {
  const shop = await anOrg(t)
  const { variantId, productId } = await good(shop, { name: 'Pan' })
  const now = shop.clock.now()
  const at = (days: number): string => new Date(now.getTime() + days * 86_400_000).toISOString()
  await set(shop, 'main', [{ variantId, amountMinor: 100 }])
  await set(shop, 'main', [{ variantId, amountMinor: 90, leastMilli: 12_000 }])
  await set(shop, 'main', [{ variantId, amountMinor: 130, from: at(10) }])
  const shown = async () => (await shop.http.get(`/products/${productId}/prices`)).body.items[0] as PricedVariant
  assert.deepEqual(amounts(await shown()), [
    [0, 100, at(10)],
    [0, 130, null],
    [12_000, 90, null],
  ])
  await set(shop, 'main', [{ variantId, amountMinor: 110 }])
  const [current, later] = (await shown()).prices
  assert.deepEqual([current?.amountMinor, current?.validTo], [110, at(10)])
  assert.equal((await shop.http.delete(`/prices/${current?.id}`)).body.code, 'commerce.price_holds')
  assert.equal((await shop.http.delete(`/prices/${later?.id}`)).status, 200)
  assert.deepEqual(amounts(await shown())[0], [0, 110, null])
  assert.equal((await shop.http.delete(`/prices/${later?.id}`)).status, 404)
})

test('a price that changed while somebody typed another one is not written over, and nothing of the rest is either', async (t) => {
  const shop = await anOrg(t)
  const [bread, milk] = [await good(shop, { name: 'Pan' }), await good(shop, { name: 'Leche' })]
  await set(shop, 'main', [
    { variantId: bread.variantId, amountMinor: 100, seenMinor: null },
    { variantId: milk.variantId, amountMinor: 200 },
  ])
  const answer = await set(shop, 'main', [
    { variantId: bread.variantId, amountMinor: 120, seenMinor: 100 },
    { variantId: milk.variantId, amountMinor: 300, seenMinor: 199 },
  ])
  assert.deepEqual([answer.status, answer.body.code, answer.body.details.name], [409, 'commerce.price_moved', 'Leche'])
  assert.deepEqual(
    (await table(shop)).map((one) => amounts(one)[0]?.[1]),
    [200, 100],
  )
  const refusals: [Given[], string][] = [
    [[{ variantId: newId(), amountMinor: 1 }], 'price_variant_unknown'],
    [[1, 2].map((amountMinor) => ({ variantId: bread.variantId, amountMinor })), 'price_twice'],
    [[{ variantId: bread.variantId, amountMinor: 1, from: '2020-01-01T00:00:00Z' }], 'price_from_past'],
  ]
  for (const [items, code] of refusals) assert.equal((await set(shop, 'main', items)).body.code, `commerce.${code}`)
  assert.equal((await set(shop, 'main', [{ variantId: bread.variantId, amountMinor: -1 }])).status, 422)
  assert.equal((await set(shop, newId(), [{ variantId: bread.variantId, amountMinor: 1 }])).status, 404)
})

test('the table is narrowed down by words, category, label, brand and what has no price', async (t) => {
  const shop = await anOrg(t)
  const drinks = await shop.run((ctx) => aCategory(ctx, 'Bebidas'))
  const sodas = await shop.run((ctx) => aCategory(ctx, 'Gaseosas', { parentId: drinks }))
  const cola = await good(shop, { name: 'Cola', categoryId: sodas, labels: ['Distribuidora Sur'], sku: 'COLA-1', cost: 50 })
  await good(shop, { name: 'Agua', categoryId: drinks })
  await good(shop, { name: 'Pan', brandIds: [newId()] })
  await good(shop, { name: 'Viejo', isArchived: true })
  await set(shop, 'main', [{ variantId: cola.variantId, amountMinor: 100 }])
  const [main] = (await shop.http.get('/price-lists')).body.items
  const found = async (query: string) => (await table(shop, query)).map(({ name }) => name)
  assert.deepEqual(await found(''), ['Agua', 'Cola', 'Pan'])
  assert.deepEqual(await found(`?categoryId=${drinks}`), ['Agua', 'Cola'])
  assert.deepEqual(await found('?label=Distribuidora%20Sur'), ['Cola'])
  assert.deepEqual(await found(`?brandId=${shop.brandId}`), ['Agua', 'Cola'])
  assert.deepEqual(await found(`?withoutIn=${main.id}`), ['Agua', 'Pan'])
  assert.deepEqual(await found('?search=COL'), ['Cola'])
  assert.deepEqual(await found('?search=COLA-'), ['Cola'])
  const reader = shop.as({ permissions: [permissions.canReadCatalogue] })
  assert.deepEqual([(await table(shop, '?search=col'))[0]?.costMinor, (await table(reader, '?search=col'))[0]?.costMinor], [50, null])
  const other = await anOrg(t)
  assert.deepEqual(await table(other), [])
  assert.equal((await other.http.get(`/products/${cola.productId}/prices`)).status, 404)
})

test('two people who set one price at once leave one price, the last one', async (t) => {
  const shop = await anOrg(t)
  const { variantId } = await good(shop, { name: 'Pan' })
  await set(shop, 'main', [{ variantId, amountMinor: 100 }])
  const [main] = (await shop.http.get('/price-lists')).body.items
  const now = shop.clock.now()
  const put = (amountMinor: number, ms: number) =>
    shop.run((ctx) => write(ctx, { listId: main.id, items: [{ variantId, amountMinor, leastMilli: 0, from: null }] }), {
      now: new Date(now.getTime() + ms),
    })
  await Promise.all(Array.from({ length: 12 }, (_, i) => put(1_000 + i, 12_000 - i * 1_000)))
  const holding = await shop.run(
    (ctx) =>
      ctx.sql<{ n: number }>`select count(*)::int as n from commerce.price where variant_id = ${variantId} and valid_to = 'infinity'`,
  )
  assert.equal(holding[0]?.n, 1)
  // The control: without holding the list, the one constraint of the table is all that is left, and it refuses.
  const careless = (id: string) =>
    shop.run(async (ctx) => {
      await ctx.sql`update commerce.price set valid_to = ${new Date(now.getTime() + 60_000)} where variant_id = ${variantId} and valid_to = 'infinity'`
      await ctx.sql`insert into commerce.price (id, list_id, variant_id, amount_minor, valid_from) values (${id}, ${main.id}, ${variantId}, 1, ${new Date(now.getTime() + 60_000)})`
    })
  const outcomes = await Promise.allSettled([careless(newId()), careless(newId())])
  assert.ok(outcomes.some(({ status }) => status === 'rejected'))
})

test('prices that were agreed with somebody go over when two contacts are merged, and come back', async (t) => {
  const shop = await anOrg(t)
  const [keep, lose] = [newId(), newId()]
  const list = { name: 'Acordados', currency: 'ARS', includesTax: true, priority: 0, audience: 'customers' }
  const [own, both] = [(await shop.http.post('/price-lists', list)).body.id, (await shop.http.post('/price-lists', list)).body.id]
  const put = (contactId: string, listId: string) =>
    shop.run((ctx) => ctx.sql`insert into commerce.price_list_customer (list_id, contact_id) values (${listId}, ${contactId})`)
  await put(lose, own)
  await put(lose, both)
  await put(keep, both)
  const of = (contactId: string) =>
    shop.run(async (ctx) =>
      (
        await ctx.sql<{
          id: string
        }>`select list_id as id from commerce.price_list_customer where contact_id = ${contactId} order by list_id`
      ).map(({ id }) => id),
    )
  const told = { mergeId: newId(), survivorId: keep, loserId: lose }
  const react = (i: number) =>
    shop.run((ctx) => (customerReactions[i] as unknown as { handle: (ctx: unknown, data: unknown) => Promise<void> }).handle(ctx, told))
  await react(0)
  assert.deepEqual([await of(keep), await of(lose)], [[own, both].toSorted(), []])
  await react(1)
  assert.deepEqual([await of(keep), await of(lose)], [[both], [own, both].toSorted()])
})

test('labels say the price, what it is without national taxes, and the code that is read; what has no price is counted', async (t) => {
  const shop = await anOrg(t)
  const [bread, milk] = [await good(shop, { name: 'Pan', unit: 'kg', sku: 'PAN-1' }), await good(shop, { name: 'Leche' })]
  await set(shop, 'main', [{ variantId: bread.variantId, amountMinor: 121_000 }])
  const [main] = (await shop.http.get('/price-lists')).body.items
  const print = (more: Given) => shop.http.post('/price-label-sheets', { listId: main.id, layout: 'a4', ...more })
  const { body } = await print({ copies: 3 })
  assert.deepEqual([body.count, body.withoutPrice], [3, 1])
  assert.match(body.url, /^\/files\//)
  assert.equal((await print({ layout: 'roll', variantIds: [bread.variantId] })).body.count, 1)
  assert.equal((await print({ variantIds: [milk.variantId] })).body.code, 'commerce.labels_none')
  assert.equal((await print({ listId: newId() })).status, 404)

  const row = {
    id: '',
    name: 'Pan',
    sku: 'PAN-1',
    unit: 'kg',
    taxKind: 'taxed',
    taxBasisPoints: 2100,
    code: null,
    codeKind: null,
    amountMinor: 121_000,
  } as const
  const list = { currency: 'ARS', includesTax: true }
  const [here, net, abroad] = await shop.run(async (ctx) => [
    labelOf(ctx, row, { list, country: 'AR', hasBarcode: true }),
    labelOf(ctx, row, { list: { ...list, includesTax: false }, country: 'AR', hasBarcode: false }),
    labelOf(ctx, { ...row, code: '4003994155486', codeKind: 'ean13' }, { list, country: 'UY', hasBarcode: true }),
  ])
  assert.match(here?.net ?? '', /^Precio sin impuestos nacionales: \$\s1\.000$/)
  assert.deepEqual(
    [here?.unit, here?.code, net?.net, net?.svg, abroad?.net, abroad?.code],
    ['el kilo', 'PAN-1', '', '', '', '4003994155486'],
  )
  assert.match(abroad?.svg ?? '', /viewBox="0 0 95 30"/)
})
