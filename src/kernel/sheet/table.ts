import writeXlsxFile, { type Cell as XlsxCell } from 'write-excel-file/node'
import { minorDigits, type Money } from '#kernel/contract/money.ts'
import { byteOrderMark, csvLine, delimiterFor } from '#kernel/sheet/csv.ts'

/** What a person opens in a spreadsheet: the same table as CSV or as XLSX, where numbers stay numbers and moments moments. */
export type Cell = string | number | null | Money | { instant: string } | { seconds: number | null } | { ratio: number | null }
export type Table = { title: string; columns: readonly { title: string; width?: number }[]; rows: readonly (readonly Cell[])[] }
/** `zone`: the IANA zone in which moments are written. */
export type Reader = { locale: string; zone: string }

export function csvOf({ columns, rows }: Table, reader: Reader): string {
  const delimiter = delimiterFor(reader.locale)
  const header = columns.map(({ title }) => title)
  return (
    byteOrderMark +
    [header, ...rows.map((row) => row.map((cell) => textOf(cell, reader)))].map((cells) => csvLine(cells, delimiter)).join('')
  )
}

export function xlsxOf({ title, columns, rows }: Table, reader: Reader): Promise<Uint8Array> {
  const header = columns.map((column) => ({ value: column.title, fontWeight: 'bold' as const }))
  return writeXlsxFile([header, ...rows.map((row) => row.map((cell) => xlsxCell(cell, reader)))], {
    sheet: sheetName(title),
    columns: columns.map(({ width }) => ({ width: width ?? 18 })),
    stickyRowsCount: 1,
  }).toBuffer()
}

/** `2026-11-21 12:00:05` in the zone: sorts as text and is a moment for every spreadsheet. */
const localMoment = (instant: string, zone: string): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' }).format(new Date(instant))

function textOf(cell: Cell, { locale, zone }: Reader): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return cell
  if (typeof cell === 'number') return decimal(String(cell), locale)
  if ('instant' in cell) return localMoment(cell.instant, zone)
  if ('seconds' in cell) return cell.seconds === null ? '' : String(Math.round(cell.seconds))
  if ('ratio' in cell) return cell.ratio === null ? '' : decimal(cell.ratio.toFixed(4), locale)
  return decimal((cell.amountMinor / 10 ** minorDigits(cell.currency)).toFixed(minorDigits(cell.currency)), locale)
}

const decimal = (text: string, locale: string): string => (locale === 'en' ? text : text.replace('.', ','))

function xlsxCell(cell: Cell, { zone }: Reader): XlsxCell {
  if (cell === null || cell === '') return null
  if (typeof cell === 'string') return { value: cell.slice(0, longestText), type: String }
  if (typeof cell === 'number') return { value: cell, type: Number }
  // A spreadsheet knows no zone: the clock on the wall is written as if it were UTC, which is how the format stores it.
  if ('instant' in cell)
    return { value: new Date(`${localMoment(cell.instant, zone).replace(' ', 'T')}Z`), type: Date, format: 'yyyy-mm-dd hh:mm:ss' }
  if ('seconds' in cell) return cell.seconds === null ? null : { value: cell.seconds / 86_400, type: Number, format: '[h]:mm:ss' }
  if ('ratio' in cell) return cell.ratio === null ? null : { value: cell.ratio, type: Number, format: '0.0%' }
  const digits = minorDigits(cell.currency)
  return { value: cell.amountMinor / 10 ** digits, type: Number, format: digits === 0 ? '#,##0' : `#,##0.${'0'.repeat(digits)}` }
}

/** The format's own limits: 32,767 letters in a cell; 31 in the name of a sheet, without the signs of its addresses. */
const longestText = 32_767
const sheetName = (title: string): string => title.replaceAll(/[\\/?*[\]:]/g, ' ').slice(0, 31)
