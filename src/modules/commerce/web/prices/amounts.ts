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

/** The last moment of what ends at an instant: whoever is told its last day is told the day of this one. */
export const lastMomentOf = (end: string): string => new Date(Date.parse(end) - 1).toISOString()
