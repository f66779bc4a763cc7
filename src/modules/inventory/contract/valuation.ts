import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

export const ValuationMethod = z.enum(['average', 'fifo'])
export type ValuationMethod = z.infer<typeof ValuationMethod>

/** What there is of a variant is worth so much, in minor units of the organization's currency. */
export const Valuation = z.object({
  variantId: Id,
  method: ValuationMethod,
  quantityMilli: z.int(),
  valueMinor: z.int(),
  /** Of one unit: what is there, or what was paid last where nothing is; `null`: nobody has ever said. */
  unitCostMinor: z.int().nullable(),
})
export type Valuation = z.infer<typeof Valuation>

/** Freight, duties and the like of receipts that are there already. `moveId`: the move of a receipt. */
export type LandedCost = {
  document: { kind: string; id: string }
  lines: readonly { key: string; variantId: string; moveId: string; amountMinor: number }[]
}
