const digitsByCurrency: Record<string, number> = { CLP: 0, PYG: 0 }

/** Digits after the decimal mark of a currency (ISO 4217). Beside `money.ts`, so that screens need no schema for it. */
export const minorDigits = (currency: string): number => digitsByCurrency[currency] ?? 2
