import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** The part of the inbox's address behind the question mark: `{ vista: 'todas', etiqueta: 'Reclamo' }`. */
export const InboxViewQuery = z
  .record(z.string().regex(/^[a-z-]{1,30}$/), z.string().min(1).max(200))
  .refine((query) => Object.keys(query).length <= 16)

export const InboxView = z.object({
  id: Id,
  name: z.string(),
  isShared: z.boolean(),
  isMine: z.boolean(),
  query: InboxViewQuery,
  version: z.int(),
})
export type InboxView = z.infer<typeof InboxView>

const name = z.string().trim().min(1).max(60)
export const CreateInboxView = z.object({ name, isShared: z.boolean().default(false), query: InboxViewQuery })
export const UpdateInboxView = z.object({
  id: Id,
  name: name.optional(),
  isShared: z.boolean().optional(),
  query: InboxViewQuery.optional(),
})
