import { z } from 'zod'
import type { View } from '#kernel/contract/view.ts'

/** The part of the inbox's address behind the question mark: `{ vista: 'todas', etiqueta: 'Reclamo' }`. */
export const InboxViewQuery = z
  .record(z.string().regex(/^[a-z-]{1,30}$/), z.string().min(1).max(200))
  .refine((query) => Object.keys(query).length <= 16)

export const inboxLook = { query: InboxViewQuery }
export type InboxLook = { query: z.infer<typeof InboxViewQuery> }
export type InboxView = View<InboxLook>
