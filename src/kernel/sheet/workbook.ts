import { readSheet } from 'read-excel-file/node'
import { own } from '#kernel/contract/own.ts'
import { sheetLimits } from '#kernel/contract/sheet.ts'
import { unpacked } from '#kernel/sheet/archive.ts'
import { Unreadable, type Cell } from '#kernel/sheet/unreadable.ts'

export type Workbook = { sheets: string[]; sheet: string; rows: Cell[][] }

const isRead = (path: string): boolean => /\.(?:xml|rels)$/i.test(path)

/**
 * One sheet of a workbook as rows of cells: the one that is asked for, or the first. A formula is what it last gave and
 * is never computed; a merged cell speaks in its first place only. Throws `Unreadable`.
 */
export async function readWorkbook(bytes: Buffer, wanted: string | null): Promise<Workbook> {
  const parts = unpacked(bytes, isRead, sheetLimits.unpackedBytes)
  const listed = sheetsOf(parts.get('xl/workbook.xml')?.toString('utf8') ?? '')
  const shown = listed.filter(({ isHidden }) => !isHidden)
  const chosen = shown.find(({ name }) => name === wanted) ?? shown[0]
  if (!chosen) throw new Unreadable('not-a-workbook')
  for (const [path, part] of parts) if (/\/worksheets\//.test(path)) refuseFarCells(part)
  parts.clear()
  // The text of a number goes through untouched, so that what is shown decides about its digits and not a float.
  const data = await readSheet(bytes, chosen.place, { trim: false }).catch(() => {
    throw new Unreadable('not-a-workbook')
  })
  return { sheets: shown.map(({ name }) => name), sheet: chosen.name, rows: withoutTitle(data.map((row) => row.map(cellOf))) }
}

type Listed = { name: string; place: number; isHidden: boolean }

/** The sheets in their order. `place` counts from 1 and hidden ones too. */
function sheetsOf(workbook: string): Listed[] {
  return [...workbook.matchAll(/<(?:\w+:)?sheet\b([^>]*)>/g)].map(([, attributes = ''], i) => ({
    name: unescaped(/\bname="([^"]*)"/.exec(attributes)?.[1] ?? '').slice(0, 100),
    place: i + 1,
    isHidden: /\bstate="(?:veryH|h)idden"/.test(attributes),
  }))
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const unescaped = (text: string): string =>
  text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi, (whole, hex: string, decimal: string, name: string) => {
    if (name) return own(entities, name) ?? whole
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })

const lastRow = 1_048_576
const lastColumn = 16_384

/** A cell far outside of any sheet would have the reader fill up all that lies before it. */
function refuseFarCells(part: Buffer): void {
  const text = part.toString('latin1')
  for (const [, number] of text.matchAll(/<(?:\w+:)?row\b[^>]*?\br="(\d+)"/g))
    if (Number(number) > lastRow) throw new Unreadable('too-many-rows')
  for (const [, letters = '', number] of text.matchAll(/<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)(\d+)"/g))
    if (letters.length > 3 || columnOf(letters) > lastColumn || Number(number) > lastRow) throw new Unreadable('too-many-columns')
}

const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

function cellOf(given: unknown): Cell {
  if (given === null || given === undefined) return ''
  if (typeof given === 'number') return Number.isFinite(given) ? given : ''
  if (given instanceof Date) return momentText(given)
  return (typeof given === 'string' ? given : JSON.stringify(given)).toWellFormed().replaceAll('\u0000', '')
}

/** A day, a day with its time, or a time alone, which spreadsheets count from the end of 1899. */
function momentText(moment: Date): string {
  if (Number.isNaN(moment.getTime())) return ''
  const [day = '', time = ''] = new Date(Math.round(moment.getTime() / 1_000) * 1_000).toISOString().slice(0, 19).split('T')
  if (moment.getUTCFullYear() < 1900) return time.slice(0, 5)
  return time === '00:00:00' ? day : `${day} ${time.slice(0, 5)}`
}

const filled = (row: readonly Cell[]): number => row.filter((cell) => cell !== '').length

/** Above the titles of the columns there may be one of the whole table, alone in its row: blanked, so that rows keep their numbers. */
function withoutTitle(rows: Cell[][]): Cell[][] {
  const first = rows.slice(0, 10).findIndex((row) => filled(row) > 1)
  return first <= 0 ? rows : rows.map((row, i) => (i < first ? [] : row))
}
