import assert from 'node:assert/strict'
import { test } from 'node:test'
import writeXlsxFile from 'write-excel-file/node'
import { anOrg } from '#kernel/testing/org.ts'
import type { ProductImport } from '#commerce/contract/product-import.ts'
import * as products from '#commerce/server/catalogue/products.ts'
import { upload, check, step, cards, called, pricesOf } from '#commerce/server/testing/imports.ts'

const why = (one: ProductImport) =>
  one.problems.map(({ row, column, problem }) => [row, column === null ? null : one.header[column], problem])

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
