import { convert } from '#kernel/contract/conversion.ts'
import type { RateUsed } from '#sales/contract/exchange-rate.ts'

/** The rate that counted on a day: the last one on or before it. */
export function rateOn(rates: readonly RateUsed[], currency: string, day: string): RateUsed | null {
  let best: RateUsed | null = null
  for (const rate of rates) if (rate.currency === currency && rate.day <= day && (best === null || rate.day > best.day)) best = rate
  return best
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
  const found = new Map<string, RateUsed | null>()
  const all = items.map((item) => {
    if (item.currency === into) return item
    const day = item.day ?? today
    const key = `${item.currency} ${day}`
    const rate = found.get(key) ?? rateOn(rates, item.currency, day)
    found.set(key, rate)
    if (!rate) {
      if (item.amountMinor !== 0) missing.add(item.currency)
      return { ...item, currency: into, amountMinor: 0 }
    }
    if ((newest.get(item.currency)?.day ?? '') < rate.day) newest.set(item.currency, rate)
    return { ...item, currency: into, amountMinor: convert(item.amountMinor, item.currency, into, rate.rateNanos) }
  })
  return { items: missing.size > 0 ? null : all, used: [...newest.values()], missing: [...missing].toSorted() }
}
