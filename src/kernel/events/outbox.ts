import type { Actor } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

/** An event on its way out, `data` as its contract describes it. */
export type OutboxEvent = { name: string; data: unknown }

/** Who caused it, in which request, when. */
export type Origin = { actor: Actor; requestId: string; at: Date }

/** One statement for all events of a transaction, in the order in which they were emitted. Runs inside the tenant. */
export function eventInsert(events: readonly OutboxEvent[], { actor, requestId, at }: Origin): Statement {
  return sql`
    insert into kernel.event (type, data, actor, request_id, at)
    select e.name, e.data, ${JSON.stringify(actorRecord(actor))}::jsonb, ${requestId}::text, ${at.toISOString()}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e (name text, data jsonb)`
}

// Permissions and sessions stay out of the record: it outlives both.
const actorRecord = (actor: Actor) => (actor.kind === 'system' ? actor : { kind: actor.kind, id: actor.id, name: actor.name })
