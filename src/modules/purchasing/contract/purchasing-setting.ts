import { z } from 'zod'
import { VariableKey } from '#conversations/contract/template.ts'
import { Id } from '#kernel/contract/ids.ts'

const BasisPoints = z.int().min(0).max(10_000)

/** How an organization buys. Amounts in its own currency, tolerances in basis points. */
export const PurchasingSetting = z.object({
  /** From this amount on somebody with the right to has to agree; `null`: never. */
  approvalOverMinor: z.int().min(0).max(1_000_000_000_000).nullable(),
  /** So much more than ordered is taken in, so much less counts as complete. */
  overBasisPoints: BasisPoints,
  shortBasisPoints: BasisPoints,
  /** So much more than came may be billed, at a price so much off. */
  billQuantityBasisPoints: BasisPoints,
  billPriceBasisPoints: BasisPoints,
  /** What becomes of the cost of something when more of it comes. */
  costRule: z.enum(['last', 'average']),
  /** What carries an order where free text may not go: approved, with a document in its head. Tokens of it are filled in when it goes. */
  orderTemplate: z.object({ templateId: Id, values: z.record(VariableKey, z.string().trim().max(300)) }).nullable(),
  currency: z.string(),
  version: z.int(),
})
export type PurchasingSetting = z.infer<typeof PurchasingSetting>

export const SaveSetting = PurchasingSetting.omit({ currency: true, version: true }).extend({
  orderTemplate: PurchasingSetting.shape.orderTemplate.default(null),
})
export type SaveSetting = z.output<typeof SaveSetting>
