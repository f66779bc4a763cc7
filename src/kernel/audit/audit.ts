import { newId } from '#kernel/contract/ids.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Origin } from '#kernel/events/outbox.ts'

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

/** One statement for all entries of a transaction. Runs inside the tenant. */
export function auditInsert(changes: readonly Change[], { actor, requestId, at }: Origin): Statement {
  const rows = changes.map(({ action, subject, before, after }) => ({
    id: newId(at.getTime()),
    action,
    subject_kind: subject.kind,
    subject_id: subject.id,
    subject_name: subject.name,
    before,
    after,
  }))
  const actorId = actor.kind === 'system' ? null : actor.id
  return sql`
    insert into kernel.audit_entry (id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_name, before, after, request_id)
    select e.id, ${at.toISOString()}::timestamptz, ${actor.kind}::text, ${actorId}::uuid, ${actor.name}::text,
      e.action, e.subject_kind, e.subject_id, e.subject_name, e.before, e.after, ${requestId}::text
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as e (id uuid, action text, subject_kind text, subject_id text, subject_name text, before jsonb, after jsonb)`
}
