import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { gone, readTable, type ReadTable } from '#kernel/sheet/reading.ts'
import { Unreadable, type FileRefusal } from '#kernel/sheet/unreadable.ts'
import * as identity from '#identity/server/public.ts'
import { productImportProgressed } from '#commerce/contract/product-import-events.ts'
import { usualTaxPercent } from '#commerce/contract/usual-tax.ts'
import { optionNames } from '#commerce/server/imports/goods.store.ts'
import { suggest } from '#commerce/server/imports/columns.ts'
import * as store from '#commerce/server/imports/imports.store.ts'
import { pricedIn } from '#commerce/server/imports/priced-in.ts'
import * as rows from '#commerce/server/imports/rows.store.ts'
import { mainListId } from '#commerce/server/prices/price-lists.ts'

/**
 * Turns the file into rows of the database, once: every later step reads those. Outside of one long transaction; a repetition
 * begins by removing what the interrupted one had written.
 */
export const readFile = job({
  name: 'commerce.read-product-import',
  payload: z.object({ importId: z.uuid() }),
  attempts: 5,
  async work(desk, { importId }) {
    const one = await desk.transaction(async (ctx) => {
      const found = await store.find(ctx, importId)
      if (found?.status !== 'reading') return undefined
      await rows.clear(ctx, importId)
      return found
    })
    if (!one) return
    try {
      await readRows(desk, one)
    } catch (error) {
      if (!(error instanceof Unreadable) && !desk.lastAttempt) throw error
      const reason: FileRefusal = error instanceof Unreadable ? error.reason : 'broken'
      if (reason === 'broken') desk.log.error({ err: error, importId }, 'a file of products could not be read')
      await desk.transaction(async (ctx) => {
        await store.fail(ctx, importId, reason)
        await ctx.emit(productImportProgressed, { importId, status: 'failed', counts: one.counts })
      })
    }
  },
})

async function readRows(desk: Desk, one: store.StoredImport): Promise<void> {
  const open = (): Promise<Readable> => desk.transaction((ctx) => desk.files.open(ctx, one.fileId)).catch(gone)
  const read = await readTable(open, {
    sheet: one.sheet,
    signal: desk.signal,
    keep: (batch) => desk.transaction((ctx) => rows.insert(ctx, one.id, batch)),
  })
  await desk.transaction((ctx) => describe(ctx, one.id, read))
}

async function describe(ctx: Ctx, importId: string, read: ReadTable): Promise<void> {
  const { country, locale } = await identity.organization(ctx)
  // There is one to write prices into, whatever the shop did before.
  await mainListId(ctx)
  const described = await store.describe(ctx, importId, {
    ...read,
    mapping: {
      columns: suggest(read.header, await pricedIn(ctx), await optionNames(ctx)),
      onDuplicate: 'replace',
      decimalMark: locale === 'en' ? '.' : ',',
      taxBasisPoints: usualTaxPercent(country) * 100,
    },
  })
  if (described) await ctx.emit(productImportProgressed, { importId, status: described.status, counts: described.counts })
}
