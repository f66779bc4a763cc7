import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { AdjustmentReason, MoveQuantity, NamedLot } from '#inventory/contract/movement.ts'

const note = z.string().trim().max(300).default('')
const Paid = z.int().min(0).max(1_000_000_000_000).nullable().default(null)

/** There is more (or less, below zero) of something than was thought. What is more of it costs what the rest does, unless it is said. */
export const AdjustStock = z.object({
  locationId: Id,
  reason: AdjustmentReason,
  note,
  lines: z
    .array(
      z.object({
        variantId: Id,
        byMilli: z
          .int()
          .min(-1_000_000_000_000)
          .max(1_000_000_000_000)
          .refine((by) => by !== 0),
        lot: NamedLot.nullable().default(null),
        paidMinor: Paid,
      }),
    )
    .min(1)
    .max(300),
})
export type AdjustStock = z.output<typeof AdjustStock>

/** Something came in without a purchase order. `paidMinor`: for all of the line. */
export const ReceiveStock = z.object({
  locationId: Id,
  note,
  lines: z
    .array(z.object({ variantId: Id, quantityMilli: MoveQuantity, paidMinor: Paid, lot: NamedLot.nullable().default(null) }))
    .min(1)
    .max(500),
})
export type ReceiveStock = z.output<typeof ReceiveStock>

/** Made of its recipe: the parts go, it comes, and costs what they did. */
export const ProduceStock = z.object({
  variantId: Id,
  quantityMilli: MoveQuantity,
  locationId: Id,
  lot: NamedLot.nullable().default(null),
  note,
})
export type ProduceStock = z.output<typeof ProduceStock>
