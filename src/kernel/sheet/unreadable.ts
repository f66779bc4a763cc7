export type FileRefusal =
  | 'not-text'
  | 'empty'
  | 'too-many-rows'
  | 'too-many-columns'
  | 'not-a-table'
  | 'old-workbook'
  | 'not-a-workbook'
  | 'too-large-inside'
  | 'gone'
  | 'broken'

/** A file that no repetition makes readable. `reason` is the key below `kernel.sheet.failures`. */
export class Unreadable extends Error {
  readonly reason: FileRefusal
  constructor(reason: FileRefusal) {
    super(reason)
    this.reason = reason
  }
}

/** What a cell says: a spreadsheet knows numbers as numbers, everything else is text. */
export type Cell = string | number
/** The rows of a file with what was learnt about it. `sheets` are those that can be chosen, `sheet` the one that was read. */
export type OpenedTable = { encoding: string; delimiter: string; sheets: string[]; sheet: string | null; rows: AsyncIterable<Cell[]> }

/** A number as its decimal text, without the noise of floats: fifteen digits are what spreadsheets keep. */
export function numberText(number: number, decimalMark: ',' | '.' = '.'): string {
  const text = Number.isSafeInteger(number) ? String(number) : String(Number(number.toPrecision(15)))
  return text.includes('e') ? BigInt(Math.round(number)).toString() : text.replace('.', decimalMark)
}

export const cellText = (cell: Cell, decimalMark: ',' | '.' = '.'): string =>
  typeof cell === 'number' ? numberText(cell, decimalMark) : cell
