import { scaled } from '#kernel/contract/shares.ts'

/** What an amount is and what of it is tax. All in minor units. */
export type Taxed = { basisPoints: number; netMinor: number; taxMinor: number }

/**
 * Taxes of what is taxed alike, rounded once: per line the halves would add up to something else (ARCA refuses such an
 * invoice). `includesTax`: the amount holds the tax already. Throws RangeError beyond 2^53.
 */
export function taxOf(basisPoints: number, amountMinor: number, includesTax: boolean): Taxed {
  if (!includesTax) return { basisPoints, netMinor: amountMinor, taxMinor: scaled(amountMinor, basisPoints, 10_000) }
  const netMinor = scaled(amountMinor, 10_000, 10_000 + basisPoints)
  return { basisPoints, netMinor, taxMinor: amountMinor - netMinor }
}
