import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { digitsOf } from '#web/rate-text.ts'

/**
 * An amount as people type it (`1.234,50`, `1,234.5`, `$ 1500`) in minor units; null where it is none. More decimals than the
 * currency has are refused, not rounded.
 */
export function readMinor(text: string, currency: string): number | null {
  const digits = minorDigits(currency)
  const read = digitsOf(text)
  if (!read || read[1].length > digits) return null
  return within(Number(read[0] + read[1].padEnd(digits, '0')))
}

const within = (minor: number): number | null => (minor <= 1_000_000_000_000 ? minor : null)

/** Per cent with up to two decimals and a sign, in basis points: `8,5`, `-10`, `+ 3 %`. */
export function readBasisPoints(text: string): number | null {
  const parts = /^([+-]?)(\d{1,5})(?:[.,](\d{1,2}))?$/.exec(text.replaceAll(/[%\s]/g, '').replace('−', '-'))
  if (!parts) return null
  const points = Number(parts[2]) * 100 + Number((parts[3] ?? '').padEnd(2, '0'))
  return parts[1] === '-' ? -points : points
}

/** As it stands in a field, ready to be changed. */
export const written = (amountMinor: number, currency: string, decimal: string): string => {
  const digits = minorDigits(currency)
  const text = (amountMinor / 10 ** digits).toFixed(amountMinor % 10 ** digits === 0 ? 0 : digits)
  return text.replace('.', decimal)
}

export const decimalOf = (number: (value: number) => string): string => (number(1.5).includes(',') ? ',' : '.')

/** Midnight of a day where the organization is, as an instant. Days are `2026-11-21`. */
export function midnightOf(day: string, zone: string): string {
  const wall = Date.parse(`${day}T00:00:00Z`)
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const shown = (moment: number): number => {
    const part = Object.fromEntries(clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]))
    return Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day ?? 1, part.hour ?? 0, part.minute ?? 0)
  }
  const first = wall - (shown(wall) - wall)
  return new Date(first - (shown(first) - wall)).toISOString()
}
