import type { Ctx } from '#kernel/ctx.ts'
import type { Page } from '#kernel/contract/page.ts'
import type { TimelineEntry, TimelineSource } from '#kernel/module.ts'
import * as activity from '#crm/server/contacts/activity.store.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'
import { contactNotFound } from '#crm/server/problems.ts'

type Asked = { id: string; before?: string | undefined; limit: number; kind?: string | undefined }

/** What every module has to tell about a contact, newest first. */
export async function list(ctx: Ctx, { id, before, limit, kind }: Asked): Promise<Page<TimelineEntry>> {
  const [contact] = await store.names(ctx, [id])
  if (!contact) throw contactNotFound()
  const sources = ctx.modules.flatMap((module) => module.timeline ?? []).filter((source) => !kind || source.kinds.includes(kind))
  // A minute ahead: an entry written by another process whose clock runs before ours is not lost from the first page.
  const query = { contactId: id, before: before ?? new Date(ctx.now.getTime() + 60_000).toISOString(), limit: limit + 1 }
  const found = await Promise.all(sources.map((source) => source.entries(ctx, query)))
  return cut(
    found.flat().filter((entry) => !kind || entry.kind === kind),
    limit,
  )
}

/** A page never ends between entries of the same instant: the next one starts strictly before the last instant shown. */
export function cut(entries: readonly TimelineEntry[], limit: number): Page<TimelineEntry> {
  const ordered = entries.toSorted((a, b) => Date.parse(b.at) - Date.parse(a.at) || (a.id < b.id ? 1 : -1))
  if (ordered.length <= limit) return { items: ordered, next: null }
  let end = limit
  while (end < ordered.length && ordered[end]?.at === ordered[end - 1]?.at) end++
  const items = ordered.slice(0, end)
  return { items, next: end < ordered.length ? (items.at(-1)?.at ?? null) : null }
}

const kinds = [
  'created',
  'updated',
  'archived',
  'restored',
  'tagged',
  'untagged',
  'consent',
  'identity-replaced',
  'imported',
  'import-undone',
  'merged',
  'unmerged',
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
}
