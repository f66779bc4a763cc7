import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'

/** A saved way to look at the contacts: what the list's address bar would carry, and the columns. */
export const ViewQuery = z.object({
  show: z.enum(['active', 'archived']).default('active'),
  search: z.string().max(200).default(''),
  sort: z.string().max(60).default('-createdAt'),
  filter: z.array(z.string().max(500)).max(20).default([]),
  /** Columns in order; empty means the usual ones. */
  columns: z.array(z.string().max(60)).max(40).default([]),
})
export type ViewQuery = z.output<typeof ViewQuery>

export const View = z.object({
  id: Id,
  name: z.string(),
  layout: z.literal('list'),
  isShared: z.boolean(),
  isMine: z.boolean(),
  query: ViewQuery,
  version: z.number(),
})
export type View = z.infer<typeof View>

const name = z.string().trim().min(1).max(60)
export const CreateView = z.object({ name, isShared: z.boolean().default(false), query: ViewQuery })
export type CreateView = z.output<typeof CreateView>
export const UpdateView = z.object({ id: Id, name: name.optional(), isShared: z.boolean().optional(), query: ViewQuery.optional() })
export type UpdateView = z.output<typeof UpdateView>
