import { z } from 'zod'
import { newViewOf, type View as SavedView } from '#kernel/contract/view.ts'

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

const look = { layout: ViewLayout, query: ViewQuery }
const creating = { ...look, layout: ViewLayout.default('list') }
export const contactLook = { look, creating }
export type ContactLook = { layout: ViewLayout; query: ViewQuery }
export type View = SavedView<ContactLook>
export const CreateView = newViewOf(creating)
