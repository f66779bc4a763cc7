import type { UnitCode } from '#commerce/contract/quantity.ts'

/** The same as the contract says, without its schemas. */
export const isWhole = (unit: UnitCode): boolean => unit === 'piece' || unit === 'pack'
export const units = ['piece', 'pack', 'kg', 'g', 'litre', 'ml', 'metre', 'hour'] as const satisfies readonly UnitCode[]
