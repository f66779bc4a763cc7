import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { moduleOf, nounOf, type ImportKind, type Outcome, type StoredImport } from '#kernel/imports/kind.ts'
import * as store from '#kernel/imports/imports.store.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { notFound } from '#kernel/problem.ts'
import { gone, readTable, type ReadTable } from '#kernel/sheet/reading.ts'
import { Unreadable, type FileRefusal } from '#kernel/sheet/unreadable.ts'

/**
 * Turns the file into rows of the database, once: every later step reads those. Outside of one long transaction, so
 * that 50 MB hold up nobody; a repetition begins by removing what the interrupted one had written.
 */
export const readFileJob = <M, O extends Outcome>(kind: ImportKind<M, O>): JobType<{ importId: string }> =>
  job({
    name: `${moduleOf(kind)}.read-${nounOf(kind)}`,
    payload: z.object({ importId: z.uuid() }),
    attempts: 5,
    async work(desk, { importId }) {
      const one = await desk.transaction(async (ctx) => {
        const found = await store.find<M>(ctx, kind, importId)
        if (found?.status !== 'reading') return undefined
        await store.clearRows(ctx, kind, importId)
        return found
      })
      if (!one) return
      try {
        await readRows(desk, kind, one)
      } catch (error) {
        if (!(error instanceof Unreadable) && !desk.lastAttempt) throw error
        const reason: FileRefusal = error instanceof Unreadable ? error.reason : 'broken'
        if (reason === 'broken') desk.log.error({ err: error, importId, kind: kind.name }, 'a file could not be read')
        await desk.transaction(async (ctx) => {
          await store.fail(ctx, kind, importId, reason)
          await ctx.emit(kind.progressed, { importId, status: 'failed', counts: one.counts })
        })
      }
    },
  })

async function readRows<M, O extends Outcome>(desk: Desk, kind: ImportKind<M, O>, { id, fileId, sheet }: StoredImport<M>): Promise<void> {
  const open = (): Promise<Readable> =>
    fileId === null ? gone(notFound()) : desk.transaction((ctx) => desk.files.open(ctx, fileId)).catch(gone)
  const keep = (rows: Parameters<typeof store.addRows>[3]) => desk.transaction((ctx) => store.addRows(ctx, kind, id, rows))
  const read = await readTable(open, { sheet, signal: desk.signal, keep })
  await desk.transaction((ctx) => describe(ctx, kind, id, read))
}

async function describe<M, O extends Outcome>(ctx: Ctx, kind: ImportKind<M, O>, importId: string, read: ReadTable): Promise<void> {
  const described = await store.describe(ctx, kind, importId, { ...read, mapping: await kind.suggest(ctx, read.header) })
  if (described) await ctx.emit(kind.progressed, { importId, status: described.status, counts: described.counts })
}
