import type { Ctx } from '#kernel/ctx.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { TimelineEntry, TimelineSource } from '#kernel/module.ts'
import { moves } from '#kernel/timeline.ts'
import { invalidCursor } from '#kernel/problem.ts'
import * as events from '#crm/contract/events.ts'
import * as activity from '#crm/server/contacts/activity.store.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import { contactNotFound } from '#crm/server/problems.ts'

type Asked = { id: string; before?: string | undefined; limit: number; kind?: readonly string[] }

const last = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** What every module has to tell about a contact, newest first. */
export async function list(ctx: Ctx, { id, before, limit, kind = [] }: Asked): Promise<Page<TimelineEntry>> {
  const [contact] = await store.names(ctx, [id])
  if (!contact) throw contactNotFound()
  const sources = sourcesIn(ctx).filter((source) => kind.length === 0 || source.kinds.some((one) => kind.includes(one)))
  // A minute ahead: an entry written by another process whose clock runs before ours is not lost from the first page.
  const [at = '', beforeId = last] = before?.split('_') ?? [new Date(ctx.now.getTime() + 60_000).toISOString()]
  if (Number.isNaN(Date.parse(at))) throw invalidCursor()
  const query = { contactId: id, before: at, beforeId, limit: limit + 1, ...(kind.length > 0 && { kinds: kind }) }
  const found = await Promise.all(sources.map((source) => source.entries(ctx, query)))
  return cut(
    found.flat().filter((entry) => kind.length === 0 || kind.includes(entry.kind)),
    limit,
  )
}

const sourcesIn = (ctx: Ctx): TimelineSource[] => ctx.modules.flatMap((module) => module.timeline ?? [])

export function kindsOf(ctx: Ctx): Promise<{ items: { kind: string; words: string }[] }> {
  const words = (kind: string): string => kind.replace('.', '.timeline_kind.')
  return Promise.resolve({ items: sourcesIn(ctx).flatMap((source) => source.kinds.map((kind) => ({ kind, words: words(kind) }))) })
}

/** The first `limit` of what all sources answered, and the place after which the next page starts. */
export function cut(entries: readonly TimelineEntry[], limit: number): Page<TimelineEntry> {
  const ordered = entries.toSorted((a, b) => descending(instantKey(a.at), instantKey(b.at)) || descending(a.id, b.id))
  const items = ordered.slice(0, limit)
  const end = items.at(-1)
  return { items, next: ordered.length > limit && end ? `${end.at}_${end.id}` : null }
}

const descending = (a: string, b: string): number => (a < b ? 1 : a > b ? -1 : 0)
// `12:00:00.123Z` and `12:00:00.123456Z`: text orders them once both have six digits. A Date would lose three of them.
const instantKey = (at: string): string => at.slice(0, -1).padEnd(26, '0')

const kinds = [
  'created',
  'updated',
  'archived',
  'restored',
  'tagged',
  'untagged',
  'linked',
  'unlinked',
  'consent',
  'identity-replaced',
  'imported',
  'import-undone',
  'merged',
  'unmerged',
  'restricted',
  'unrestricted',
  'stage-changed',
] as const

/** What this module itself has to tell. */
export const ownSource: TimelineSource = {
  kinds: kinds.map((kind) => `crm.${kind}`),
  async entries(ctx, query) {
    const rows = await activity.before(ctx, query)
    return rows.map((row) => ({
      id: row.id,
      at: row.at,
      kind: `crm.${row.kind}`,
      words: `crm.timeline.${row.kind}`,
      values: row.data,
      href: null,
      actorName: row.actorName,
    }))
  },
  movedBy: [
    ...[events.contactUpdated, events.consentChanged, events.contactRestricted, events.leadStageChanged].map((event) =>
      moves<{ contactId: string }>(event as never, ({ contactId }) => [contactId]),
    ),
    ...[
      events.contactsChanged,
      events.contactArchived,
      events.contactRestored,
      events.contactTagged,
      events.contactLinked,
      events.contactUnlinked,
    ].map((event) => moves<{ contactIds: string[] }>(event as never, ({ contactIds }) => contactIds)),
    ...[events.contactMerged, events.contactUnmerged].map((event) =>
      moves<{ survivorId: string; loserId: string }>(event as never, ({ survivorId, loserId }) => [survivorId, loserId]),
    ),
    moves(events.contactsImported, ({ createdIds, updatedIds }) => [...createdIds, ...updatedIds]),
  ],
}
