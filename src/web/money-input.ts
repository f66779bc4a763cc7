/** The currencies that the contract knows; its schemas are not worth their weight here. */
export const currencies = ['ARS', 'BRL', 'CLP', 'COP', 'DOP', 'MXN', 'PEN', 'PYG', 'USD', 'UYU', 'BOB', 'EUR'] as const

export const digitsOf = (currency: string): number => (currency === 'CLP' || currency === 'PYG' ? 0 : 2)

/** What a field of an amount holds, in minor units; `null` when it is empty. */
export const minorOf = (typed: number | string, currency: string): number | null =>
  typed === '' ? null : Math.round(Number(typed) * 10 ** digitsOf(currency))

/** How numbers are typed where the organization is, as the input fields want to be told. */
export function separatorsOf(number: (value: number) => string): { decimalSeparator: string; thousandSeparator: string } {
  const decimalSeparator = number(1.5).includes(',') ? ',' : '.'
  return { decimalSeparator, thousandSeparator: decimalSeparator === ',' ? '.' : ',' }
}
