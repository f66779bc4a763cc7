import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'

/** `lot`: how much of which batch; `serial`: each piece by its number. */
export const Tracking = z.enum(['quantity', 'lot', 'serial'])
export type Tracking = z.infer<typeof Tracking>

/** Whether to order more follows a number that somebody said, or what was sold lately. */
export const ReorderRule = z.enum(['none', 'fixed', 'demand'])
export type ReorderRule = z.infer<typeof ReorderRule>

/** What the last look found: less than when to order more, nothing left, or neither. */
export const Standing = z.enum(['enough', 'low', 'out'])
export type Standing = z.infer<typeof Standing>

/** A variant of the catalogue that is counted. Quantities are thousandths of its unit. */
export const Item = z.object({
  variantId: Id,
  productId: Id,
  categoryId: Id.nullable(),
  /** Product and variant. */
  name: z.string(),
  sku: z.string().nullable(),
  unit: UnitCode,
  tracking: Tracking,
  /** It may be sold before it is counted. */
  allowsNegative: z.boolean(),
  /** False: it was counted once; its history stays. */
  isKept: z.boolean(),
  reorderRule: ReorderRule,
  reorderPointMilli: z.int().nullable(),
  reorderUpToMilli: z.int().nullable(),
  leadDays: z.int(),
  standing: Standing,
  version: z.int(),
})
export type Item = z.infer<typeof Item>

const Threshold = z.int().min(0).max(1_000_000_000_000)

/** Absent: as it is. What was moved once keeps its tracking. */
const rules = {
  tracking: Tracking.optional(),
  allowsNegative: z.boolean().optional(),
  reorderRule: ReorderRule.optional(),
  reorderPointMilli: Threshold.nullable().optional(),
  reorderUpToMilli: Threshold.nullable().optional(),
  leadDays: z.int().min(0).max(365).optional(),
}

/** What is counted from now on, or how it is. */
export const KeepItems = z.object({ variantIds: z.array(Id).min(1).max(500), isKept: z.boolean().optional(), ...rules })
export type KeepItems = z.output<typeof KeepItems>

/** How one thing is counted, and when more of it is ordered. */
export const ChangeItem = z.object({ id: Id, ...rules })
export type ChangeItem = z.output<typeof ChangeItem>
