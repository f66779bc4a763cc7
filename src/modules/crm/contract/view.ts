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
  /**
   * Of boards, what their columns are: `relations`, `ownerId` or a choice (`fields.zona`). Of calendars, which day counts:
   * `createdAt`, `updatedAt`, `lastInboundAt`, `lastOrderAt`, a date (`fields.vence`), or that of every year (`yearly.cumple`).
   */
  by: z.string().max(60).default(''),
})
export type ViewQuery = z.output<typeof ViewQuery>

export const ViewLayout = z.enum(['list', 'board', 'calendar'])
export type ViewLayout = z.infer<typeof ViewLayout>

export const View = z.object({
  id: Id,
  name: z.string(),
  layout: ViewLayout,
  isShared: z.boolean(),
  isMine: z.boolean(),
  query: ViewQuery,
  version: z.number(),
})
export type View = z.infer<typeof View>

const name = z.string().trim().min(1).max(60)
export const CreateView = z.object({ name, layout: ViewLayout.default('list'), isShared: z.boolean().default(false), query: ViewQuery })
export type CreateView = z.output<typeof CreateView>
export const UpdateView = z.object({
  id: Id,
  name: name.optional(),
  layout: ViewLayout.optional(),
  isShared: z.boolean().optional(),
  query: ViewQuery.optional(),
})
export type UpdateView = z.output<typeof UpdateView>
