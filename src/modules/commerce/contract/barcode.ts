/** GS1 codes as readers type them, and the codes of a shop's own scales. Pure and safe for the browser. */

export type BarcodeKind = 'ean13' | 'ean8' | 'upca' | 'weight' | 'other'
export type ReadBarcode = { code: string; kind: BarcodeKind } | { invalid: 'check-digit' | 'form' }

/** The last digit of an EAN-13, EAN-8 or UPC-A: from the right, every second digit counts three times (GS1 General Specifications §7.9). */
export function checkDigit(digits: string): number {
  let sum = 0
  for (let i = 0; i < digits.length; i++) sum += Number(digits[digits.length - 1 - i]) * (i % 2 === 0 ? 3 : 1)
  return (10 - (sum % 10)) % 10
}

export const isSound = (code: string): boolean => checkDigit(code.slice(0, -1)) === Number(code.slice(-1))

const kindByLength: Partial<Record<number, BarcodeKind>> = { 8: 'ean8', 12: 'upca', 13: 'ean13' }

/**
 * What somebody typed or scanned as the code of a product. A number as long as a GS1 code has to have its check digit: one
 * digit too few or wrong would never be found again. `20` to `29` with four to six digits of an item is the beginning of a
 * scale's code. Everything else of letters, digits and dashes is a code of the shop's own.
 */
export function readBarcode(text: string, layouts: readonly ScaleLayout[] = usualLayouts): ReadBarcode {
  const code = text.replace(/\s/g, '')
  if (!/^[0-9A-Za-z-]{4,40}$/.test(code)) return { invalid: 'form' }
  if (!/^\d+$/.test(code)) return { code, kind: 'other' }
  const layout = layouts.find(({ prefix, itemDigits }) => code.startsWith(prefix) && code.length === 2 + itemDigits)
  if (layout) return { code, kind: 'weight' }
  const kind = kindByLength[code.length]
  if (kind === undefined) return { code, kind: 'other' }
  return isSound(code) ? { code, kind } : { invalid: 'check-digit' }
}

/** `decimals`: of the value. With 3, five digits of weight are grams of a kilo; with 2, a price has cents. */
export type ScaleLayout = { prefix: string; itemDigits: number; measure: 'weight' | 'price'; decimals: number }

/** What scales are set to when nobody has changed it: PPIIIIIWWWWWC, five digits of the item and five of the weight in grams. */
export const usualLayouts: readonly ScaleLayout[] = Array.from({ length: 10 }, (_, i) => ({
  prefix: `2${i}`,
  itemDigits: 5,
  measure: 'weight' as const,
  decimals: 3,
}))

export type ScaleCode = {
  /** As it is kept with the variant: prefix and number of the item. */
  item: string
  measure: ScaleLayout['measure']
  /** In thousandths: of the unit for a weight, of the currency's whole for a price. */
  valueMilli: number
}

/** A whole code of a scale; `null`: it is none, or not of these layouts. One with a wrong check digit is none: a reader slipped. */
export function readScaleCode(code: string, layouts: readonly ScaleLayout[] = usualLayouts): ScaleCode | null {
  if (!/^2\d{12}$/.test(code) || !isSound(code)) return null
  const layout = layouts.find(({ prefix }) => code.startsWith(prefix))
  if (!layout) return null
  const end = 2 + layout.itemDigits
  return {
    item: code.slice(0, end),
    measure: layout.measure,
    valueMilli: Number(code.slice(end, 12)) * 10 ** (3 - layout.decimals),
  }
}

/** The spellings under which a code may be kept: a reader may give a UPC-A as EAN-13 with a zero in front, or the other way. */
export function spellingsOf(text: string): string[] {
  const code = text.replace(/\s/g, '')
  if (/^0\d{12}$/.test(code)) return [code, code.slice(1)]
  if (/^\d{12}$/.test(code)) return [code, `0${code}`]
  return [code]
}
