import type { EventType } from '#kernel/contract/declare.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** Entries that a module adds to the timeline of a contact, newest first. */
export type TimelineEntry = {
  id: string
  at: string
  kind: string
  words: string
  values: Record<string, unknown>
  href: string | null
  actorName: string | null
}
/**
 * `before` and `beforeId` are a place in the order of the timeline: newest first, and within one instant the greatest id
 * first, so that ids must be UUIDs in small letters. A source answers the first `limit` entries after that place, of any
 * kind or of `kinds` alone. The words of a kind are the locale key `<module>.timeline_kind.<name>`.
 */
export type TimelineQuery = { contactId: string; before: string; beforeId: string; limit: number; kinds?: readonly string[] }
export type TimelineSource = {
  kinds: readonly string[]
  entries: (ctx: Ctx, query: TimelineQuery) => Promise<TimelineEntry[]>
  /** The events after which the open timelines of these contacts ask again. */
  movedBy: readonly TimelineMove[]
}
export type TimelineMove = { event: EventType; contactIds: (data: never) => readonly (string | null)[] }

export const moves = <D>(event: EventType<D>, contactIds: (data: D) => readonly (string | null)[]): TimelineMove => ({
  event: event as EventType,
  contactIds,
})
