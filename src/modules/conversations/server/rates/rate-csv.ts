import { parse } from 'csv-parse/sync'
import { rateCategories, type Rate, type RateCategory, type RateProblem } from '#conversations/contract/rate.ts'
import { own } from '#kernel/contract/own.ts'
import { searchable } from '#kernel/contract/text.ts'
import { regions } from './market.ts'

export const mostRows = 5_000

const headings: Record<string, keyof Cells> = {
  market: 'market',
  mercado: 'market',
  pais: 'market',
  country: 'market',
  category: 'category',
  categoria: 'category',
  currency: 'currency',
  moneda: 'currency',
  moeda: 'currency',
  valid_from: 'validFrom',
  'valid from': 'validFrom',
  desde: 'validFrom',
  'vigente desde': 'validFrom',
  amount: 'amount',
  price: 'amount',
  importe: 'amount',
  precio: 'amount',
  preco: 'amount',
  from_volume: 'fromVolume',
  'from volume': 'fromVolume',
  volumen: 'fromVolume',
  volume: 'fromVolume',
}
type Cells = { market: string; category: string; currency: string; validFrom: string; amount: string; fromVolume: string }
const required = ['market', 'category', 'currency', 'validFrom', 'amount'] as const

export type ReadRates = { rows: number; rates: Rate[]; problems: RateProblem[] }

/** The rates of a CSV and what is wrong with each line that has none. Never throws: a file that is no table is one problem. */
export function ratesOf(csv: string): ReadRates {
  const failed = (problem: string, column = '', value = ''): ReadRates => ({
    rows: 0,
    rates: [],
    problems: [{ line: 1, column, value, problem }],
  })
  let records: string[][]
  try {
    const [head = ''] = csv.split(/\r?\n/, 1)
    const delimiter = [';', '\t', ','].find((sign) => head.includes(sign)) ?? ','
    records = parse(csv, { delimiter, bom: true, relax_column_count: true, skip_empty_lines: true, trim: true })
  } catch {
    return failed('not-a-table')
  }
  const [header = [], ...lines] = records
  const columns = header.map((name) => own(headings, searchable(name)))
  const missing = required.find((name) => !columns.includes(name))
  if (missing) return failed('column-missing', missing)
  if (lines.length > mostRows) return failed('too-many-rows', '', String(lines.length))

  const byPlace = new Map<string, Rate>()
  const problems: RateProblem[] = []
  for (const [index, line] of lines.entries()) {
    const cells = Object.fromEntries(columns.flatMap((name, at) => (name ? [[name, line[at] ?? '']] : []))) as Cells
    const read = rateOf(cells)
    const number = index + 2
    if ('problem' in read) {
      problems.push({
        line: number,
        column: read.column,
        value: (cells[read.column as keyof Cells] ?? '').slice(0, 100),
        problem: read.problem,
      })
      continue
    }
    const place = keyOf(read)
    if (byPlace.has(place)) problems.push({ line: number, column: 'market', value: cells.market, problem: 'twice' })
    else byPlace.set(place, read)
  }
  return { rows: lines.length, rates: [...byPlace.values()], problems }
}

export const keyOf = ({ market, category, validFrom, fromVolume }: Rate): string => [market, category, validFrom, fromVolume].join('|')

function rateOf(cells: Cells): Rate | { column: string; problem: string } {
  const market = marketOf(cells.market)
  if (market === null) return { column: 'market', problem: 'bad-market' }
  const category = cells.category
    .trim()
    .toLowerCase()
    .replaceAll(/[\s_]+/g, '-')
  if (!isCategory(category)) return { column: 'category', problem: 'bad-category' }
  const currency = cells.currency.trim().toUpperCase()
  if (!/^[A-Z]{3}$/.test(currency)) return { column: 'currency', problem: 'bad-currency' }
  const validFrom = dayOf(cells.validFrom.trim())
  if (validFrom === null) return { column: 'validFrom', problem: 'bad-day' }
  const amountMicros = microsOf(cells.amount.trim())
  if (amountMicros === null) return { column: 'amount', problem: 'bad-amount' }
  const volume = (cells.fromVolume ?? '').trim()
  if (!/^\d{0,12}$/.test(volume)) return { column: 'fromVolume', problem: 'bad-volume' }
  return { market, category, currency, validFrom, fromVolume: Number(volume || 0), amountMicros }
}

const isCategory = (text: string): text is RateCategory => (rateCategories as readonly string[]).includes(text)

/** `AR`, `ar`, or a region by its own words: `Rest of Latin America`. */
function marketOf(text: string): string | null {
  const words = text.trim()
  if (/^[A-Za-z]{2}$/.test(words)) return words.toUpperCase()
  const region = searchable(words).replaceAll(/[\s_&]+/g, '-')
  return regions.includes(region) ? region : null
}

/** `2026-10-01` or `1/10/2026`. */
function dayOf(text: string): string | null {
  const [, day = '', month = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const iso = day ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : text
  if (!/^\d{4}-\d\d-\d\d$/.test(iso)) return null
  const moment = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(iso) ? iso : null
}

/** `0.0618` or `0,0618` to millionths, digit by digit: a float would lose some. */
function microsOf(text: string): number | null {
  const [, whole = '', fraction = ''] = /^(\d{1,9})(?:[.,](\d{1,6}))?$/.exec(text) ?? []
  return whole === '' ? null : Number(whole) * 1_000_000 + Number(fraction.padEnd(6, '0') || 0)
}
