import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test } from 'node:test'
import writeXlsxFile from 'write-excel-file/node'
import { inTenant } from '#kernel/context.ts'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import { ProductImportMapping, type ProductImport } from '#commerce/contract/product-import.ts'
import { ListProducts, UpdateProduct, type Product } from '#commerce/contract/product.ts'
import * as categories from '#commerce/server/catalogue/categories.ts'
import * as products from '#commerce/server/catalogue/products.ts'
import * as imports from '#commerce/server/imports/imports.ts'
import * as productFile from '#commerce/server/imports/product-file.ts'
import * as prices from '#commerce/server/prices/prices.ts'

const upload = async (shop: TestOrg, content: string | Buffer, name = 'productos.csv') => {
  const { id } = await shop.run((ctx) => imports.create(ctx), {
    upload: { name, declaredMime: 'text/csv', stream: Readable.from([Buffer.from(content as string)]) },
  })
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id }))
}
const check = async (shop: TestOrg, one: ProductImport, extra: object = {}) => {
  const mapping = ProductImportMapping.parse({ ...one.mapping, ...extra })
  await shop.run((ctx) => imports.check(ctx, { id: one.id, mapping }))
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id: one.id }))
}
const step = async (shop: TestOrg, id: string, what: 'run' | 'undo') => {
  await shop.run((ctx) => imports[what](ctx, { id }))
  await shop.settle()
  return shop.read((ctx) => imports.get(ctx, { id }))
}
const bring = async (shop: TestOrg, content: string, extra: object = {}) => {
  const read = await upload(shop, content)
  await check(shop, read, extra)
  return step(shop, read.id, 'run')
}
const cards = async (shop: TestOrg) => (await shop.read((ctx) => products.list(ctx, ListProducts.parse({ limit: 200 })))).items
const called = async (shop: TestOrg, name: string): Promise<Product> => {
  const found = (await cards(shop)).find((one) => one.name === name)
  assert.ok(found, `${name} is in the catalogue`)
  return shop.read((ctx) => products.get(ctx, { id: found.id }))
}
const pricesOf = async (shop: TestOrg, id: string) =>
  (await shop.read((ctx) => prices.ofProduct(ctx, { id }))).items.map((one) => one.prices.map(({ amountMinor }) => amountMinor))
const why = (one: ProductImport) =>
  one.problems.map(({ row, column, problem }) => [row, column === null ? null : one.header[column], problem])

const clothes = `Categoría;Nombre;Talle;Código;Código de barras;Precio;IVA;Etiquetas;Disponible
Ropa > Remeras;Remera lisa;S;REM-S;7790001000019;"1.234,50";21;Algodón;sí
Ropa > Remeras;Remera lisa;L;REM-L;7790001000026;"$ 1,234.50";21;Algodón;agotado
Bebidas;Agua;;AGUA;;900;10,5%;;sí
`

test('a file goes from reading to done, with its categories, variants, codes and prices, and is taken back wholly', async (t) => {
  const shop = await anOrg(t)
  const read = await upload(shop, clothes)
  assert.deepEqual(read.mapping?.columns, ['category', 'name', 'option', 'sku', 'barcode', 'price:main', 'tax', 'labels', 'available'])
  const checked = await check(shop, read)
  assert.deepEqual([checked.status, checked.counts.created, checked.counts.invalid], ['checked', 3, 0])
  assert.deepEqual(await cards(shop), [], 'trying writes nothing')

  const done = await step(shop, read.id, 'run')
  assert.deepEqual([done.status, done.counts], ['done', checked.counts])
  const shirt = await called(shop, 'Remera lisa')
  assert.deepEqual(
    [shirt.options, shirt.variants.map(({ name, sku, isAvailable }) => [name, sku, isAvailable]), shirt.labels, shirt.taxBasisPoints],
    [
      ['Talle'],
      [
        ['S', 'REM-S', true],
        ['L', 'REM-L', false],
      ],
      ['Algodón'],
      2_100,
    ],
  )
  assert.deepEqual(shirt.variants[0]?.barcodes, [{ code: '7790001000019', kind: 'ean13' }])
  assert.deepEqual(await pricesOf(shop, shirt.id), [[123_450], [123_450]])
  assert.equal((await called(shop, 'Agua')).taxBasisPoints, 1_050)
  const tree = (await shop.read((ctx) => categories.list(ctx))).items
  assert.deepEqual(
    tree.map(({ name, parentId }) => [name, tree.find(({ id }) => id === parentId)?.name ?? null]),
    [
      ['Ropa', null],
      ['Remeras', 'Ropa'],
      ['Bebidas', null],
    ],
  )

  const undone = await step(shop, read.id, 'undo')
  assert.deepEqual([undone.status, undone.counts.kept, await cards(shop)], ['undone', 0, []])
  assert.deepEqual(
    (await shop.read((ctx) => categories.list(ctx))).items.filter(({ archivedAt }) => archivedAt === null),
    [],
  )
  const again = await bring(shop, clothes)
  assert.deepEqual([again.counts.created, again.counts.invalid], [3, 0], 'its codes are free again')
})

test('what is there already is known by its code, its barcode or its name within the category, and keeps its history of prices', async (t) => {
  const shop = await anOrg(t)
  await bring(shop, clothes)
  const shirt = await called(shop, 'Remera lisa')
  const list = `Categoría;Nombre;Talle;Código;Código de barras;Precio
Ropa > Remeras;Remera lisa;;REM-S;;2000
;;;;7790001000026;2100
Bebidas;Agua;;;;950
Bebidas;Soda;;;;800
Ropa > Remeras;Remera lisa;XL;REM-XL;;2200
`
  const read = await upload(shop, list)
  const skipping = await check(shop, read, { onDuplicate: 'skip' })
  assert.deepEqual([skipping.counts.created, skipping.counts.updated, skipping.counts.skipped], [2, 0, 3])
  const checked = await check(shop, read)
  const done = await step(shop, read.id, 'run')
  assert.deepEqual(done.counts, checked.counts)
  assert.deepEqual([done.counts.created, done.counts.updated], [2, 3])
  assert.deepEqual(await pricesOf(shop, shirt.id), [[200_000], [210_000], [220_000]])
  assert.deepEqual(
    (await called(shop, 'Remera lisa')).variants.map(({ id }) => id).slice(0, 2),
    shirt.variants.map(({ id }) => id),
  )

  // Somebody touches the water meanwhile: it stays, everything else goes back.
  const water = await called(shop, 'Agua')
  await shop.run((ctx) =>
    prices.set(ctx, {
      listId: 'main',
      items: [{ variantId: water.variants[0]?.id ?? '', leastMilli: 0, amountMinor: 99_900, from: null }],
    }),
  )
  const undone = await step(shop, read.id, 'undo')
  assert.equal(undone.counts.kept, 1)
  assert.deepEqual([await pricesOf(shop, shirt.id), await pricesOf(shop, water.id)], [[[123_450], [123_450]], [[99_900]]])
  assert.deepEqual(
    (await cards(shop)).map(({ name }) => name),
    ['Agua', 'Remera lisa'],
  )
})

test('a product that somebody edited after an import stays as they left it when the import is undone', async (t) => {
  const shop = await anOrg(t)
  const done = await bring(shop, 'Nombre;Código;Precio\nPan;P1;100\nLeche;L1;200\n')
  const bread = await called(shop, 'Pan')
  const { id, version, imageIds, ...rest } = { ...bread, imageIds: [] }
  await shop.run(
    (ctx) =>
      products.update(
        ctx,
        UpdateProduct.parse({
          ...rest,
          id,
          imageIds,
          name: 'Pan casero',
          variants: rest.variants.map((one) => ({ ...one, barcodes: [] })),
        }),
      ),
    {
      ifMatch: version,
    },
  )
  const undone = await step(shop, done.id, 'undo')
  assert.deepEqual([undone.counts.kept, (await cards(shop)).map(({ name }) => name)], [1, ['Pan casero']])
  assert.deepEqual(await pricesOf(shop, id), [[10_000]])
})

test('each row that cannot come in says which column and why, and nothing of it comes in', async (t) => {
  const shop = await anOrg(t)
  const taken = await shop.run((ctx) =>
    products.make(ctx, { name: 'Viejo', taxKind: 'taxed', taxBasisPoints: 2_100, variants: [{ sku: 'OLD' }] }),
  )
  await shop.run((ctx) => products.setArchival(ctx, { id: taken.id, isArchived: true }))
  const read = await upload(
    shop,
    `Categoría;Nombre;Color;Código;Código de barras;Precio;Costo;Unidad;IVA;Disponible
;Uno;;A1;7790001000018;100;;;;
;Dos;;A2;;-5;;;;
;Tres;;A3;;2026-05-03;;;;
;Cuatro;;A4;;=B2*2;;;;
;Cinco;;A5;;#REF!;;;;
;Seis;;A6;7,79E+12;100;;;;
;Siete;;A7;;12,345;;;;
;Ocho;;A8;;99999999999999999;;;;
;Nueve;;A9;;100;mucho;docena y media;;
;Diez;;B1;;100;;docena y media;;
;Once;;B2;;100;;;19 y pico;
;Doce;;B3;;100;;;;quizás
a>b>c>d>e>f;Trece;;B4;;100;;;;
;;;;;100;;;;
;;;B5;;100;;;;
;Catorce;;A1X;;100;;;;
;Quince;;A1X;;100;;;;
;Dieciséis;;OLD;;100;;;;
;Silla;Rojo;C1;;100;;;;
;Silla;;C2;;100;;;;
;Silla;rojo;C3;;100;;;;
;Mesa;;D1;;100;;;;
;Mesa;;D2;;100;;;;
;Mesa;;;;100;;;;
`,
  )
  const checked = await check(shop, read)
  const expected = [
    [2, 'Código de barras', 'barcode-check-digit'],
    [3, 'Precio', 'negative'],
    [4, 'Precio', 'date-by-spreadsheet'],
    [5, 'Precio', 'formula'],
    [6, 'Precio', 'formula-error'],
    [7, 'Código de barras', 'shortened'],
    [8, 'Precio', 'not-an-amount'],
    [9, 'Precio', 'too-large'],
    [10, 'Costo', 'not-an-amount'],
    [10, 'Unidad', 'not-a-unit'],
    [11, 'Unidad', 'not-a-unit'],
    [12, 'IVA', 'not-a-tax'],
    [13, 'Disponible', 'not-yes-or-no'],
    [14, 'Categoría', 'category-too-deep'],
    [15, null, 'nothing-to-know'],
    [16, null, 'name-missing'],
    [18, null, 'sku-repeated'],
    [19, null, 'archived'],
    [21, null, 'options-differ'],
    [22, null, 'same-name'],
    [24, null, 'same-name'],
    [25, null, 'row-repeated'],
  ]
  assert.deepEqual(why(checked), expected)
  const done = await step(shop, read.id, 'run')
  assert.deepEqual([why(done), (await cards(shop)).map(({ name }) => name)], [expected, ['Catorce', 'Mesa', 'Silla']])
  const fileId = /\/files\/[^/]+\/([^?]+)/.exec(done.errorFileUrl ?? '')?.[1] ?? ''
  const text = (await shop.read((ctx) => ctx.files.read(ctx, fileId))).toString()
  assert.match(text, /Dos;;A2;;'-5;;;;;Precio: no puede ser menos que cero;3\r\n/)
  assert.doesNotMatch(text, /Catorce/)
})

test('a row that is understood but does not fit says at once all that keeps it out', async (t) => {
  const shop = await anOrg(t)
  const put = await shop.run((ctx) =>
    products.make(ctx, { name: 'Viejo', taxKind: 'taxed', taxBasisPoints: 2_100, variants: [{ sku: 'OLD' }] }),
  )
  await shop.run((ctx) => products.setArchival(ctx, { id: put.id, isArchived: true }))
  const read = await upload(
    shop,
    `Nombre;Talle;Tipo;Código;Código de barras;Precio
Remera;S;;R1;7790001000019;100
Remera;M;;R2;;100
Buzo;;;R1;7790001000019;100
;L;Servicio;R2;;100
;XL;Servicio;OLD;;100
`,
  )
  assert.deepEqual(why(await check(shop, read)), [
    [4, null, 'sku-repeated'],
    [4, null, 'barcode-repeated'],
    [5, null, 'sku-repeated'],
    [5, null, 'kind-fixed'],
    [6, null, 'archived'],
    [6, null, 'kind-fixed'],
    [6, null, 'options-differ'],
  ])
})

test('numbers of a workbook are read as it shows them, and a percentage is one', async (t) => {
  const shop = await anOrg(t)
  const book = await writeXlsxFile(
    [
      ['Nombre', 'Código', 'Precio', 'IVA', 'Costo'].map((value) => ({ value })),
      [{ value: 'Agua' }, { value: 779 }, { value: 120.9879 }, { value: 0.105 }, { value: 80.1 }],
    ],
    { sheet: 'Hoja' },
  ).toBuffer()
  const read = await upload(shop, book, 'lista.xlsx')
  await check(shop, read)
  const done = await step(shop, read.id, 'run')
  assert.deepEqual([done.counts.created, done.problems], [1, []])
  const water = await called(shop, 'Agua')
  assert.deepEqual(
    [water.variants[0]?.sku, water.taxBasisPoints, water.variants[0]?.costMinor, await pricesOf(shop, water.id)],
    ['779', 1_050, 8_010, [[12_099]]],
  )
})

test('a step that is stopped between two batches goes on where it was, and every row is there once', async (t) => {
  const shop = await anOrg(t)
  const many = Array.from({ length: 2_203 }, (_, i) => `Producto ${Math.floor(i / 2)};${i % 2 === 0 ? 'S' : 'L'};K${i};${100 + i}`)
  const read = await upload(shop, `Nombre;Talle;Código;Precio\n${many.join('\n')}\n`)
  const checked = await check(shop, read)
  assert.deepEqual([checked.counts.created, checked.counts.invalid], [2_203, 0], 'a product may begin in one batch and go on in the next')
  await shop.run((ctx) => imports.run(ctx, { id: read.id }))
  // The first batch alone, and then a batch whose transaction never ends well.
  const caller = { org: shop.id, actor: shop.actor, locale: 'es' as const, zone: 'UTC', requestId: 'x' }
  await assert.rejects(
    inTenant(shop.kernel, caller, async (ctx) => {
      await imports.jobs.run.run?.(ctx, { importId: read.id, after: 0 })
      throw new Error('killed')
    }),
    /killed/,
  )
  assert.equal((await cards(shop)).length, 0, 'nothing of a batch that did not end is there')
  await shop.settle()
  const done = await shop.read((ctx) => imports.get(ctx, { id: read.id }))
  assert.deepEqual([done.status, done.counts.created], ['done', 2_203])
  const [{ count }] = (await shop.read((ctx) => ctx.sql<{ count: number }>`select count(*) as count from commerce.variant`)) as [
    { count: number },
  ]
  assert.equal(count, 2_203)
  await shop.run((ctx) => imports.undo(ctx, { id: read.id }))
  const [planned] = await shop.run(async (ctx) => {
    await imports.jobs.undo.run?.(ctx, { importId: read.id, after: 0 })
    return ctx.sql<{ mode: string }>`select current_setting('plan_cache_mode') as mode`
  })
  assert.equal(planned?.mode, 'force_custom_plan', 'a plan of when there was little would read all there is for every batch')
  await shop.settle()
  const undone = await shop.read((ctx) => imports.get(ctx, { id: read.id }))
  assert.deepEqual([undone.status, undone.counts.done, undone.counts.kept, await cards(shop)], ['undone', 1_102, 0, []])
})

test('prices and costs come in only for whoever may set them, and files that are no table are told apart', async (t) => {
  const shop = await anOrg(t)
  const read = await upload(shop, 'Nombre;Precio;Costo\nPan;10;5\n')
  const clerk = shop.as({ permissions: ['commerce.write-catalogue', 'commerce.read-catalogue'] })
  const mapping = ProductImportMapping.parse(read.mapping)
  await assert.rejects(
    clerk.run((ctx) => imports.check(ctx, { id: read.id, mapping })),
    { code: 'kernel.forbidden' },
  )
  await clerk.run((ctx) => imports.check(ctx, { id: read.id, mapping: { ...mapping, columns: ['name', null, null] } }))
  await assert.rejects(
    clerk.run((ctx) => imports.check(ctx, { id: read.id, mapping: { ...mapping, columns: [null, 'price:main'] } })),
    {
      code: 'commerce.import_mapping_invalid',
    },
  )
  assert.equal((await upload(shop, 'Nombre;Precio\n"Pan;10\n' + 'x'.repeat(1_100_000))).failure, 'not-a-table')
  assert.equal((await upload(shop, Buffer.from('PK\u0003\u0004half of a workbook'), 'lista.xlsx')).failure, 'not-a-workbook')
})

test('products that are written to a file at eleven at night bear the day of the shop', async (t) => {
  const shop = await anOrg(t)
  shop.clock.set('2026-12-01T02:00:00.000Z')
  await shop.run((ctx) => productFile.write(ctx, { format: 'csv', isTemplate: false }))
  const names = await shop.read((ctx) => ctx.sql<{ name: string }>`select name from kernel.file`)
  assert.match(names[0]?.name ?? '', / 2026-11-30\.csv$/)
})

test('what goes out as a file comes in again as it was, and the template comes in too', async (t) => {
  const shop = await anOrg(t)
  const done = await bring(shop, clothes)
  const textOf = async (isTemplate: boolean): Promise<string> => {
    const { fileUrl } = await shop.run((ctx) => productFile.write(ctx, { format: 'csv', isTemplate }))
    const fileId = /\/files\/[^/]+\/([^?]+)/.exec(fileUrl)?.[1] ?? ''
    return (await shop.read((ctx) => ctx.files.read(ctx, fileId))).toString()
  }
  const read = await upload(shop, await textOf(false))
  assert.ok(!read.mapping?.columns.includes(null), 'every column is recognised')
  const same = await check(shop, read)
  assert.deepEqual([same.counts.skipped, same.counts.invalid, same.counts.created, same.counts.updated], [3, 0, 0, 0])
  await step(shop, done.id, 'undo')
  const again = await bring(shop, await textOf(true))
  assert.deepEqual([again.counts.created, again.counts.invalid], [2, 0])
})
