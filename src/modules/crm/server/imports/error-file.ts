import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { importProgressed } from '#crm/contract/events.ts'
import { errorLines } from '#kernel/sheet/error-lines.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import * as rows from '#crm/server/imports/rows.store.ts'

/** The rows that were left out as they came, each with its reason: to be corrected and uploaded again. */
export const writeErrorFile = job({
  name: 'crm.write-import-errors',
  payload: z.object({ importId: z.uuid() }),
  async work(desk, { importId }) {
    const one = await desk.transaction((ctx) => store.find(ctx, importId))
    if (!one || one.counts.invalid === 0) return
    const staged = await desk.files.stage(desk.org, {
      name: `${one.fileName.replace(/\.[a-z0-9]{1,5}$/i, '')}-errores.csv`,
      stream: errorLines(desk, {
        header: one.header,
        words: 'crm.import.problems',
        page: (ctx, after, size) => rows.invalid(ctx, importId, after, size),
      }),
      maxBytes: 200 * 1024 * 1024,
    })
    await desk.transaction(async (ctx) => {
      const file = await desk.files.put(ctx, staged)
      const before = await store.find(ctx, importId)
      if (before?.errorFileId) await desk.files.remove(ctx, [before.errorFileId])
      await store.setErrorFile(ctx, importId, file.id)
      if (before) await ctx.emit(importProgressed, { importId, status: before.status, counts: before.counts })
    })
  },
})
