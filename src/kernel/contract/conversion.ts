import { minorDigits } from '#kernel/contract/currency-digits.ts'

const billion = 1_000_000_000n

/**
 * Minor units of one currency in minor units of another, a half rounded away from zero. `rateNanos`: what one unit of the
 * first is worth in the second, in billionths. Exact up to that.
 */
export function convert(amountMinor: number, from: string, into: string, rateNanos: number): number {
  const digits = minorDigits(into) - minorDigits(from)
  const over = BigInt(amountMinor) * BigInt(rateNanos) * 10n ** BigInt(Math.max(0, digits))
  const under = billion * 10n ** BigInt(Math.max(0, -digits))
  const half = over < 0n ? -under / 2n : under / 2n
  return Number((over + half) / under)
}
