import { z } from 'zod'
import { convert } from '#kernel/contract/conversion.ts'
import { Id } from '#kernel/contract/ids.ts'
import { scaled } from '#kernel/contract/shares.ts'
import { type Rounding, rounded } from '#commerce/contract/rounding.ts'

/** Billionths of the one currency that a unit of the other is worth, as exchange rates are kept everywhere. */
const RateNanos = z.int().min(1).max(1_000_000_000_000_000)
const Percent = z.int().min(-9_999).max(1_000_000)

/**
 * What becomes of a price. `percent`: so much more or less (basis points). `exchange-rate`: as much as a currency rose, from
 * the rate at which prices were made to the one of now. `amount`: so much more or less per unit. `from-list`: what another
 * list says, converted at a rate where it is in another currency, and so much more or less. `from-cost`: the cost, converted
 * likewise, and so much on top of it.
 */
export const PriceRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), basisPoints: Percent }),
  z.object({ kind: z.literal('exchange-rate'), fromNanos: RateNanos, toNanos: RateNanos }),
  z.object({ kind: z.literal('amount'), amountMinor: z.int().min(-1_000_000_000_000).max(1_000_000_000_000) }),
  z.object({ kind: z.literal('from-list'), listId: Id, rateNanos: RateNanos.nullable().default(null), basisPoints: Percent.default(0) }),
  z.object({ kind: z.literal('from-cost'), rateNanos: RateNanos.nullable().default(null), basisPoints: Percent }),
])
export type PriceRule = z.output<typeof PriceRule>

/** What a rule starts from. `nowMinor`: the price in the list that is changed; `baseMinor`: that of the other list, or the cost. */
export type Ground = { nowMinor: number | null; baseMinor: number | null; baseCurrency: string; currency: string }

/**
 * The new price, rounded once by the rule and once to look like a price; null where there is nothing to start from. Pure and
 * safe for the browser. Never below zero. Throws RangeError beyond 2^53.
 */
export function changed(
  rule: PriceRule,
  rounding: Rounding | null,
  { nowMinor, baseMinor, baseCurrency, currency }: Ground,
): number | null {
  const more = (amount: number, basisPoints: number): number => scaled(amount, 10_000 + basisPoints, 10_000)
  const raw = (): number | null => {
    switch (rule.kind) {
      case 'percent':
        return nowMinor === null ? null : more(nowMinor, rule.basisPoints)
      case 'exchange-rate':
        return nowMinor === null ? null : scaled(nowMinor, rule.toNanos, rule.fromNanos)
      case 'amount':
        return nowMinor === null ? null : nowMinor + rule.amountMinor
      case 'from-list':
      case 'from-cost': {
        if (baseMinor === null) return null
        if (baseCurrency === currency) return more(baseMinor, rule.basisPoints)
        return rule.rateNanos === null ? null : more(convert(baseMinor, baseCurrency, currency, rule.rateNanos), rule.basisPoints)
      }
    }
  }
  const amount = raw()
  return amount === null ? null : rounded(Math.max(0, amount), rounding)
}

/** What is left of a price after its cost, in basis points of the price; null without a price. Below zero it is sold at a loss. */
export const marginOf = (priceMinor: number, costMinor: number): number | null =>
  priceMinor === 0 ? null : scaled(priceMinor - costMinor, 10_000, priceMinor)
