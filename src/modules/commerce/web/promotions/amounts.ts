import { minorDigits } from '#kernel/contract/currency-digits.ts'

/** What a number field holds: a number, or the text of one that is being typed. Empty is nothing. */
export type Typed = number | string

export const typedOf = (amountMinor: number | null, currency: string): Typed =>
  amountMinor === null ? '' : amountMinor / 10 ** minorDigits(currency)

/** A percent as people type it (12,5) in basis points. */
export const pointsOf = (typed: Typed): number => Math.round(Number(typed) * 100)

export const wholeOf = (typed: Typed): number | null => (typed === '' || Number.isNaN(Number(typed)) ? null : Math.round(Number(typed)))
