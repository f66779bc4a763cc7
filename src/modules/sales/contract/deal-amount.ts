import type { DealLine } from '#sales/contract/deal.ts'

/** Quantity by price, a half rounded away from zero. */
export function lineAmount({ quantityMilli, unitPriceMinor }: Pick<DealLine, 'quantityMilli' | 'unitPriceMinor'>): number {
  const product = BigInt(quantityMilli) * BigInt(unitPriceMinor)
  return Number((product + 500n) / 1000n)
}

/** What the lines in this currency come to; `null` when there are none. Lines in others are said beside it, never added. */
export function amountOfLines(lines: readonly Omit<DealLine, 'description' | 'productId'>[], currency: string): number | null {
  const own = lines.filter((line) => line.currency === currency)
  return own.length === 0 ? null : own.reduce((sum, line) => sum + lineAmount(line), 0)
}

type Counted = { amountMinor: number | null; currency: string; probability: number | null }
export type CurrencyTotal = { currency: string; amountMinor: number; weightedMinor: number; count: number }

/** Per currency, the greatest count first. `weightedMinor` is the amount by its probability in percent, rounded once. */
export function totalsOf(deals: readonly Counted[], stageProbability: (at: number) => number): CurrencyTotal[] {
  const byCurrency = new Map<string, { amount: number; weighted: number; count: number }>()
  deals.forEach(({ amountMinor, currency, probability }, at) => {
    if (amountMinor === null) return
    const sum = byCurrency.get(currency) ?? { amount: 0, weighted: 0, count: 0 }
    sum.amount += amountMinor
    // Percent of minor units: whole numbers up to the end.
    sum.weighted += amountMinor * (probability ?? stageProbability(at))
    sum.count += 1
    byCurrency.set(currency, sum)
  })
  return [...byCurrency]
    .map(([currency, { amount, weighted, count }]) => ({
      currency,
      amountMinor: amount,
      weightedMinor: Math.floor((weighted + 50) / 100),
      count,
    }))
    .toSorted((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1))
}
