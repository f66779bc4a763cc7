import { z } from 'zod'

/** Minor units (cents) and an ISO 4217 code. Never a float: rounding errors would be somebody's money. */
export const Money = z.object({ amountMinor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) })
export type Money = z.infer<typeof Money>

export const Currency = z.enum(['ARS', 'BRL', 'CLP', 'COP', 'DOP', 'MXN', 'PEN', 'PYG', 'USD', 'UYU', 'BOB', 'EUR'])

const digitsByCurrency: Record<string, number> = { CLP: 0, PYG: 0 }

/** Digits after the decimal mark of a currency (ISO 4217). */
export const minorDigits = (currency: string): number => digitsByCurrency[currency] ?? 2
