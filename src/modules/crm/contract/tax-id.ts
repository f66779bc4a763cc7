/**
 * Tax ids of the countries where Yapa's businesses trade. Browser-safe and without schemas, so that a form can say what is
 * wrong while somebody types. A number that passes may still belong to nobody: only the tax agency knows.
 *
 * Kept as `AR:20123456786`: country and number without marks, so that one number is one identity however it is written.
 */

/** ISO 3166-1 of the countries whose numbers are understood. */
export const taxCountries = ['AR', 'BR', 'CL', 'CO', 'ES', 'MX', 'UY'] as const
export type TaxCountry = (typeof taxCountries)[number]

/** How people of the country call their numbers, all that one input takes. */
export const taxIdNames: Record<TaxCountry, string> = {
  AR: 'CUIT / CUIL',
  BR: 'CPF / CNPJ',
  CL: 'RUT',
  CO: 'NIT',
  ES: 'NIF / CIF / NIE',
  MX: 'RFC',
  UY: 'RUT',
}

/** Why a number is none. `generic`: what a country writes for customers without one, so it tells nobody apart. */
export type TaxIdRefusal = 'tax-country' | 'tax-length' | 'tax-characters' | 'tax-check-digit' | 'tax-kind' | 'tax-date' | 'tax-generic'

export type TaxId = {
  /** `AR:20123456786`. */
  value: string
  country: TaxCountry
  /** Which of the country's numbers it is: `CUIT`, `CNPJ`, `NIE`, ... */
  name: string
  /** As it is written there: `20-12345678-6`. */
  shown: string
  /** Well formed, but the check digit does not fit in a country where that happens with genuine numbers. */
  isUnsure: boolean
}

/** `number` when it is kept otherwise than it came. */
type Sound = { name: string; shown: string; isUnsure?: boolean; number?: string }
type Rule = (number: string) => Sound | TaxIdRefusal

const isTaxCountry = (code: string): code is TaxCountry => (taxCountries as readonly string[]).includes(code)

/** Reads `20-12345678-6` of the country given, or `CL:12.345.678-5` of the one that it names. */
export function readTaxId(text: string, country: string): TaxId | { invalid: TaxIdRefusal } {
  const named = /^\s*([A-Za-z]{2})\s*:(.*)$/s.exec(text)
  const of = (named?.[1] ?? country).toUpperCase()
  if (!isTaxCountry(of)) return { invalid: 'tax-country' }
  const number = (named?.[2] ?? text)
    .normalize('NFC')
    .toUpperCase()
    .replace(/[\s.\-–/]/g, '')
  const read = rules[of](number)
  if (typeof read === 'string') return { invalid: read }
  return { value: `${of}:${read.number ?? number}`, country: of, name: read.name, shown: read.shown, isUnsure: read.isUnsure ?? false }
}

/** A kept value for people: `{ country: 'AR', name: 'CUIT', shown: '30-71234567-1' }`; what is unknown comes back as it is. */
export function shownTaxId(value: string): Pick<TaxId, 'country' | 'name' | 'shown'> | { country: null; name: ''; shown: string } {
  const read = readTaxId(value, '')
  return 'invalid' in read ? { country: null, name: '', shown: value } : read
}

const sumOf = (values: readonly number[], weights: readonly number[]): number =>
  values.reduce((sum, value, i) => sum + value * (weights[i] ?? 0), 0)
const digitsOf = (text: string): number[] => [...text].map(Number)
/** Weights 2, 3, ... from the right, beginning again after `most`. */
const cyclic = (length: number, most: number): number[] => Array.from({ length }, (_, i) => ((length - 1 - i) % (most - 1)) + 2)

const argentina: Rule = (number) => {
  if (!/^\d*$/.test(number)) return 'tax-characters'
  if (number.length !== 11) return 'tax-length'
  const prefix = number.slice(0, 2)
  if (!/^(?:2[03-7]|3[034]|5[015])$/.test(prefix)) return 'tax-kind'
  const rest = 11 - (sumOf(digitsOf(number.slice(0, 10)), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)
  // 10 is nobody's: the agency gives another prefix instead.
  if (rest === 10 || (rest === 11 ? 0 : rest) !== Number(number[10])) return 'tax-check-digit'
  const name = prefix.startsWith('2') ? 'CUIT/CUIL' : 'CUIT'
  return { name, shown: `${prefix}-${number.slice(2, 10)}-${number.slice(10)}` }
}

const brazil: Rule = (number) => {
  if (/^\d{11}$/.test(number)) {
    // All digits the same fit their check digits and belong to nobody.
    if (/^(\d)\1+$/.test(number)) return 'tax-generic'
    const isSound = [9, 10].every((length) => brazilianDigit(number.slice(0, length), length + 1) === Number(number[length]))
    return isSound
      ? { name: 'CPF', shown: `${number.slice(0, 3)}.${number.slice(3, 6)}.${number.slice(6, 9)}-${number.slice(9)}` }
      : 'tax-check-digit'
  }
  if (!/^[0-9A-Z]*$/.test(number)) return 'tax-characters'
  if (number.length !== 14) return 'tax-length'
  // Letters since July 2026 (IN RFB 2.229/2024), never in the check digits.
  if (!/\d\d$/.test(number)) return 'tax-characters'
  if (/^(\d)\1+$/.test(number)) return 'tax-generic'
  const isSound = [12, 13].every((length) => brazilianDigit(number.slice(0, length), 9) === Number(number[length]))
  if (!isSound) return 'tax-check-digit'
  const root = `${number.slice(0, 2)}.${number.slice(2, 5)}.${number.slice(5, 8)}`
  return { name: 'CNPJ', shown: `${root}/${number.slice(8, 12)}-${number.slice(12)}` }
}

/** A letter counts its ASCII code less 48, which leaves digits as they are. */
function brazilianDigit(text: string, most: number): number {
  const values = [...text].map((sign) => sign.charCodeAt(0) - 48)
  const rest = sumOf(values, cyclic(values.length, most)) % 11
  return rest < 2 ? 0 : 11 - rest
}

const chile: Rule = (number) => {
  const parts = /^0*(\d{7,8})([\dK])$/.exec(number)
  if (!parts) return /^[\dK]*$/.test(number) ? 'tax-length' : 'tax-characters'
  const [, body = '', check] = parts
  // Written on receipts of whoever has none, and of foreigners.
  if (body === '66666666' || body === '55555555') return 'tax-generic'
  const rest = 11 - (sumOf(digitsOf(body), cyclic(body.length, 7)) % 11)
  if ((rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)) !== check) return 'tax-check-digit'
  return { name: 'RUT', shown: `${grouped(body)}-${check}`, number: `${body}${check}` }
}

const colombianWeights = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43]

const colombia: Rule = (number) => {
  if (!/^\d*$/.test(number)) return 'tax-characters'
  if (/^2{12}$/.test(number)) return 'tax-generic'
  // Cédulas of six digits are NITs too.
  if (number.length < 7 || number.length > 11) return 'tax-length'
  const body = number.slice(0, -1)
  const rest = sumOf(digitsOf(body).toReversed(), colombianWeights) % 11
  if ((rest < 2 ? rest : 11 - rest) !== Number(number.at(-1))) return 'tax-check-digit'
  return { name: 'NIT', shown: `${grouped(body)}-${number.at(-1)}` }
}

const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, '.')

const personalLetters = 'TRWAGMYFPDXBNJZSQVHLCKE'
const companyLetters = 'JABCDEFGHI'

const spain: Rule = (number) => {
  if (!/^[0-9A-Z]*$/.test(number)) return 'tax-characters'
  if (number.length !== 9) return 'tax-length'
  const [first = '', last = ''] = [number[0], number[8]]
  const middle = number.slice(1, 8)
  if (!/^\d{7}$/.test(middle)) return 'tax-characters'
  // X, Y and Z are foreigners and count as the digits 0, 1, 2; K, L and M count only what follows.
  const isPerson = /[0-9KLMXYZ]/.test(first)
  if (isPerson) {
    const lead = /\d/.test(first) ? first : String(Math.max(0, 'XYZ'.indexOf(first)))
    if (personalLetters[Number(lead + middle) % 23] !== last) return 'tax-check-digit'
    return { name: /[XYZ]/.test(first) ? 'NIE' : 'NIF', shown: number }
  }
  if (!/[ABCDEFGHJNPQRSUVW]/.test(first)) return 'tax-kind'
  const sum = digitsOf(middle).reduce((all, digit, i) => all + (i % 2 === 1 ? digit : Math.floor((digit * 2) / 10) + ((digit * 2) % 10)), 0)
  const check = (10 - (sum % 10)) % 10
  // Sources differ on which companies end in a letter, so either is taken.
  if (last !== String(check) && last !== companyLetters[check]) return 'tax-check-digit'
  return { name: 'CIF', shown: number }
}

const mexicanSigns = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ'
const mexicanWeights = [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]

const mexico: Rule = (number) => {
  if (!/^[0-9A-ZÑ&]*$/.test(number)) return 'tax-characters'
  if (number.length !== 12 && number.length !== 13) return 'tax-length'
  // "Público en general" and foreigners.
  if (number === 'XAXX010101000' || number === 'XEXX010101000') return 'tax-generic'
  const parts = /^([A-ZÑ&]{3,4})(\d{6})([0-9A-Z]{2})([0-9A])$/.exec(number)
  if (!parts) return 'tax-characters'
  const [, letters = '', day = '', serial = '', check = ''] = parts
  if (!isDay(day)) return 'tax-date'
  const values = [...`${letters}${day}${serial}`.padStart(12)].map((sign) => mexicanSigns.indexOf(sign))
  const rest = (11 - (sumOf(values, mexicanWeights) % 11)) % 11
  // About one genuine number in sixty does not fit its own check digit.
  return { name: 'RFC', shown: `${letters}-${day}-${serial}${check}`, isUnsure: (rest === 10 ? 'A' : String(rest)) !== check }
}

/** `yymmdd` of either century. */
function isDay(text: string): boolean {
  const [year = 0, month = 0, day = 0] = [0, 2, 4].map((from) => Number(text.slice(from, from + 2)))
  // 2000 was a leap year and 1900 was not: the later century is the more lenient one.
  const moment = new Date(Date.UTC(2000 + year, month - 1, day))
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day
}

const uruguay: Rule = (number) => {
  if (!/^\d*$/.test(number)) return 'tax-characters'
  if (number.length !== 12) return 'tax-length'
  const office = Number(number.slice(0, 2))
  if (office < 1 || office > 22 || number.slice(2, 8) === '000000' || number.slice(8, 11) !== '001') return 'tax-kind'
  const rest = sumOf(digitsOf(number.slice(0, 11)), [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11
  // 11 - 1 would be two digits: such numbers are not given out.
  if ((11 - rest) % 11 !== Number(number[11])) return 'tax-check-digit'
  return { name: 'RUT', shown: `${number.slice(0, 2)}-${number.slice(2, 8)}-${number.slice(8, 11)}-${number.slice(11)}` }
}

const rules: Record<TaxCountry, Rule> = {
  AR: argentina,
  BR: brazil,
  CL: chile,
  CO: colombia,
  ES: spain,
  MX: mexico,
  UY: uruguay,
}
