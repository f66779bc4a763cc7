import { minorDigits } from '#kernel/contract/money.ts'
import { searchable } from '#kernel/contract/text.ts'

/** How numbers, amounts and answers stand in the cells of spreadsheets. Pure. */

const yes = ['si', 's', 'yes', 'y', 'sim', 'true', 'verdadero', 'verdadeiro', '1', 'x', 'acepta', 'acepto']
const no = ['no', 'n', 'nao', 'false', 'falso', '0', 'no acepta', 'rechaza']

/** Digits with optional thousands marks, as exact decimal text; null when it is not one number. */
function decimalText(text: string, decimalMark: ',' | '.'): string | null {
  const thousands = decimalMark === ',' ? '.' : ','
  const clean = text.replace(/[\s\u00a0\u202f'$€]/g, '').replace(/^(?:ars|usd|brl|mxn|clp|cop|uyu|pen|eur|r|u\$s|us)(?=[-\d])/i, '')
  const [whole = '', fraction, ...more] = clean.split(decimalMark)
  if (more.length > 0) return null
  const groups = whole.replace(/^[-+]/, '').split(thousands)
  const isGrouped = groups.length === 1 || (/^\d{1,3}$/.test(groups[0] ?? '') && groups.slice(1).every((group) => /^\d{3}$/.test(group)))
  if (!isGrouped || !/^\d*$/.test(groups.join('')) || (fraction !== undefined && !/^\d*$/.test(fraction))) return null
  const digits = groups.join('')
  if (digits === '' && !fraction) return null
  return `${whole.startsWith('-') ? '-' : ''}${digits || '0'}${fraction ? `.${fraction}` : ''}`
}

export function parseNumber(text: string, decimalMark: ',' | '.'): number | null {
  const decimal = decimalText(text, decimalMark)
  return decimal === null ? null : Number(decimal)
}

/** Whole minor units from the digits themselves: no float is ever near. More decimals than the currency has are refused. */
export function parseAmount(text: string, currency: string, decimalMark: ',' | '.'): { amountMinor: number; currency: string } | null {
  const decimal = decimalText(text, decimalMark)
  if (decimal === null) return null
  const [whole = '0', fraction = ''] = decimal.split('.')
  const digits = minorDigits(currency)
  if (fraction.slice(digits).replace(/0+$/, '') !== '') return null
  const amountMinor = Number(`${whole}${fraction.slice(0, digits).padEnd(digits, '0')}`)
  return Number.isSafeInteger(amountMinor) ? { amountMinor, currency } : null
}

export function parseYes(text: string): boolean | null {
  const word = searchable(text)
  return yes.includes(word) ? true : no.includes(word) ? false : null
}
