import { searchable } from '#kernel/contract/text.ts'
import { parsePhone, type PhoneHome } from '#kernel/contract/phone.ts'
import type { Known } from '#crm/server/contacts/identity.ts'

/** What the search of contacts looks into: name, numbers without marks, addresses and user names. */
export function searchTextOf(name: string, identities: readonly Pick<Known, 'kind' | 'value'>[]): string {
  const words = new Set<string>([searchable(name)])
  for (const { kind, value } of identities) {
    if (kind === 'phone') words.add(value.slice(1))
    else if (kind === 'tax_id') words.add(searchable(value.slice(3)))
    else if (kind === 'wa_id' || kind === 'email' || kind === 'instagram') words.add(searchable(value))
  }
  return [...words].join(' ').slice(0, 4_000)
}

/** Case and accents do not order: "álvarez" stands between "Alonso" and "Amaya". */
export const nameKeyOf = (name: string): string => searchable(name)

/** Whether what was typed can only be a number: then the country matters for reading it. */
export const isPhoneLike = (text: string): boolean => /^[\s\d()+./-]+$/.test(text) && text.replace(/\D/g, '').length >= 4

/** `like` patterns that a contact must all match, the longest and most telling first; null when nothing was asked. */
export function readSearch(text: string, home: PhoneHome): string[] | null {
  const digits = phoneDigits(text, home)
  const words = digits ? [digits] : searchable(text.slice(0, 200)).split(' ').filter(Boolean).slice(0, 8).map(withoutMarks)
  if (words.length === 0) return null
  return [...new Set(words)].toSorted((a, b) => b.length - a.length).map(pattern)
}

/** `12.345.678-k` and `12.abc.345/01de-35` are looked for as they are kept; what is not mostly a number stays as it is. */
const withoutMarks = (word: string): string =>
  /^[a-z&ñ\d]+(?:[.\-/][a-z&ñ\d]+)+$/.test(word) && word.replace(/\D/g, '').length >= 6 ? word.replace(/[.\-/]/g, '') : word

const pattern = (word: string): string => `%${word.replace(/[\\%_]/g, (sign) => `\\${sign}`)}%`

/**
 * The digits to look for when somebody typed a number. The last eight of a whole one: they are the same in every
 * spelling of the line, with or without Argentina's 9 and 15, Mexico's 1 or Brazil's ninth digit.
 */
function phoneDigits(text: string, home: PhoneHome): string | null {
  if (!isPhoneLike(text)) return null
  const phone = parsePhone(text, home)
  if ('e164' in phone) return phone.e164.slice(-8)
  return (
    text
      .replace(/\D/g, '')
      .replace(/^0+/, '')
      .replace(/^15(?=\d{6,8}$)/, '') || null
  )
}
