import type { Readable } from 'node:stream'
import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { notFound } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import { importProgressed } from '#crm/contract/events.ts'
import { importLimits } from '#crm/contract/import.ts'
import * as fields from '#crm/server/fields/fields.ts'
import { headOf, openText } from '#crm/server/imports/csv-rows.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import { suggest } from '#crm/server/imports/mapping.ts'
import * as rows from '#crm/server/imports/rows.store.ts'
import { cellText, Unreadable, type Cell, type FileRefusal, type OpenedTable } from '#crm/server/imports/unreadable.ts'
import { openWorkbook } from '#crm/server/imports/workbook-rows.ts'

const batchSize = 500
const sampleSize = 8

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
  const table = await openTable(open, one.sheet)
  let header: string[] | undefined
  const sample: string[][] = []
  let batch: { rowNumber: number; cells: Cell[] }[] = []
  let position = 0
  let count = 0
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    const full = batch
    batch = []
    await desk.transaction((ctx) => rows.insert(ctx, one.id, full))
  }
  for await (const cells of table.rows) {
    position++
    if (desk.signal.aborted) throw new Error('stopped in the middle of a file')
    if (cells.every((cell) => typeof cell === 'string' && cell.trim() === '')) continue
    if (!header) {
      if (cells.length > importLimits.columns) throw new Unreadable('too-many-columns')
      header = cells.map((cell) => cellText(cell).trim().slice(0, 200))
      continue
    }
    count++
    if (count > importLimits.rows) throw new Unreadable('too-many-rows')
    if (sample.length < sampleSize) sample.push(cells.slice(0, header.length).map((cell) => cellText(cell).slice(0, 200)))
    batch.push({ rowNumber: position, cells: cells.slice(0, importLimits.columns) })
    if (batch.length === batchSize) await flush()
  }
  await flush()
  if (!header || count === 0) throw new Unreadable('empty')
  const { encoding, delimiter, sheets, sheet } = table
  await desk.transaction((ctx) => describe(ctx, one.id, { encoding, delimiter, sheets, sheet, header, sample, rows: count }))
}

/** The formats of a workbook by their first bytes: an archive, and the older one, which is also how a password is put on a new one. */
async function openTable(open: () => Promise<Readable>, sheet: string | null): Promise<OpenedTable> {
  const head = await headOf(open, 4)
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return openWorkbook(await open(), sheet)
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new Unreadable('old-workbook')
  return openText(open)
}

async function describe(
  ctx: Ctx,
  importId: string,
  read: Omit<OpenedTable, 'rows'> & { header: string[]; sample: string[][]; rows: number },
): Promise<void> {
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

function gone(error: { code?: unknown }): never {
  if (error.code === 'kernel.not_found' || error.code === 'ENOENT') throw new Unreadable('gone')
  throw error
}
