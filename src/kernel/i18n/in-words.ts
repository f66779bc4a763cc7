import { minorDigits } from '#kernel/contract/money.ts'
import type { Locale } from '#kernel/i18n/translate.ts'

/** Numbers, money and hours as the servers write them: in papers, messages and refusals. Screens have formats of their own. */

const tags: Readonly<Record<Locale, string>> = { es: 'es-AR', en: 'en-US', pt: 'pt-BR' }

/** The language with the country whose numbers it writes: `es-AR`. */
export const tagOf = (locale: Locale): string => tags[locale]

type Reader = { locale: Locale }

/** With its cents: `$ 1.234,50`. */
export function amountInWords({ locale }: Reader, minor: number, currency: string): string {
  const digits = minorDigits(currency)
  return amount(locale, minor, currency, { minimumFractionDigits: digits, maximumFractionDigits: digits })
}

/** As a shopkeeper writes it: whole amounts without cents. */
export const plainAmountInWords = ({ locale }: Reader, minor: number, currency: string): string =>
  amount(locale, minor, currency, { trailingZeroDisplay: 'stripIfInteger' })

const amount = (locale: Locale, minor: number, currency: string, options: Intl.NumberFormatOptions): string =>
  formatOf(locale, { style: 'currency', currency, ...options }).format(minor / 10 ** minorDigits(currency))

/** Thousandths of a unit: `1,5`. */
export const quantityInWords = ({ locale }: Reader, milli: number): string =>
  formatOf(locale, { maximumFractionDigits: 3 }).format(milli / 1000)

// Making one takes longer than writing a page of numbers with it; there are as many as languages and currencies.
const formats = new Map<string, Intl.NumberFormat>()

function formatOf(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = JSON.stringify([locale, options])
  const known = formats.get(key) ?? new Intl.NumberFormat(tagOf(locale), options)
  formats.set(key, known)
  return known
}
