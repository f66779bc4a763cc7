import { scaled } from '#kernel/contract/shares.ts'

/** What is on the shelf at what cost, and what comes to it. */
export type Stock = { onHandMilli: number; costMinor: number | null }
export type Arrival = { stockMilli: number; valueMinor: number }

/** `last`: what was just paid counts. `average`: weighted with what is still there. */
export type CostRule = 'last' | 'average'

/** What a unit costs from now on. Of an empty or oversold shelf, or one without a cost, it is what was just paid. `null` of nothing. */
export function newCost(rule: CostRule, { onHandMilli, costMinor }: Stock, { stockMilli, valueMinor }: Arrival): number | null {
  if (stockMilli <= 0) return null
  if (rule === 'last' || costMinor === null || onHandMilli <= 0) return scaled(valueMinor, 1000, stockMilli)
  // Thousandths of a minor unit until the division, so that it is rounded once.
  const total = BigInt(costMinor) * BigInt(onHandMilli) + BigInt(valueMinor) * 1000n
  const quantity = BigInt(onHandMilli + stockMilli)
  return Number((2n * total + quantity) / (2n * quantity))
}

/** What is left of a price without taxes, in basis points; `null` without a price or a cost. Below zero it is sold at a loss. */
export const marginOf = (netPriceMinor: number | null, costMinor: number | null): number | null =>
  netPriceMinor === null || netPriceMinor <= 0 || costMinor === null ? null : scaled(netPriceMinor - costMinor, 10_000, netPriceMinor)
