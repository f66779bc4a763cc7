import { minorDigits } from '#kernel/contract/currency-digits.ts'
import { decimalsOf, type Marks, readNumber, readUnits } from '#web/number-text.ts'

/**
 * An amount as people of the place type it (`1.234,50`, `$ 1500`) in minor units; null where it is none. More decimals than the
 * currency has are refused, not rounded.
 */
export function readMinor(text: string, currency: string, marks: Marks): number | null {
  const minor = readUnits(text, minorDigits(currency), marks)
  return minor !== null && minor <= 1_000_000_000_000 ? minor : null
}

/** Per cent with up to two decimals and a sign, in basis points: `8,5`, `-10`, `+ 3 %`. */
export function readBasisPoints(text: string, marks: Marks): number | null {
  const percent = readNumber(text.replace('%', ''), marks)
  return percent === null || Math.abs(percent) >= 100_000 || decimalsOf(percent) > 2 ? null : Math.round(percent * 100)
}

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
