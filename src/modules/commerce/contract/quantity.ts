import { z } from 'zod'

/** Thousandths of the unit, so that half a kilo is a whole number. Up to a million units. */
export const QuantityMilli = z.int().min(1).max(1_000_000_000)

/** What is counted, weighed, measured or timed. `piece` and `pack` are only sold whole. */
export const unitCodes = ['piece', 'pack', 'kg', 'g', 'litre', 'ml', 'metre', 'hour'] as const
export const UnitCode = z.enum(unitCodes)
export type UnitCode = z.infer<typeof UnitCode>

export const isWhole = (unit: UnitCode): boolean => unit === 'piece' || unit === 'pack'

/** `taxed` at its rate (0 % is a rate of its own), `exempt` from it, or `untaxed`: outside of its scope. Three different boxes of an invoice. */
export const TaxKind = z.enum(['taxed', 'exempt', 'untaxed'])
export type TaxKind = z.infer<typeof TaxKind>
