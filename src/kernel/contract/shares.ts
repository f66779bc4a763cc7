/** The one way to round money and the one way to split it. Exact: whole numbers only, however large the way in between. */

const code = 'amount_beyond_exact'
const beyondExact = (): RangeError => Object.assign(new RangeError('an amount beyond what is counted exactly'), { code })
/** Whether it was thrown here: what was asked for makes an amount that nobody can count. */
export const isBeyondExact = (error: unknown): boolean => error instanceof RangeError && (error as { code?: unknown }).code === code

/** `amount * numerator / denominator` to a whole number, half away from zero. Throws beyond 2^53. */
export function scaled(amount: number, numerator: number, denominator: number): number {
  const product = BigInt(amount) * BigInt(numerator)
  const whole = BigInt(denominator)
  const size = product < 0n ? -product : product
  const rounded = (2n * size + whole) / (2n * whole)
  const result = Number(product < 0n ? -rounded : rounded)
  if (!Number.isSafeInteger(result)) throw beyondExact()
  return result
}

/**
 * Shares of `total` by weight that add up to it (largest remainder): what is left after rounding down goes to the largest
 * fractions, the first ones where they are alike. Without any weight the first takes all.
 */
export function split(total: number, weights: readonly number[]): number[] {
  if (total < 0) return split(-total, weights).map((share) => (share === 0 ? 0 : -share))
  if (weights.length === 0) return []
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n)
  if (sum === 0n) return weights.map((_, i) => (i === 0 ? total : 0))
  const exact = weights.map((weight) => BigInt(total) * BigInt(weight))
  const shares = exact.map((one) => Number(one / sum))
  const left = total - shares.reduce((all, share) => all + share, 0)
  const order = exact
    .map((one, i) => ({ i, rest: one % sum }))
    .toSorted((a, b) => (a.rest === b.rest ? a.i - b.i : a.rest < b.rest ? 1 : -1))
  for (const { i } of order.slice(0, left)) shares[i] = (shares[i] ?? 0) + 1
  return shares
}

/** Throws RangeError beyond 2^53, where a sum would lose cents in silence. */
export function sum(amounts: readonly number[]): number {
  const total = amounts.reduce((all, amount) => all + amount, 0)
  if (!Number.isSafeInteger(total)) throw beyondExact()
  return total
}
