import { minorDigits } from '#kernel/contract/money.ts'
import { searchable } from '#kernel/contract/text.ts'
import { parseAmount, parseNumber, parseYes } from '#kernel/sheet/cell-text.ts'
import { cellText, type Cell } from '#kernel/sheet/unreadable.ts'
import { unitCodes, type UnitCode } from '#commerce/contract/quantity.ts'

/** How products stand in spreadsheets: one cell each, as text or as the number that it is in the file. Pure. */
export type CellRefusal =
  | 'cell-too-long'
  | 'formula'
  | 'formula-error'
  | 'date-by-spreadsheet'
  | 'shortened'
  | 'not-a-number'
  | 'not-an-amount'
  | 'negative'
  | 'too-large'
  | 'not-a-unit'
  | 'not-a-kind'
  | 'combo'
  | 'not-a-tax'
  | 'not-yes-or-no'

export type Read<T> = { value: T } | { problem: CellRefusal }
export type Marks = { decimalMark: ',' | '.' }

const errors = /^#(REF|N\/A|N\/D|VALUE|VALOR|¿?NAME|¿?NOMBRE|NOME|DIV\/0|NULL|NULO|NUM|¡)/i
const months = 'ene|feb|mar|abr|may|jun|jul|ago|sep|oct|nov|dic|jan|apr|aug|dec|fev|abr|mai|set|out|dez'
const date = new RegExp(`^(\\d{4}-\\d{2}-\\d{2}( \\d{2}:\\d{2})?|\\d{1,2}-(${months})(-\\d{2,4})?|(${months})-\\d{2})$`, 'i')
const shortened = /^\d([.,]\d+)?e\+\d+$/i

/** What spreadsheets do to what was typed into them, before anybody asks what it means. */
export function spoiled(text: string): CellRefusal | null {
  if (text.startsWith('=')) return 'formula'
  if (errors.test(text)) return 'formula-error'
  if (date.test(text)) return 'date-by-spreadsheet'
  return shortened.test(text) ? 'shortened' : null
}

const mostMinor = 1_000_000_000_000

/**
 * An amount in minor units. With both marks in it the last one is of the decimals, whatever the file does elsewhere:
 * `1.234,50` and `$ 1,234.50` are the same. A number that a workbook has as such is rounded to what the currency has, as the
 * workbook shows it.
 */
export function readAmount(cell: Cell, currency: string, { decimalMark }: Marks): Read<number> {
  if (typeof cell === 'number') {
    const minor = Math.round(Number((cell * 10 ** minorDigits(currency)).toPrecision(15)))
    return inRange(minor)
  }
  const text = cell.trim()
  if (/^\(.*\)$/.test(text)) return { problem: 'negative' }
  const read = parseAmount(text, currency, markOf(text) ?? decimalMark)
  return read ? inRange(read.amountMinor) : { problem: /\d{16}/.test(text.replace(/[.,]/g, '')) ? 'too-large' : 'not-an-amount' }
}

const inRange = (minor: number): Read<number> =>
  minor < 0 ? { problem: 'negative' } : minor > mostMinor || !Number.isSafeInteger(minor) ? { problem: 'too-large' } : { value: minor }

const markOf = (text: string): ',' | '.' | null => {
  const [comma, point] = [text.lastIndexOf(','), text.lastIndexOf('.')]
  return comma === -1 || point === -1 ? null : comma > point ? ',' : '.'
}

/** `21`, `21 %`, `10,5`; a workbook keeps 21 % as 0.21. */
export function readTax(cell: Cell, { decimalMark }: Marks): Read<{ taxKind: 'taxed' | 'exempt' | 'untaxed'; taxBasisPoints: number }> {
  if (typeof cell === 'string') {
    const word = searchable(cell)
    if (['exento', 'exenta', 'exempt', 'isento'].includes(word)) return { value: { taxKind: 'exempt', taxBasisPoints: 0 } }
    if (['no gravado', 'no gravada', 'untaxed', 'nao tributado', 'no alcanzado'].includes(word))
      return { value: { taxKind: 'untaxed', taxBasisPoints: 0 } }
  }
  const percent = typeof cell === 'number' ? (cell > 0 && cell < 1 ? cell * 100 : cell) : parseNumber(cell.replace('%', ''), decimalMark)
  if (percent === null) return { problem: 'not-a-tax' }
  const taxBasisPoints = Number((percent * 100).toPrecision(12))
  if (!Number.isInteger(taxBasisPoints) || taxBasisPoints < 0 || taxBasisPoints > 10_000) return { problem: 'not-a-tax' }
  return { value: { taxKind: 'taxed', taxBasisPoints } }
}

const units: Record<UnitCode, readonly string[]> = {
  piece: ['unidad', 'unidades', 'u', 'un', 'uni', 'ud', 'uds', 'pieza', 'pza', 'unit', 'piece', 'pc', 'each', 'unidade'],
  pack: ['paquete', 'pack', 'caja', 'bolsa', 'bulto', 'docena', 'box', 'pacote', 'caixa', 'paq'],
  kg: ['kg', 'kilo', 'kilos', 'kgs', 'kilogramo', 'kilogramos', 'quilo'],
  g: ['g', 'gr', 'grs', 'gramo', 'gramos', 'gram', 'grama'],
  litre: ['l', 'lt', 'lts', 'litro', 'litros', 'litre', 'liter'],
  ml: ['ml', 'mililitro', 'mililitros', 'cc'],
  metre: ['m', 'mt', 'mts', 'metro', 'metros', 'metre', 'meter'],
  hour: ['h', 'hs', 'hora', 'horas', 'hour', 'hours', 'hr'],
}

export function readUnit(text: string): Read<UnitCode> {
  const word = searchable(text).replace(/\.$/, '')
  const unit = unitCodes.find((code) => units[code].includes(word))
  return unit ? { value: unit } : { problem: 'not-a-unit' }
}

export function readKind(text: string): Read<'good' | 'service'> {
  const word = searchable(text)
  if (['producto', 'bien', 'good', 'product', 'produto', 'articulo', 'mercaderia'].includes(word)) return { value: 'good' }
  if (['servicio', 'service', 'servico'].includes(word)) return { value: 'service' }
  return { problem: word === 'combo' ? 'combo' : 'not-a-kind' }
}

const gone = ['agotado', 'agotada', 'sin stock', 'no hay', 'sold out', 'out of stock', 'esgotado']
const there = ['disponible', 'hay', 'available', 'en stock', 'disponivel', 'in stock']

export function readAvailable(text: string): Read<boolean> {
  const word = searchable(text)
  const value = gone.includes(word) ? false : there.includes(word) ? true : parseYes(text)
  return value === null ? { problem: 'not-yes-or-no' } : { value }
}

/** Whole grams. */
export function readGrams(cell: Cell, { decimalMark }: Marks): Read<number> {
  const number = typeof cell === 'number' ? cell : parseNumber(cell, decimalMark)
  if (number === null) return { problem: 'not-a-number' }
  if (number < 0) return { problem: 'negative' }
  return number > 100_000_000 ? { problem: 'too-large' } : { value: Math.round(number) }
}

/** `Bebidas > Gaseosas`; also with a slash between blanks. */
export const readPath = (text: string): string[] =>
  (/[>»|\\]/.test(text) ? text.split(/[>»|\\]/) : text.split(/\s\/\s/)).map((part) => part.trim().replace(/\s+/g, ' ')).filter(Boolean)

export const listed = (text: string, between: RegExp): string[] => [
  ...new Set(
    text
      .split(between)
      .map((part) => part.trim())
      .filter(Boolean),
  ),
]

export const plainText = (cell: Cell, { decimalMark }: Marks): string => cellText(cell, decimalMark).trim()
