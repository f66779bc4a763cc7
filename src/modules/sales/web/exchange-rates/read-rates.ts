import { readRate } from '#web/rate-text.ts'
import type { WriteRates } from '#sales/contract/exchange-rate.ts'

type Item = WriteRates['items'][number]
export type ReadLine = { line: number; text: string; wrong: 'shape' | 'day' | 'currency' | 'amount' }
export type ReadRates = { items: Item[]; wrong: ReadLine[] }

/** Lines as they come out of a spreadsheet: day, currency, amount, in any of its separators; `21/11/2026;USD;1.234,56`. */
export function readRates(text: string, known: readonly string[]): ReadRates {
  const read: ReadRates = { items: [], wrong: [] }
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim()
    if (line === '') continue
    const cells = line.split(/[;\t]/).map((cell) => cell.trim().replaceAll('"', ''))
    // Commas cut a line only where nothing else does: they are decimals elsewhere.
    const [day = '', currency = '', amount] = cells.length > 1 ? cells : commaCells(line)
    const wrong = (what: ReadLine['wrong']) => read.wrong.push({ line: i + 1, text: line, wrong: what })
    if (amount === undefined) {
      // The first line may say what the columns are.
      if (i > 0) wrong('shape')
      continue
    }
    const parsed = { day: readDay(day), currency: currency.toUpperCase(), rateNanos: readRate(amount) }
    if (i === 0 && parsed.day === null && parsed.rateNanos === null) continue
    if (parsed.day === null) wrong('day')
    else if (!known.includes(parsed.currency)) wrong('currency')
    else if (parsed.rateNanos === null) wrong('amount')
    else read.items.push({ day: parsed.day, currency: parsed.currency as Item['currency'], rateNanos: parsed.rateNanos })
  }
  return read
}

function commaCells(line: string): string[] {
  const [day = '', currency = '', ...rest] = line.split(',')
  const cells = rest.length > 0 ? [day, currency, rest.join(',')] : [day, currency]
  return cells.map((cell) => cell.trim().replaceAll('"', ''))
}

/** 2026-11-21 and 21/11/2026. */
function readDay(text: string): string | null {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const local = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text)
  const parts = iso ? [iso[1], iso[2], iso[3]] : local ? [local[3], local[2], local[1]] : null
  if (!parts) return null
  const day = `${parts[0]}-${parts[1]?.padStart(2, '0')}-${parts[2]?.padStart(2, '0')}`
  const moment = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(moment.getTime()) || moment.toISOString().slice(0, 10) !== day ? null : day
}
