import type { UnitCode } from '#commerce/contract/quantity.ts'

/**
 * How what a supplier sells stands to what is kept: so many thousandths of their unit are so many thousandths of ours. A box
 * of twelve is `{ supplyMilli: 1000, stockMilli: 12_000 }`, "twenty chickens weigh 46.3 kg" is `{ supplyMilli: 46_300, stockMilli: 20_000 }`.
 */
export type Pack = { supplyMilli: number; stockMilli: number }

/** `exact`, or the nearest amounts of ours below and above: nothing is rounded in silence. */
export type Converted = { exact: number } | { below: number; above: number }

/** What an amount of theirs is on our shelf. Pieces and packs are only whole. Throws RangeError beyond 2^53. */
export const toStock = (supplyMilli: number, pack: Pack, unit: UnitCode): Converted =>
  converted(supplyMilli, pack.stockMilli, pack.supplyMilli, unit === 'piece' || unit === 'pack' ? 1000 : 1)

/** The other way round. `isWholeSupply`: boxes that nobody opens for us. */
export const toSupply = (stockMilli: number, pack: Pack, isWholeSupply: boolean): Converted =>
  converted(stockMilli, pack.supplyMilli, pack.stockMilli, isWholeSupply ? 1000 : 1)

/** The least amount of theirs that is at least this much of ours. */
export function supplyFor(stockMilli: number, pack: Pack, isWholeSupply: boolean): number {
  const found = toSupply(stockMilli, pack, isWholeSupply)
  return 'exact' in found ? found.exact : found.above
}

function converted(amount: number, numerator: number, denominator: number, step: number): Converted {
  const product = BigInt(amount) * BigInt(numerator)
  const whole = BigInt(denominator) * BigInt(step)
  const below = safe((product / whole) * BigInt(step))
  return product % whole === 0n ? { exact: below } : { below, above: safe(BigInt(below) + BigInt(step)) }
}

function safe(value: bigint): number {
  const result = Number(value)
  if (!Number.isSafeInteger(result)) throw new RangeError('a quantity beyond what is counted exactly')
  return result
}
