import { z } from 'zod'

/**
 * Prices that look like prices. They end on multiples of `stepMinor`, moved by `offsetMinor`: to tens of pesos is
 * `{ stepMinor: 1000, offsetMinor: 0 }`, to "…,99" is `{ stepMinor: 100, offsetMinor: -1 }`, to "…90" is `{ stepMinor: 10_000, offsetMinor: -1000 }`.
 */
export const Rounding = z
  .object({
    stepMinor: z.int().min(1).max(1_000_000_000),
    offsetMinor: z.int().min(-999_999_999).max(0).default(0),
    direction: z.enum(['nearest', 'up', 'down']),
  })
  .refine(({ stepMinor, offsetMinor }) => -offsetMinor < stepMinor)
export type Rounding = z.output<typeof Rounding>

/**
 * Pure and safe for the browser. Exactly half goes up. What costs something never becomes free: below the first price that
 * there is, it is that one. Nothing stays nothing.
 */
export function rounded(amountMinor: number, rounding: Rounding | null): number {
  if (rounding === null || amountMinor <= 0) return amountMinor
  const { stepMinor, offsetMinor, direction } = rounding
  const above = amountMinor - offsetMinor
  const below = Math.floor(above / stepMinor) * stepMinor
  const rest = above - below
  const isUp = rest > 0 && (direction === 'up' || (direction === 'nearest' && rest * 2 >= stepMinor))
  const result = below + (isUp ? stepMinor : 0) + offsetMinor
  return result > 0 ? result : stepMinor + offsetMinor
}
