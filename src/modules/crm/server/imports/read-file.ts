import { parse } from 'csv-parse'
import { pipeline, Readable } from 'node:stream'
import { z } from 'zod'
import type { Ctx, Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { notFound } from '#kernel/problem.ts'
import * as identity from '#identity/server/public.ts'
import { importProgressed } from '#crm/contract/events.ts'
import { importLimits } from '#crm/contract/import.ts'
import * as fields from '#crm/server/fields/fields.ts'
import {
  delimiterOf,
  encodingOfAll,
  isSeparatorHint,
  looksBinary,
  textOf,
  type Delimiter,
  type Encoding,
} from '#crm/server/imports/file-text.ts'
import * as store from '#crm/server/imports/imports.store.ts'
import { suggest } from '#crm/server/imports/mapping.ts'
import * as rows from '#crm/server/imports/rows.store.ts'

export type FileRefusal = 'not-text' | 'empty' | 'too-many-rows' | 'too-many-columns' | 'not-a-table' | 'gone' | 'broken'
class Unreadable extends Error {
  readonly reason: FileRefusal
  constructor(reason: FileRefusal) {
    super(reason)
    this.reason = reason
  }
}

const batchSize = 500
const sampleSize = 8
/** Characters of one row. A quote that is never closed swallows the rest of the file into one cell: better to say so early. */
const mostOfOneRow = 1_000_000

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
  const { encoding, delimiter } = await inspect(open)
  let header: string[] | undefined
  const sample: string[][] = []
  let batch: { rowNumber: number; cells: string[] }[] = []
  let position = 0
  let count = 0
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return
    const full = batch
    batch = []
    await desk.transaction((ctx) => rows.insert(ctx, one.id, full))
  }
  for await (const cells of cellsOf(await open(), encoding, delimiter)) {
    if (position === 0 && isSeparatorHint(cells)) continue
    position++
    if (desk.signal.aborted) throw new Error('stopped in the middle of a file')
    if (cells.every((cell) => cell.trim() === '')) continue
    if (!header) {
      if (cells.length > importLimits.columns) throw new Unreadable('too-many-columns')
      header = cells.map((cell) => cell.trim().slice(0, 200))
      continue
    }
    count++
    if (count > importLimits.rows) throw new Unreadable('too-many-rows')
    if (sample.length < sampleSize) sample.push(cells.slice(0, header.length).map((cell) => cell.slice(0, 200)))
    batch.push({ rowNumber: position, cells: cells.slice(0, importLimits.columns) })
    if (batch.length === batchSize) await flush()
  }
  await flush()
  if (!header || count === 0) throw new Unreadable('empty')
  const description = { encoding, delimiter, header, sample, rows: count }
  await desk.transaction((ctx) => describe(ctx, one.id, description))
}

async function describe(
  ctx: Ctx,
  importId: string,
  read: { encoding: string; delimiter: string; header: string[]; sample: string[][]; rows: number },
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

async function inspect(open: () => Promise<Readable>): Promise<{ encoding: Encoding; delimiter: Delimiter }> {
  const bytes = await open()
  const encoding = await encodingOfAll(bytes)
  bytes.destroy()
  const head: Uint8Array[] = []
  let size = 0
  const beginning = await open()
  for await (const chunk of beginning as AsyncIterable<Uint8Array>) {
    head.push(chunk)
    size += chunk.length
    if (size >= 65_536) break
  }
  beginning.destroy()
  const first = Buffer.concat(head)
  if (looksBinary(first)) throw new Unreadable('not-text')
  let text = ''
  for await (const piece of textOf(Readable.from([first]), encoding)) text += piece
  return { encoding, delimiter: delimiterOf(text) }
}

async function* cellsOf(bytes: Readable, encoding: Encoding, delimiter: Delimiter): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: mostOfOneRow,
  })
  // Faults reach whoever reads from the parser; the callback only keeps them from being nobody's.
  pipeline(Readable.from(textOf(bytes, encoding)), parser, () => {})
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield record.map((cell) => cell.toWellFormed())
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('CSV_')) throw new Unreadable('not-a-table')
    throw error
  } finally {
    parser.destroy()
    bytes.destroy()
  }
}

function gone(error: { code?: unknown }): never {
  if (error.code === 'kernel.not_found' || error.code === 'ENOENT') throw new Unreadable('gone')
  throw error
}
