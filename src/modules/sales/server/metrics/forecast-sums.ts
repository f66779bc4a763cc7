import { committedFrom, type ForecastSum } from '#sales/contract/figures.ts'

/** Open deals of one currency and one chance in percent, together. */
export type OpenSum = { currency: string; probability: number; count: number; amountMinor: number }
export type WonSum = { currency: string; count: number; amountMinor: number }

/** Whole numbers until the last division, which rounds a half away from zero. */
export function weightedOf(open: readonly Pick<OpenSum, 'probability' | 'amountMinor'>[]): number {
  const hundredfold = open.reduce((sum, { probability, amountMinor }) => sum + BigInt(amountMinor) * BigInt(probability), 0n)
  return Number((hundredfold + 50n) / 100n)
}

/** Open amounts by their chance, and what was won: of amounts that are all in one currency. */
export function forecastOf(open: readonly OpenSum[], won: readonly WonSum[]): Omit<ForecastSum, 'currency' | 'isConverted'> {
  const amount = (all: readonly { amountMinor: number }[]): number => all.reduce((sum, one) => sum + one.amountMinor, 0)
  const count = (all: readonly { count: number }[]): number => all.reduce((sum, one) => sum + one.count, 0)
  const weightedMinor = weightedOf(open)
  const wonMinor = amount(won)
  return {
    openCount: count(open),
    openMinor: amount(open),
    committedMinor: amount(open.filter(({ probability }) => probability >= committedFrom)),
    weightedMinor,
    wonCount: count(won),
    wonMinor,
    forecastMinor: weightedMinor + wonMinor,
  }
}
