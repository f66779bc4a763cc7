import type { Readable } from 'node:stream'
import { sheetLimits } from '#kernel/contract/sheet.ts'
import { headOf, openText } from '#kernel/sheet/csv-rows.ts'
import { cellText, Unreadable, type Cell, type OpenedTable } from '#kernel/sheet/unreadable.ts'
import { openWorkbook } from '#kernel/sheet/workbook-rows.ts'

const batchSize = 500
const sampleSize = 8

export type NumberedCells = { rowNumber: number; cells: Cell[] }
/** What was learnt of a file: its columns, the first rows as text, and how many there are below the titles. */
export type ReadTable = Omit<OpenedTable, 'rows'> & { header: string[]; sample: string[][]; rows: number }

/**
 * Reads a CSV or a workbook from its beginning to its end and hands its rows over in batches, numbered as the file numbers
 * them. `open` gives the file anew each time; `sheet` is the one of a workbook that is wanted. Throws `Unreadable`.
 */
export async function readTable(
  open: () => Promise<Readable>,
  { sheet, signal, keep }: { sheet: string | null; signal: AbortSignal; keep: (rows: NumberedCells[]) => Promise<void> },
): Promise<ReadTable> {
  const { rows, ...about } = await openTable(open, sheet)
  let header: string[] | undefined
  const sample: string[][] = []
  let batch: NumberedCells[] = []
  let position = 0
  let count = 0
  for await (const cells of rows) {
    position++
    if (signal.aborted) throw new Error('stopped in the middle of a file')
    if (cells.every((cell) => typeof cell === 'string' && cell.trim() === '')) continue
    if (!header) {
      if (cells.length > sheetLimits.columns) throw new Unreadable('too-many-columns')
      header = cells.map((cell) => cellText(cell).trim().slice(0, 200))
      continue
    }
    count++
    if (count > sheetLimits.rows) throw new Unreadable('too-many-rows')
    if (sample.length < sampleSize) sample.push(cells.slice(0, header.length).map((cell) => cellText(cell).slice(0, 200)))
    batch.push({ rowNumber: position, cells: cells.slice(0, sheetLimits.columns) })
    if (batch.length < batchSize) continue
    await keep(batch)
    batch = []
  }
  if (batch.length > 0) await keep(batch)
  if (!header || count === 0) throw new Unreadable('empty')
  return { ...about, header, sample, rows: count }
}

/** The formats of a workbook by their first bytes: an archive, and the older one, which is also how a password is put on a new one. */
async function openTable(open: () => Promise<Readable>, sheet: string | null): Promise<OpenedTable> {
  const head = await headOf(open, 4)
  if (head.subarray(0, 4).equals(Buffer.from('PK\u0003\u0004'))) return openWorkbook(await open(), sheet)
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))) throw new Unreadable('old-workbook')
  return openText(open)
}

/** A stored file that is no longer there is told as such, instead of being tried again and again. */
export function gone(error: { code?: unknown }): never {
  if (error.code === 'kernel.not_found' || error.code === 'ENOENT') throw new Unreadable('gone')
  throw error
}
