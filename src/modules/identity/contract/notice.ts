import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Instant } from '#kernel/contract/time.ts'

/** Something that one person is told: mentioned, handed a conversation, an export is ready. */
export const Notice = z.object({
  id: Id,
  /** A key of the locales of the module that tells, filled with `values`. */
  words: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  /** Where it leads, in the staff app. */
  href: z.string(),
  createdAt: Instant,
  readAt: Instant.nullable(),
})
export type Notice = z.infer<typeof Notice>
