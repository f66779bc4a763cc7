import { minorDigits } from '#kernel/contract/currency-digits.ts'

/** The currencies that the contract knows; its schemas are not worth their weight here. */
export const currencies = ['ARS', 'BRL', 'CLP', 'COP', 'DOP', 'MXN', 'PEN', 'PYG', 'USD', 'UYU', 'BOB', 'EUR'] as const

/** What a field of an amount holds, in minor units; `null` when it is empty, or no amount yet. */
export const minorOf = (typed: number | string, currency: string): number | null =>
  typed === '' || Number.isNaN(Number(typed)) ? null : Math.round(Number(typed) * 10 ** minorDigits(currency))

/** What stands before an amount while it is typed: `$ `, `R$ `. `money` as the organization writes it. */
export const signOf = (money: (amountMinor: number, currency: string) => string, currency: string): string =>
  `${money(0, currency).replaceAll(/[\d.,\s\u202f]/g, '')}\u00a0`

/** How numbers are typed where the organization is, as the input fields want to be told. */
export function separatorsOf(number: (value: number) => string): { decimalSeparator: string; thousandSeparator: string } {
  const decimalSeparator = number(1.5).includes(',') ? ',' : '.'
  return { decimalSeparator, thousandSeparator: decimalSeparator === ',' ? '.' : ',' }
}
