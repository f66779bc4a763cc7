import { z } from 'zod'

/** Minor units (cents) and an ISO 4217 code. Never a float: rounding errors would be somebody's money. */
export const Money = z.object({ amountMinor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

export const Currency = z.enum(['ARS', 'BRL', 'CLP', 'COP', 'DOP', 'MXN', 'PEN', 'PYG', 'USD', 'UYU', 'BOB', 'EUR'])

export { minorDigits } from '#kernel/contract/currency-digits.ts'
