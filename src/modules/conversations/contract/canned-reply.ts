import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

const Shortcut = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[\p{L}\p{N}_-]{1,40}$/u, 'kernel.fields.word')

export const CannedReply = z.object({
  id: Id,
  /** Typed after `/`. */
  shortcut: z.string(),
  text: z.string(),
  /** Null: for every brand. */
  brandId: Id.nullable(),
  usedAt: Instant.nullable(),
  updatedAt: Instant,
  version: z.int(),
})
export type CannedReply = z.infer<typeof CannedReply>

export const WriteCannedReply = z.object({
  shortcut: Shortcut,
  text: z.string().trim().min(1).max(4096),
  brandId: Id.nullable().default(null),
})
