import { parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max'
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max'

/**
 * Telephone numbers as people write them in Latin America, and the ids that WhatsApp reports for them.
 * Not for the browser's first load: the full metadata weighs about 45 kB compressed. Screens send the text as typed.
 */

export type PhoneKind = 'mobile' | 'fixed' | 'mobile-or-fixed' | 'toll-free' | 'premium' | 'voip' | 'other'
export type PhoneRefusal = 'empty' | 'not-a-number' | 'area-code-missing' | 'too-short' | 'too-long' | 'unknown-country-code' | 'not-valid'

export type Phone = {
  /** `+5491151234567` */
  e164: string
  kind: PhoneKind
  /** ISO 3166 country, absent for ranges that belong to none. */
  country?: string
  /** Other subscribers' numbers that people write with these same digits: to be proposed as a match, never merged by itself. */
  ambiguousWith?: string[]
}

/** `country` (ISO 3166) and `areaCode` are those of the business: what its people leave out when they write a number. */
export type PhoneHome = { country: string; areaCode?: string }

const extension = /[\s,;]*(?:ext|int|interno|ramal|anexo|x)\.?\s*:?\s*\d{1,6}\s*$/iu
const latinCallingCodes = /^(?:5[1-8]|59[1358]|50[2-7]|1[2-9]|34)/

const kindByType: Record<string, PhoneKind> = {
  MOBILE: 'mobile',
  FIXED_LINE: 'fixed',
  FIXED_LINE_OR_MOBILE: 'mobile-or-fixed',
  TOLL_FREE: 'toll-free',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'premium',
  VOIP: 'voip',
  PERSONAL_NUMBER: 'other',
}

const refusalByLength: Record<string, PhoneRefusal> = {
  INVALID_COUNTRY: 'unknown-country-code',
  NOT_A_NUMBER: 'not-a-number',
  TOO_SHORT: 'too-short',
  TOO_LONG: 'too-long',
  INVALID_LENGTH: 'not-valid',
}

/** Reads a number as typed, spelled nationally or internationally. What cannot be a telephone number says why. */
export function parsePhone(text: string, home: PhoneHome): Phone | { invalid: PhoneRefusal } {
  const typed = text
    .normalize('NFKC')
    .replace(/^\s*tel:/i, '')
    .replace(extension, '')
    .trim()
  if (typed === '') return { invalid: 'empty' }
  if (/\p{L}/u.test(typed)) return { invalid: 'not-a-number' }
  const digits = typed.replace(/\D/g, '')
  if (digits === '') return { invalid: 'not-a-number' }

  const country = home.country as CountryCode
  const isInternational = typed.startsWith('+') || /^00[1-9]/.test(digits)
  const dialled = isInternational ? `+${digits.replace(/^00/, '')}` : digits

  for (const spelling of isInternational ? internationalSpellings(dialled) : nationalSpellings(digits, home)) {
    const number = parsePhoneNumberFromString(spelling, country)
    if (number?.isValid()) return describe(number)
  }
  if (!isInternational && needsAreaCode(digits, home)) return { invalid: 'area-code-missing' }
  return { invalid: refusalByLength[validatePhoneNumberLength(dialled, country) ?? ''] ?? 'not-valid' }
}

/** The E.164 number behind an id as WhatsApp reports it (`5215512345678`), or null when it is none. The id itself is what replies go to. */
export function e164OfWaId(waId: string): string | null {
  const parsed = parsePhone(`+${waId.replace(/\D/g, '')}`, { country: 'AR' })
  return 'e164' in parsed ? parsed.e164 : null
}

/**
 * The spellings under which the same line may be on file, the preferred E.164 first: Argentina with and without the 9 of
 * mobiles, Mexico with and without the old 1, Brazil with and without the ninth digit. In Argentina the number without
 * the 9 may be somebody else's land line, so a hit on any but the first is a proposal.
 */
export function matchCandidates(e164OrWaId: string): string[] {
  const given = `+${e164OrWaId.replace(/\D/g, '')}`
  const preferred = e164OfWaId(given) ?? given
  const digits = preferred.slice(1)
  const candidates = [preferred, given]
  if (/^549\d{10}$/.test(digits)) candidates.push(`+54${digits.slice(3)}`)
  else if (/^54[1-8]\d{9}$/.test(digits)) candidates.push(...mobileOfArgentina(`+${digits}`))
  else if (/^52\d{10}$/.test(digits)) candidates.push(`+521${digits.slice(2)}`)
  else if (/^55\d{2}9\d{8}$/.test(digits)) {
    const old = `+${digits.slice(0, 4)}${digits.slice(5)}`
    // Where the shorter form is a land line of its own, it is another subscriber.
    if (!parsePhoneNumberFromString(old)?.isValid()) candidates.push(old)
  }
  return [...new Set(candidates)]
}

function describe(number: PhoneNumber): Phone {
  const e164 = number.number
  const kind = kindByType[number.getType() ?? ''] ?? 'other'
  const ambiguous = kind === 'fixed' && number.countryCallingCode === '54' ? mobileOfArgentina(e164) : []
  return { e164, kind, ...(number.country && { country: number.country }), ...(ambiguous.length > 0 && { ambiguousWith: ambiguous }) }
}

/** The mobile that Argentines write with the digits of this land line, if that mobile can exist. */
function mobileOfArgentina(e164: string): string[] {
  const mobile = parsePhoneNumberFromString(`+549${e164.slice(3)}`)
  return mobile?.isValid() && mobile.getType() === 'MOBILE' ? [mobile.number] : []
}

/** `spelling`, and what it was meant to be where current metadata no longer knows an old or doubled prefix. */
function internationalSpellings(spelling: string): string[] {
  const digits = spelling.slice(1)
  if (/^521\d{10}$/.test(digits)) return [`+52${digits.slice(3)}`]
  if (/^55\d{2}[6-9]\d{7}$/.test(digits)) return [`+${digits.slice(0, 4)}9${digits.slice(4)}`]
  // "+54 9 11 15 5123-4567" and "+54 0 11 ..." say the same thing twice.
  if (/^5490?\d{12,14}$/.test(digits)) return [spelling, ...withoutFifteen(digits.slice(3).replace(/^0/, ''))]
  return [spelling]
}

/** Argentina: the 15 after an area code of two to four digits, replaced by the 9 in front of it. */
function withoutFifteen(national: string): string[] {
  const spellings: string[] = []
  for (const length of [2, 3, 4]) {
    if (national.slice(length, length + 2) === '15' && national.length === 12)
      spellings.push(`+549${national.slice(0, length)}${national.slice(length + 2)}`)
  }
  return spellings
}

function nationalSpellings(digits: string, home: PhoneHome): string[] {
  const area = (home.areaCode ?? '').replace(/\D/g, '').replace(/^0/, '')
  const spellings: string[] = []
  switch (home.country) {
    case 'AR':
      // 15 in front: a mobile of the business's own area. No area code of Argentina begins so.
      if (/^15\d{6,8}$/.test(digits)) return area ? [`0${area}${digits}`] : []
      spellings.push(digits)
      break
    case 'MX':
      spellings.push(digits.replace(/^(?:044|045|01)(?=\d{10}$)/, '').replace(/^(?:52)?1(?=\d{10}$)/, ''))
      break
    case 'BR':
      spellings.push(...ninthDigit(digits), digits)
      break
    default:
      spellings.push(digits)
  }
  if (area) {
    spellings.push(`${area}${digits}`)
    if (home.country === 'BR') spellings.push(...ninthDigit(`${area}${digits}`))
  }
  // A WhatsApp id, or a number of another country whose plus sign got lost in a spreadsheet.
  if (digits.length >= 11 && latinCallingCodes.test(digits)) spellings.push(...internationalSpellings(`+${digits}`))
  return spellings
}

/** Brazil: mobiles of eight digits got a 9 in front between 2012 and 2016. */
function ninthDigit(digits: string): string[] {
  const [, area, local] = /^(?:55)?0?(\d{2})([6-9]\d{7})$/.exec(digits) ?? []
  return area && local ? [`+55${area}9${local}`] : []
}

/** Whether these digits are a number of somebody's own town: right once an area code stands in front. */
function needsAreaCode(digits: string, home: PhoneHome): boolean {
  if (home.areaCode) return false
  if (home.country === 'AR') return /^15\d{6,8}$/.test(digits) || /^[2-9]\d{5,7}$/.test(digits)
  if (home.country === 'BR') return /^(?:9\d|[2-9])\d{7}$/.test(digits)
  if (home.country === 'MX') return /^[2-9]\d{6,7}$/.test(digits)
  return false
}
