import assert from 'node:assert/strict'
import { test } from 'node:test'
import sharp from 'sharp'
import { checkDigit } from '#commerce/contract/barcode.ts'
import type { Category } from '#commerce/contract/category.ts'
import type { Product } from '#commerce/contract/product.ts'
import * as sale from '#commerce/server/public.ts'
import { newId } from '#kernel/contract/ids.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'

type Given = Record<string, unknown>
const taxed = { taxKind: 'taxed', taxBasisPoints: 2100 }
const make = async (shop: TestOrg, given: Given): Promise<Product> => {
  const { status, body } = await shop.http.post('/products', { ...taxed, ...given })
  assert.equal(status, 200, JSON.stringify(body))
  return body
}
const variantId = (product: Product, i = 0): string => product.variants[i]?.id ?? ''
const version = ({ version: of }: { version: number }) => ({ headers: { 'if-match': `"${of}"` } })
/** What the form sends back: the whole document. */
const written = ({ variants, images, ...rest }: Product, change: Given = {}): Given => ({
  ...rest,
  imageIds: images.map(({ fileId }) => fileId),
  variants: variants.map(({ barcodes, components, isAvailable: _is, soldOutUntil: _until, name: _name, ...one }) => ({
    ...one,
    barcodes: barcodes.map(({ code }) => code),
    components: components.map(({ variantId: id, quantityMilli }) => ({ variantId: id, quantityMilli })),
  })),
  ...change,
})
const category = async (shop: TestOrg, name: string, parentId: string | null = null): Promise<Category> =>
  (await shop.http.post('/categories', { name, parentId })).body
const names = (items: readonly { name: string }[]): string[] => items.map(({ name }) => name)

test('a product with variants is written and read as one document, and two who edit it do not undo each other', async (t) => {
  const shop = await anOrg(t)
  const made = await make(shop, {
    name: 'Remera lisa',
    options: ['Talle', 'Color'],
    variants: [
      { optionValues: ['M', 'Rojo'], sku: 'REM-M-R', barcodes: ['4006381333931'], costMinor: 350_000, costCurrency: 'ARS' },
      { optionValues: ['L', 'Rojo'], sku: 'REM-L-R' },
    ],
    labels: ['algodón'],
  })
  assert.deepEqual(
    made.variants.map((one) => [one.name, one.sku, one.barcodes, one.isAvailable]),
    [
      ['M / Rojo', 'REM-M-R', [{ code: '4006381333931', kind: 'ean13' }], true],
      ['L / Rojo', 'REM-L-R', [], true],
    ],
  )
  const kept = written(made, { name: 'Remera básica' })
  const without = { ...kept, variants: (kept.variants as Given[]).slice(0, 1) }
  const saved = await shop.http.put(`/products/${made.id}`, without, version(made))
  assert.deepEqual([saved.status, saved.body.name, saved.body.variants.length, saved.body.version], [200, 'Remera básica', 1, 2])
  assert.equal((await shop.http.put(`/products/${made.id}`, kept, version(made))).body.code, 'kernel.changed_meanwhile')
  // The code of what is sold no more is free again; another's is not.
  await make(shop, { name: 'Remera larga', variants: [{ sku: 'REM-L-R' }] })
  const taken = await shop.http.post('/products', { ...taxed, name: 'Otra', variants: [{ sku: 'REM-M-R' }] })
  assert.deepEqual([taken.status, taken.body.code, taken.body.details.product], [409, 'commerce.sku_taken', 'Remera básica'])
  const scanned = await shop.http.post('/products', { ...taxed, name: 'Otra', variants: [{ barcodes: ['4006381333931'] }] })
  assert.equal(scanned.body.code, 'commerce.barcode_taken')

  const clerk = shop.as({ permissions: ['commerce.read-catalogue', 'commerce.write-catalogue'] })
  const seen = (await clerk.http.get(`/products/${made.id}`)).body as Product
  assert.equal(seen.variants[0]?.costMinor, null)
  assert.equal((await clerk.http.put(`/products/${made.id}`, written(seen), version(seen))).status, 200)
  assert.equal((await shop.http.get(`/products/${made.id}`)).body.variants[0].costMinor, 350_000)
})

test('categories are a tree without loops, in an order, and go only empty or with a place for what is in them', async (t) => {
  const shop = await anOrg(t)
  const food = await category(shop, 'Comida')
  const drinks = await category(shop, 'Bebidas')
  const chicken = await category(shop, 'Pollo', food.id)
  const wings = await category(shop, 'Alitas', chicken.id)
  const place = (id: string, parentId: string | null, afterId: string | null = null) =>
    shop.http.put(`/categories/${id}/place`, { parentId, afterId })
  assert.equal((await place(food.id, wings.id)).body.code, 'commerce.category_loop')
  assert.equal((await place(food.id, food.id)).body.code, 'commerce.category_loop')
  assert.deepEqual(names((await place(food.id, null, drinks.id)).body.items), ['Bebidas', 'Comida', 'Pollo', 'Alitas'])
  assert.deepEqual(names((await place(wings.id, food.id, null)).body.items), ['Bebidas', 'Comida', 'Alitas', 'Pollo'])

  const leg = await make(shop, { name: 'Pata', categoryId: chicken.id })
  const listed = async (categoryId: string) => names((await shop.http.get(`/products?categoryId=${categoryId}`)).body.items)
  assert.deepEqual(await listed(food.id), ['Pata'], 'those of the categories below too')
  const archival = (id: string, more: Given) => shop.http.put(`/categories/${id}/archival`, { isArchived: true, ...more })
  assert.equal((await archival(chicken.id, {})).body.code, 'commerce.category_filled')
  assert.equal((await archival(chicken.id, { targetId: newId() })).body.code, 'commerce.category_unknown')
  assert.equal((await archival(chicken.id, { targetId: wings.id })).status, 200)
  assert.equal((await shop.http.get(`/products/${leg.id}`)).body.categoryId, wings.id)
  assert.equal((await archival(food.id, {})).body.code, 'commerce.category_filled')
  assert.equal((await shop.http.post('/products', { ...taxed, name: 'X', categoryId: chicken.id })).body.code, 'commerce.category_unknown')
})

test('of two moves that would make a loop together one is refused', async (t) => {
  const shop = await anOrg(t)
  const [a, b] = [await category(shop, 'A'), await category(shop, 'B')]
  const answers = await Promise.all([
    shop.http.put(`/categories/${a.id}/place`, { parentId: b.id }),
    shop.http.put(`/categories/${b.id}/place`, { parentId: a.id }),
  ])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 422])
})

test('a combo is made of what is sold, which cannot go while it is; it is there when all of it is', async (t) => {
  const shop = await anOrg(t)
  const [coke, chips] = [await make(shop, { name: 'Coca' }), await make(shop, { name: 'Papas', unit: 'kg', taxBasisPoints: 1050 })]
  const parts = [
    { variantId: variantId(coke), quantityMilli: 2000 },
    { variantId: variantId(chips), quantityMilli: 350 },
  ]
  const combo = await make(shop, { name: 'Combo', kind: 'combo', variants: [{ components: parts }] })
  const nested = await shop.http.post('/products', {
    ...taxed,
    name: 'Doble',
    kind: 'combo',
    variants: [{ components: [{ variantId: variantId(combo), quantityMilli: 1000 }] }],
  })
  assert.equal(nested.body.code, 'commerce.combo_in_combo')
  const gone = await shop.http.put(`/products/${coke.id}/archival`, { isArchived: true })
  assert.deepEqual([gone.status, gone.body.code, gone.body.details.combo], [409, 'commerce.needed_by_combo', 'Combo'])
  const bulk = await shop.http.post('/product-changes', { ids: [coke.id, chips.id], change: { do: 'archive' } })
  assert.deepEqual([bulk.body.changed, bulk.body.refused.length], [0, 2])

  const ask = () => shop.read((ctx) => sale.variantsForSale(ctx, [variantId(combo)], { brandId: shop.brandId }))
  const [whole] = await ask()
  assert.deepEqual(
    [whole?.refusal, whole?.components.map((one) => [one.name, one.quantityMilli, one.taxBasisPoints])],
    [
      null,
      [
        ['Coca', 2000, 2100],
        ['Papas', 350, 1050],
      ],
    ],
  )
  await shop.http.put('/product-availability', { productIds: [chips.id], availability: 'sold-out' })
  assert.equal((await ask())[0]?.refusal, 'sold-out')
  await shop.http.post('/product-changes', { ids: [coke.id, chips.id, combo.id], change: { do: 'archive' } })
  assert.equal((await ask())[0]?.refusal, 'archived')
})

test('what is sold out with one tap is offered to nobody, and is back in the morning by itself', async (t) => {
  const shop = await anOrg(t)
  const wings = await make(shop, { name: 'Alitas' })
  const server = shop.as({ permissions: ['commerce.set-availability'] })
  const before = (await shop.http.get(`/products/${wings.id}`)).body.version
  const { status, body } = await server.http.put('/product-availability', {
    variantIds: [variantId(wings)],
    availability: 'sold-out-until-morning',
  })
  assert.deepEqual([status, body.items[0].availability], [200, 'none'])
  const offered = async () =>
    names((await shop.read((ctx) => sale.menu(ctx, { brandId: shop.brandId }))).categories.flatMap((one) => one.products))
  assert.deepEqual(await offered(), [])
  assert.deepEqual(names((await shop.http.get('/products?soldOut=true')).body.items), ['Alitas'])
  assert.equal((await shop.http.get(`/products/${wings.id}`)).body.version, before, 'who edits is not disturbed')
  shop.clock.advance({ hours: 24 })
  assert.deepEqual(await offered(), ['Alitas'])
  assert.equal((await shop.http.put('/product-availability', { productIds: [newId()], availability: 'sold-out' })).status, 404)
})

test('a brand sees on its menu what it sells at this hour, in the order of the categories, with what may be asked of it', async (t) => {
  const shop = await anOrg(t)
  const other = (
    await shop.http.post('/brands', { name: 'Norte', color: '#0f766e', zone: 'America/Manaus', currency: 'BRL', locale: 'pt' })
  ).body
  const [late, early] = [await category(shop, 'Postres'), await category(shop, 'Combos')]
  await shop.http.put(`/categories/${early.id}/place`, { parentId: null })
  const spicy = await shop.http.post('/modifier-groups', {
    name: 'Picante',
    least: 1,
    modifiers: [{ name: 'Sin picante' }, { name: 'Extra', priceMinor: 50_000 }],
  })
  assert.equal(spicy.status, 200, JSON.stringify(spicy.body))
  const hour = [{ day: 2, from: '12:00', to: '13:00' }]
  await make(shop, { name: 'Combo del mediodía', categoryId: early.id, hours: hour, modifierGroupIds: [spicy.body.id] })
  await make(shop, { name: 'Flan', categoryId: late.id, brandIds: [shop.brandId] })
  await make(shop, { name: 'Agua' })
  // Tuesday, half past twelve in Buenos Aires and an hour earlier in Manaus.
  const at = '2026-11-24T15:30:00.000Z'
  const menu = async (brandId: string) =>
    (await shop.http.get(`/menu?brandId=${brandId}&at=${at}`)).body.categories.map(
      (one: { name: string; products: { name: string }[] }) => [one.name, names(one.products)],
    )
  assert.deepEqual(await menu(shop.brandId), [
    ['Combos', ['Combo del mediodía']],
    ['Postres', ['Flan']],
    ['', ['Agua']],
  ])
  assert.deepEqual(await menu(other.id), [['', ['Agua']]])
  const asked = (await shop.http.get(`/menu?at=${at}`)).body.modifierGroups
  assert.deepEqual(names(asked[0].modifiers), ['Sin picante', 'Extra'])
  const extra = asked[0].modifiers[1].id
  await shop.http.put(`/modifiers/${extra}/availability`, { isAvailable: false })
  assert.equal((await shop.http.get(`/menu?at=${at}`)).body.modifierGroups[0].modifiers[1].isAvailable, false)
})

test('a scanner finds a package whatever its zeros, and a scale’s code says how much', async (t) => {
  const shop = await anOrg(t)
  const pen = await make(shop, { name: 'Lapicera', variants: [{ barcodes: ['036000291452'], sku: 'LAP-1' }] })
  const ham = await make(shop, { name: 'Jamón', unit: 'kg', variants: [{ barcodes: ['2000123'] }] })
  const scan = (code: string) => shop.http.get(`/scanned-codes/${encodeURIComponent(code)}`)
  for (const code of ['036000291452', '0036000291452', 'LAP-1']) {
    const { body } = await scan(code)
    assert.deepEqual([body.variant.productId, body.quantityMilli], [pen.id, 1000], code)
  }
  const weighed = `2000123${'01234'}`
  const { body } = await scan(`${weighed}${checkDigit(weighed)}`)
  assert.deepEqual([body.variant.productId, body.quantityMilli, body.amountMinor], [ham.id, 1234, null])
  const layout = { prefix: '21', itemDigits: 5, measure: 'price', decimals: 2 }
  const write = (items: object[]) => shop.http.put('/scale-layouts', { items }, { headers: { 'if-match': '"0"' } })
  assert.equal((await write([layout, layout])).status, 422)
  assert.deepEqual((await write([layout])).body.items, [layout])
  const priced = `2100777${'08950'}`
  await make(shop, { name: 'Queso', unit: 'kg', variants: [{ barcodes: ['2100777'] }] })
  assert.equal((await scan(`${priced}${checkDigit(priced)}`)).body.amountMinor, 8950)
  assert.equal((await scan(`${weighed}${checkDigit(weighed)}`)).status, 404, 'of a prefix that the scale does not have any more')
  assert.deepEqual([(await scan('4006381333931')).status, (await scan('4006381333931')).body.code], [404, 'commerce.code_unknown'])
  assert.equal((await scan(`${weighed}${(checkDigit(weighed) + 1) % 10}`)).status, 404)
})

test('products are found by how they begin first, by what they have in them after, and by nobody of another shop', async (t) => {
  const [shop, stranger] = [await anOrg(t), await anOrg(t)]
  for (const name of ['Pollo entero', 'Medio pollo', 'Empanada de pollo', 'Papas fritas']) await make(shop, { name })
  await make(shop, { name: 'Ñoquis', variants: [{ sku: 'POL-9' }] })
  const found = async (who: TestOrg, text: string) =>
    names(await who.read((ctx) => sale.searchProducts(ctx, text, { brandId: who.brandId })))
  assert.deepEqual(await found(shop, 'pollo'), ['Pollo entero', 'Empanada de pollo', 'Medio pollo'])
  assert.deepEqual(await found(shop, 'pollo ent'), ['Pollo entero'])
  assert.deepEqual(await found(shop, 'NOQ'), ['Ñoquis'])
  assert.deepEqual(await found(shop, 'pol-9'), ['Ñoquis'])
  assert.deepEqual(await found(stranger, 'pollo'), [])
  assert.deepEqual(names((await shop.http.get('/products?search=pollo')).body.items), ['Empanada de pollo', 'Medio pollo', 'Pollo entero'])
})

async function upload(shop: TestOrg, bytes: Buffer) {
  const head = '--b0und\r\ncontent-disposition: form-data; name="file"; filename="pollo.png"\r\ncontent-type: image/png\r\n\r\n'
  return shop.http.post('/product-images', Buffer.concat([Buffer.from(head), bytes, Buffer.from('\r\n--b0und--\r\n')]), {
    headers: { 'content-type': 'multipart/form-data; boundary=b0und' },
  })
}

test('pictures are kept in their order, and one that is broken is refused in clear words', async (t) => {
  const shop = await anOrg(t)
  const picture = (background: string) =>
    sharp({ create: { width: 32, height: 32, channels: 3, background } })
      .png()
      .toBuffer()
  const [red, blue] = [(await upload(shop, await picture('#f00'))).body, (await upload(shop, await picture('#00f'))).body]
  const made = await make(shop, { name: 'Pollo', imageIds: [blue.fileId, red.fileId] })
  assert.deepEqual(
    made.images.map(({ fileId }) => fileId),
    [blue.fileId, red.fileId],
  )
  assert.match((await shop.http.get('/products')).body.items[0].imageUrl, new RegExp(blue.fileId))
  const broken = await upload(shop, (await picture('#0f0')).subarray(0, 40))
  assert.ok([415, 422].includes(broken.status), JSON.stringify(broken.body))
  assert.ok(broken.body.title.length > 10)
  assert.equal((await shop.http.post('/products', { ...taxed, name: 'X', imageIds: [newId()] })).body.code, 'commerce.image_unknown')
})

test('of two who say at once how the scales print one is told, and what the other said stays', async (t) => {
  const shop = await anOrg(t)
  const write = (prefix: string) =>
    shop.http.put(
      '/scale-layouts',
      { items: [{ prefix, itemDigits: 5, measure: 'price', decimals: 2 }] },
      { headers: { 'if-match': '"0"' } },
    )
  const answers = await Promise.all([write('21'), write('22')])
  assert.deepEqual(answers.map(({ status }) => status).toSorted(), [200, 409])
  assert.deepEqual((await shop.http.get('/scale-layouts')).body, answers.find(({ status }) => status === 200)?.body)
})
