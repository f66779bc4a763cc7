import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { errorLines } from '#kernel/sheet/error-lines.ts'
import { productImportProgressed } from '#commerce/contract/product-import-events.ts'
import * as store from '#commerce/server/imports/imports.store.ts'
import * as rows from '#commerce/server/imports/rows.store.ts'

/** The rows that were left out as they came, each with its reason: to be corrected and uploaded again. */
export const writeErrorFile = job({
  name: 'commerce.write-product-import-errors',
  payload: z.object({ importId: z.uuid() }),
  async work(desk, { importId }) {
    const one = await desk.transaction((ctx) => store.find(ctx, importId))
    if (!one || one.counts.invalid === 0) return
    const staged = await desk.files.stage(desk.org, {
      name: `${one.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')}-errores.csv`,
      stream: errorLines(desk, {
        header: one.header,
        words: 'commerce.import.problems',
        page: (ctx, after, size) => rows.invalid(ctx, importId, after, size),
      }),
      maxBytes: 200 * 1024 * 1024,
    })
    await desk.transaction(async (ctx) => {
      const file = await desk.files.put(ctx, staged)
      const before = await store.find(ctx, importId)
      if (before?.errorFileId) await desk.files.remove(ctx, [before.errorFileId])
      await store.setErrorFile(ctx, importId, file.id)
      if (before) await ctx.emit(productImportProgressed, { importId, status: before.status, counts: before.counts })
    })
  },
})
