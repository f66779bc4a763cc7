/** Which mark parts the decimals where the organization is, and which one the thousands. */
export type Marks = { decimalSeparator: string; thousandSeparator: string }

/**
 * A number as people write it: `1.234,5`, `1234,5`, `-3`, and `12.5` where the comma rules (three digits after it would be
 * thousands, but not of nothing: `0.125` comes from a keypad). `null` for what is no number.
 */
export function readNumber(text: string, { decimalSeparator: decimal, thousandSeparator: group }: Marks): number | null {
  const plain = text.replaceAll(/\s/g, '').replace('\u2212', '-')
  const [whole = '', decimals, ...rest] = plain.split(decimal)
  const isGrouped = new RegExp(`^[-+]?[1-9]\\d{0,2}(\\${group}\\d{3})+$`).test(whole)
  const isPlain = /^[-+]?\d+$/.test(whole) || (/^[-+]?$/.test(whole) && decimals !== undefined && decimals !== '')
  if ((isGrouped || isPlain) && rest.length === 0 && /^\d*$/.test(decimals ?? ''))
    return Number(`${whole.replaceAll(group, '')}.${decimals ?? ''}0`)
  const isForeign = new RegExp(`^[-+]?(\\d*\\${group}(\\d{1,2}|\\d{4,})|0*\\${group}\\d{3})$`).test(plain)
  return isForeign ? Number(plain.replace(group, '.')) : null
}

/**
 * The same in whole units of its last digit: `$ 1.234,5` with two digits is 123450. `null` also for what is negative, has more
 * digits than there are, or is too much to be counted exactly.
 */
export function readUnits(text: string, digits: number, marks: Marks): number | null {
  const value = readNumber(text.replaceAll(/[$%]/g, ''), marks)
  if (value === null || value < 0 || decimalsOf(value) > digits) return null
  const units = Math.round(value * 10 ** digits)
  return Number.isSafeInteger(units) ? units : null
}

/** The same the other way round, as it stands in a field that is still to be typed in: without marks of thousands. */
export const writtenUnits = (units: number, digits: number, { decimalSeparator }: Marks): string =>
  String(units / 10 ** digits).replace('.', decimalSeparator)

/** The number with the marks of the place, and as many decimals as it has. */
export const writtenNumber = (value: number, marks: Marks): string =>
  withGroups(plainDecimal(value).replace('.', marks.decimalSeparator), marks)

/** `0.0000001` instead of `1e-7`. */
const plainDecimal = (value: number): string => (String(value).includes('e-') ? value.toFixed(12).replace(/\.?0+$/, '') : String(value))

/** How many decimals a number has. */
export const decimalsOf = (value: number): number => plainDecimal(value).split('.')[1]?.length ?? 0

/**
 * Thousands parted while digits are added or taken: `15000`, or `1.5000` after `1.500`, is `15.000`. Marks that the person
 * wrote stay as they are, and one that was taken away does not come back at once.
 */
export function parted(text: string, before: string, marks: Marks): string {
  const { decimalSeparator, thousandSeparator } = marks
  const bareBefore = before.replaceAll(thousandSeparator, '')
  if (text.replaceAll(thousandSeparator, '') === bareBefore) return text
  const isOurs = before.includes(thousandSeparator) && withGroups(bareBefore, marks) === before
  const bare = isOurs && !text.endsWith(thousandSeparator) ? text.replaceAll(thousandSeparator, '') : text
  const [whole = '', decimals = '', ...rest] = bare.split(decimalSeparator)
  return /^-?\d+$/.test(whole) && /^\d*$/.test(decimals) && rest.length === 0 ? withGroups(bare, marks) : text
}

function withGroups(bare: string, { decimalSeparator, thousandSeparator }: Marks): string {
  const [whole = '', ...decimals] = bare.split(decimalSeparator)
  return [whole.replaceAll(/\B(?=(\d{3})+$)/g, thousandSeparator), ...decimals].join(decimalSeparator)
}
