import { newId } from '#kernel/contract/ids.ts'
import type { Actor } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

/**
 * One line of the audit trail. `action` is `module.noun.verb`; `subject` names the record in words that survive its
 * deletion; `before` and `after` hold only the fields that changed.
 */
export type Change = {
  action: string
  subject: { kind: string; id: string; name: string }
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

type Fields = Record<string, unknown>

/**
 * One statement for all changes of a transaction, inside the tenant. Fields that are the same before and after are left
 * out; a change of nothing is none. Values of fields whose name says that they are secret are not written.
 */
export function auditInsert(
  changes: readonly Change[],
  { actor, requestId, at }: { actor: Actor; requestId: string; at: Date },
): Statement {
  const entries = changes.flatMap(({ action, subject, ...change }) => {
    const { before, after } = differences(change)
    if (before && after && Object.keys(before).length + Object.keys(after).length === 0) return []
    const { kind, id, name } = subject
    return [{ id: newId(at.getTime()), action, subject_kind: kind, subject_id: id, subject_name: cut(name), before, after }]
  })
  return sql`
    with entry as (
      insert into kernel.audit_entry
        (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_name, before, after, request_id)
      select e.id, ${at.toISOString()}::timestamptz, ${actor.kind}::text, ${actor.kind === 'system' ? null : actor.id}::uuid, ${cut(actor.name)}::text,
        e.action, e.subject_kind, e.subject_id, e.subject_name, e.before, e.after, ${requestId}::text
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb)
        as e (id uuid, action text, subject_kind text, subject_id text, subject_name text, before jsonb, after jsonb)
      returning org_id, id, xid, seq
    )
    insert into kernel.audit_pending (org_id, entry_id, xid, seq) select org_id, id, xid, seq from entry`
}

const cut = (name: string): string => [...name.replaceAll('\u0000', '')].slice(0, 200).join('')

function differences({ before, after }: { before?: Fields; after?: Fields }): { before?: Fields; after?: Fields } {
  if (!before || !after) return { ...(before && { before: written(before) }), ...(after && { after: written(after) }) }
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])]
  const changed = names.filter((name) => !isSame(before[name], after[name]))
  const pick = (from: Fields): Fields =>
    Object.fromEntries(changed.filter((name) => Object.hasOwn(from, name)).map((name) => [name, from[name]]))
  return { before: written(pick(before)), after: written(pick(after)) }
}

/** Equal as JSON, whatever the order of keys: what was read from jsonb and what was written to it compare as the same. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true
  return stable(one) === stable(other)
}

const stable = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  ) ?? 'undefined'

const secretName = /password|secret|token|api_?key|private_?key|authorization|recovery|otp/i

const written = (fields: Fields): Fields =>
  JSON.parse(
    JSON.stringify(fields, (key, value: unknown) => {
      if (secretName.test(key) && (typeof value === 'string' || (typeof value === 'object' && value !== null))) return '•••'
      // PostgreSQL cannot hold NUL in jsonb; it must not keep a change from being written.
      return typeof value === 'string' ? value.replaceAll('\u0000', '') : value
    }),
  ) as Fields
