import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { notFound } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import { importProgressed } from '#crm/contract/events.ts'
import * as fields from '#crm/server/fields/fields.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import { suggest } from '#crm/server/imports/mapping.ts'
import * as rows from '#crm/server/imports/rows.store.ts'
import { gone, readTable, type ReadTable } from '#kernel/sheet/reading.ts'
import { Unreadable, type FileRefusal } from '#kernel/sheet/unreadable.ts'

/**
 * Turns the file into rows of the database, once: every later step reads those. Outside of one long transaction, so
 * that 50 MB hold up nobody; a repetition begins by removing what the interrupted one had written.
 */
export const readFile = job({
  name: 'crm.read-import',
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
      if (reason === 'broken') desk.log.error({ err: error, importId }, 'a file of contacts could not be read')
      await desk.transaction(async (ctx) => {
        await store.fail(ctx, importId, reason)
        await ctx.emit(importProgressed, { importId, status: 'failed', counts: one.counts })
      })
    }
  },
})

async function readRows(desk: Desk, one: store.StoredImport): Promise<void> {
  const { fileId } = one
  const open = (): Promise<Readable> =>
    fileId === null ? gone(notFound()) : desk.transaction((ctx) => desk.files.open(ctx, fileId)).catch(gone)
  const read = await readTable(open, {
    sheet: one.sheet,
    signal: desk.signal,
    keep: (batch) => desk.transaction((ctx) => rows.insert(ctx, one.id, batch)),
  })
  await desk.transaction((ctx) => describe(ctx, one.id, read))
}

async function describe(ctx: Ctx, importId: string, read: ReadTable): Promise<void> {
  const { country, locale } = await identity.organization(ctx)
  const described = await store.describe(ctx, importId, {
    ...read,
    mapping: {
      columns: suggest(read.header, await fields.all(ctx)),
      onDuplicate: 'fill',
      country,
      tagIds: [],
      dateOrder: locale === 'en' && country === 'US' ? 'mdy' : 'dmy',
      decimalMark: locale === 'en' ? '.' : ',',
    },
  })
  if (described) await ctx.emit(importProgressed, { importId, status: described.status, counts: described.counts })
}
