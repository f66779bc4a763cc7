import { parse } from 'csv-parse'
import { pipeline, Readable } from 'node:stream'
import { delimiterOf, encodingOfAll, isSeparatorHint, looksBinary, textOf, type Delimiter, type Encoding } from '#kernel/sheet/file-text.ts'
import { Unreadable, type OpenedTable } from '#kernel/sheet/unreadable.ts'

/** Characters of one row. A quote that is never closed swallows the rest of the file into one cell: better to say so early. */
const mostOfOneRow = 1_000_000

/** A text that is a table. It is read three times: for its letters, for its separator, and for its rows. */
export async function openText(open: () => Promise<Readable>): Promise<OpenedTable> {
  const { encoding, delimiter } = await inspect(open)
  return { encoding, delimiter, sheets: [], sheet: null, rows: cellsOf(await open(), encoding, delimiter) }
}

async function inspect(open: () => Promise<Readable>): Promise<{ encoding: Encoding; delimiter: Delimiter }> {
  const bytes = await open()
  const encoding = await encodingOfAll(bytes)
  bytes.destroy()
  const first = await headOf(open, 65_536)
  if (looksBinary(first)) throw new Unreadable('not-text')
  let text = ''
  for await (const piece of textOf(Readable.from([first]), encoding)) text += piece
  return { encoding, delimiter: delimiterOf(text) }
}

/** The first bytes of a file, at least so many when it has them. */
export async function headOf(open: () => Promise<Readable>, bytes: number): Promise<Buffer> {
  const head: Uint8Array[] = []
  let size = 0
  const beginning = await open()
  for await (const chunk of beginning as AsyncIterable<Uint8Array>) {
    head.push(chunk)
    size += chunk.length
    if (size >= bytes) break
  }
  beginning.destroy()
  return Buffer.concat(head)
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
  let isFirst = true
  try {
    for await (const record of parser as AsyncIterable<string[]>) {
      const isHint = isFirst && isSeparatorHint(record)
      isFirst = false
      if (!isHint) yield record.map((cell) => cell.toWellFormed())
    }
  } catch (error) {
    if (String((error as { code?: unknown }).code).startsWith('CSV_')) throw new Unreadable('not-a-table')
    throw error
  } finally {
    parser.destroy()
    bytes.destroy()
  }
}
