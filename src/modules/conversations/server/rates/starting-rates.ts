import type { Rate } from '#conversations/contract/rate.ts'

/**
 * A first table, so that a new business sees a figure instead of nothing: list prices in US dollars as they were known
 * when this was written. They change every quarter and differ by contract, so every screen that shows one says that it
 * has to be compared with the provider's own list.
 */
const validFrom = '2026-07-01'

/** Millionths of a dollar: marketing, utility, authentication. */
const microsByMarket: Record<string, readonly [number, number, number]> = {
  AR: [61_800, 26_000, 26_000],
  BR: [62_500, 6_800, 6_800],
  CL: [88_900, 20_000, 20_000],
  CO: [12_500, 800, 800],
  MX: [30_500, 8_500, 8_500],
  PE: [70_300, 20_000, 20_000],
  ES: [61_500, 20_000, 20_000],
  'north-america': [25_000, 3_400, 3_400],
  'rest-of-latin-america': [74_000, 11_300, 11_300],
  other: [60_400, 7_700, 7_700],
}

export const startingRates: readonly Rate[] = Object.entries(microsByMarket).flatMap(([market, amounts]) =>
  (['marketing', 'utility', 'authentication'] as const).map((category, index) => ({
    market,
    category,
    currency: 'USD',
    validFrom,
    fromVolume: 0,
    amountMicros: amounts[index] ?? 0,
  })),
)
