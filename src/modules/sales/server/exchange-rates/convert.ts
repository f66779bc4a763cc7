import { convert } from '#kernel/contract/conversion.ts'
import type { RateUsed } from '#sales/contract/exchange-rate.ts'

/**
 * Answers the rate that counted on a day: the last one on or before it. Years of rates are put in their order once, and not
 * looked through for each amount.
 */
export function ratesByDay(rates: readonly RateUsed[]): (currency: string, day: string) => RateUsed | null {
  const byCurrency = Map.groupBy(rates, ({ currency }) => currency)
  for (const [currency, own] of byCurrency)
    byCurrency.set(
      currency,
      own.toSorted((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0)),
    )
  return (currency, day) => {
    const own = byCurrency.get(currency) ?? []
    let [low, high] = [0, own.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((own[middle]?.day ?? '') <= day) low = middle + 1
      else high = middle
    }
    return own[low - 1] ?? null
  }
}

/** An amount of a day; `day` null: what is open counts as of today. */
export type Dated = { currency: string; day: string | null; amountMinor: number }

/**
 * Everything in one currency, each amount at the rate of its day, or nothing (`null`) as long as one rate is missing: sums
 * that silently leave out or mix currencies are worse than none.
 */
export function inOne<T extends Dated>(
  items: readonly T[],
  rates: readonly RateUsed[],
  { into, today }: { into: string; today: string },
): { items: T[] | null; used: RateUsed[]; missing: string[] } {
  const newest = new Map<string, RateUsed>()
  const missing = new Set<string>()
  const rateOf = ratesByDay(rates)
  const all = items.map((item) => {
    if (item.currency === into) return item
    const rate = rateOf(item.currency, item.day ?? today)
    if (!rate) {
      if (item.amountMinor !== 0) missing.add(item.currency)
      return { ...item, currency: into, amountMinor: 0 }
    }
    if ((newest.get(item.currency)?.day ?? '') < rate.day) newest.set(item.currency, rate)
    return { ...item, currency: into, amountMinor: convert(item.amountMinor, item.currency, into, rate.rateNanos) }
  })
  return { items: missing.size > 0 ? null : all, used: [...newest.values()], missing: [...missing].toSorted() }
}
