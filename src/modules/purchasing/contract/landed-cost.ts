import { scaled, split } from '#kernel/contract/shares.ts'

export const landedBases = ['value', 'weight'] as const
export type LandedBasis = (typeof landedBases)[number]

/** A line of a receipt; `weightGrams` of all of it, `null` where nobody has said. */
export type LandedLine = { valueMinor: number; weightGrams: number | null }

/**
 * Freight and the like over the lines that it brought, adding up to it (largest remainder). `null`: it is to be split by
 * weight and some line has none. Lines worth nothing share it alike.
 */
export function landedShares(amountMinor: number, basis: LandedBasis, lines: readonly LandedLine[]): number[] | null {
  if (basis === 'weight' && lines.some(({ weightGrams }) => weightGrams === null || weightGrams === 0)) return null
  const weights = lines.map(({ valueMinor, weightGrams }) => (basis === 'weight' ? (weightGrams ?? 0) : valueMinor))
  return split(amountMinor, weights.some((weight) => weight > 0) ? weights : lines.map(() => 1))
}

/** What an amount of something costs by the price of one unit: rounded once, half away from zero. */
export const lineMinor = (priceMinor: number, quantityMilli: number): number => scaled(priceMinor, quantityMilli, 1000)
