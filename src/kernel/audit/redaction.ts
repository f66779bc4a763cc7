import { contentOf, digestOf, signRedaction } from '#kernel/audit/chain.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { join, sql } from '#kernel/db/sql.ts'
import { holding } from '#kernel/privacy/person.ts'

/** What stands where a personal value was. */
export const takenOut = '•••'

export type Redaction = {
  /** Entries about these records lose every value they hold. */
  subjectIds: readonly string[]
  /** Of all other entries that hold one of these, the values in which they stand. */
  marks: readonly string[]
  /** Looked for only in entries about these kinds: lists and files, whose values may be a search for a name. */
  names: readonly string[]
  searchKinds: readonly string[]
  /** Actions that hold nothing personal and must stay as they are: the proof of the erasure itself. */
  exceptActions: readonly string[]
}

type Entry = { id: string; subjectKind: string; subjectId: string; subjectName: string; before: unknown; after: unknown }

/**
 * Takes a person out of the audit trail: who did what and when stays, names and values go. Each entry gets a signed record
 * of what is left, so that the chain can still be verified. Answers how many entries were changed.
 */
export async function redact(ctx: Ctx, redaction: Redaction): Promise<number> {
  const entries = await ctx.sql<Entry>`
    select e.id, e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.subject_name as "subjectName", e.before, e.after
    from kernel.audit_entry e
    where not e.action = any (${redaction.exceptActions}::text[]) and (
      e.subject_id = any (${redaction.subjectIds}::text[])
      or ${holding(redaction.marks, sql`concat_ws(' ', e.subject_id, e.subject_name, e.before::text, e.after::text)`)}
      or e.subject_kind = any (${redaction.searchKinds}::text[]))`
  const changed = entries.flatMap((entry) => {
    const left = leftOf(entry, redaction)
    return JSON.stringify(left) === JSON.stringify(entry) ? [] : [left]
  })
  for (let i = 0; i < changed.length; i += pageSize) await write(ctx, changed.slice(i, i + pageSize))
  return changed.length
}

const pageSize = 500

const ownerOf = (said: unknown): string | null => {
  const { contactId } = (said ?? {}) as { contactId?: unknown }
  return typeof contactId === 'string' ? contactId : null
}

/** Pure: the entry without the person. */
export function leftOf(entry: Entry, { subjectIds, marks, names, searchKinds }: Omit<Redaction, 'exceptActions'>): Entry {
  // What was written down for somebody, a task or an offer, says whose it is in `contactId`.
  const isAbout = [entry.subjectId, ownerOf(entry.before), ownerOf(entry.after)].some((id) => id !== null && subjectIds.includes(id))
  // Whoever searched typed a part of the name, in whatever letters.
  const words = searchKinds.includes(entry.subjectKind) ? wordsOf(names) : []
  const tells = (text: string): boolean =>
    marks.some((mark) => text.includes(mark)) || words.some((word) => searchable(text).includes(word))
  const without = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(without)
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [tells(key) ? takenOut : key, without(inner)]))
    if (value === null || typeof value === 'boolean') return value
    return isAbout || tells(String(value)) || names.includes(String(value)) ? takenOut : value
  }
  return {
    ...entry,
    subjectName: isAbout || tells(entry.subjectName) || marks.includes(entry.subjectId) ? takenOut : entry.subjectName,
    before: without(entry.before),
    after: without(entry.after),
  }
}

const wordsOf = (names: readonly string[]): string[] =>
  names.flatMap((name) => searchable(name).split(' ')).filter((word) => word.length >= 4)

async function write(ctx: Ctx, left: readonly Entry[]): Promise<void> {
  const rows = left.map(({ id, subjectName, before, after }) => ({ id, subject_name: subjectName, before, after }))
  const written = await ctx.sql<{ id: string; content: string }>`
    update kernel.audit_entry e set subject_name = r.subject_name, before = r.before, after = r.after, salt = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, subject_name text, before jsonb, after jsonb)
    where e.id = r.id
    returning e.id, ${contentOf} as content`
  const records = written.map(({ id, content }) => {
    const digest = digestOf(content)
    return sql`(${id}::uuid, ${digest}::bytea, ${signRedaction(ctx.crypto, ctx.org, id, digest)}::bytea, ${ctx.now}::timestamptz)`
  })
  if (records.length === 0) return
  await ctx.sql`
    insert into kernel.audit_redaction (entry_id, digest, signature, redacted_at) values ${join(records, ', ')}
    on conflict (org_id, entry_id) do update
    set digest = excluded.digest, signature = excluded.signature, redacted_at = excluded.redacted_at`
}
