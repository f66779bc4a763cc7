import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inTenant } from '#kernel/context.ts'
import { anOrg } from '#kernel/testing/org.ts'
import { ProductImportMapping } from '#commerce/contract/product-import.ts'
import { UpdateProduct } from '#commerce/contract/product.ts'
import * as categories from '#commerce/server/catalogue/categories.ts'
import * as products from '#commerce/server/catalogue/products.ts'
import * as imports from '#commerce/server/imports/imports.ts'
import * as prices from '#commerce/server/prices/prices.ts'
import { upload, check, step, bring, cards, called, pricesOf, clothes } from '#commerce/server/testing/imports.ts'

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
