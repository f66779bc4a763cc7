import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anOrg } from '#kernel/testing/org.ts'
import * as productFile from '#commerce/server/imports/product-file.ts'
import { upload, check, step, bring, clothes } from '#commerce/server/testing/imports.ts'

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
