import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** `level`, `lot`, `reserved`: thousandths of the unit. `balance`: of all places together. `worth`: thousandths, or minor units where `isMoney`. */
export const Difference = z.object({
  kind: z.enum(['level', 'lot', 'reserved', 'balance', 'worth']),
  variantId: Id,
  name: z.string(),
  says: z.int(),
  is: z.int(),
  isMoney: z.boolean(),
})
export type Difference = z.infer<typeof Difference>

/** What the comparison of a night found; nothing where everything adds up. */
export const Proof = z.object({
  id: Id,
  at: Instant,
  checkedCount: z.int(),
  differences: z.array(Difference),
  repairedAt: Instant.nullable(),
  repairedByName: z.string().nullable(),
})
export type Proof = z.infer<typeof Proof>
