import type { UnitCode } from '#commerce/contract/quantity.ts'
import { type Marks, readUnits, writtenUnits } from '#web/number-text.ts'

/** `+5`: so much more was found somewhere else. */
export type TypedQuantity = { how: 'set' | 'add'; quantityMilli: number }

const mostMilli = 1_000_000_000
const whole: readonly UnitCode[] = ['piece', 'pack']
const large: readonly UnitCode[] = ['kg', 'litre', 'metre', 'hour']

/** What somebody of the place typed as a quantity; `null` when it is none. */
export function readQuantity(text: string, unit: UnitCode, marks: Marks): TypedQuantity | null {
  const typed = text.replaceAll(/\s/g, '')
  const how = typed.startsWith('+') ? 'add' : 'set'
  const quantityMilli = readMilli(how === 'add' ? typed.slice(1) : typed, unit, marks)
  if (quantityMilli === null || (whole.includes(unit) && quantityMilli % 1000 !== 0)) return null
  return { how, quantityMilli }
}

/** The same of what may be half a piece, as in a recipe. */
export function readMilli(text: string, unit: UnitCode, marks: Marks): number | null {
  const amount = isFromScale(text, unit, marks) ? text.replace(marks.thousandSeparator, marks.decimalSeparator) : text
  const milli = readUnits(amount, 3, marks)
  return milli !== null && milli <= mostMilli ? milli : null
}

/**
 * Whether it is written as a scale shows it, or a keypad that has only the other mark: `1.250` of kilos, which are few, is one
 * and a quarter, while that many grams are thousands. Somebody may have meant thousands of kilos: it is said what was understood.
 */
export const isFromScale = (text: string, unit: UnitCode, { thousandSeparator }: Marks): boolean =>
  large.includes(unit) && new RegExp(`^\\s*\\+?\\s*[1-9]\\d*\\${thousandSeparator}\\d{3}\\s*$`).test(text)

/** As it stands in a field. */
export const writeQuantity = (quantityMilli: number, marks: Marks): string => writtenUnits(quantityMilli, 3, marks)
