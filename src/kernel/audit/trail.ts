import type { AuditEntry, AuditFacets, AuditVerification, FieldChange } from '#kernel/audit/contract.ts'
import { verifyChain } from '#kernel/audit/verify.ts'
import type { Listing, Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list as listRows, type ListSpec } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'

type Fields = Record<string, unknown>
type Row = {
  id: string
  at: string
  actorKind: AuditEntry['actor']['kind']
  actorId: string | null
  actorName: string
  action: string
  subjectKind: string
  subjectId: string
  subjectName: string
  before: Fields | null
  after: Fields | null
  requestId: string
  position: number | null
}

const spec: ListSpec = {
  from: sql`from kernel.audit_entry e left join kernel.audit_seal s on s.org_id = e.org_id and s.entry_id = e.id`,
  columns: sql`e.id, e.at, e.actor_kind as "actorKind", e.actor_id as "actorId", e.actor_name as "actorName", e.action,
    e.subject_kind as "subjectKind", e.subject_id as "subjectId", e.subject_name as "subjectName", e.before, e.after,
    e.request_id as "requestId", s.position`,
  fields: {
    at: { column: sql`e.at`, type: 'instant', sortable: true, filterable: true },
    actorId: { column: sql`e.actor_id`, type: 'id', filterable: true },
    actorKind: { column: sql`e.actor_kind`, type: 'text', filterable: true },
    action: { column: sql`e.action`, type: 'text', filterable: true },
    subjectKind: { column: sql`e.subject_kind`, type: 'text', filterable: true },
    subjectId: { column: sql`e.subject_id`, type: 'text', filterable: true },
    requestId: { column: sql`e.request_id`, type: 'text', filterable: true },
  },
  defaultSort: '-at',
  tieBreaker: sql`e.id`,
}

export async function list(ctx: Ctx, input: Listing): Promise<Page<AuditEntry>> {
  const page = await listRows<Row>(ctx, spec, input)
  return { items: page.items.map(entryOf), next: page.next }
}

export async function facets(ctx: Ctx): Promise<AuditFacets> {
  const since = new Date(ctx.now.getTime() - 90 * 86_400_000).toISOString()
  const [actors, actions, kinds] = await Promise.all([
    // The name somebody bore last; entries keep the one of their moment.
    ctx.sql<AuditFacets['actors'][number]>`
      select actor_kind as kind, actor_id as id, (array_agg(actor_name order by at desc))[1] as name
      from kernel.audit_entry where at >= ${since}::timestamptz group by actor_kind, actor_id, case when actor_id is null then actor_name end
      order by count(*) desc limit 100`,
    ctx.sql<{ action: string }>`
      select action from kernel.audit_entry where at >= ${since}::timestamptz group by action order by count(*) desc, action limit 200`,
    ctx.sql<{ kind: string }>`
      select subject_kind as kind from kernel.audit_entry where at >= ${since}::timestamptz group by subject_kind order by count(*) desc, subject_kind limit 100`,
  ])
  return { actors, actions: actions.map(({ action }) => action), subjectKinds: kinds.map(({ kind }) => kind) }
}

const keepMs = 60_000
const verifications = new Map<string, { until: number; verdict: Promise<AuditVerification> }>()

/** A walk reads every entry: whoever asks again within a minute, or while one is under way, gets the same answer. */
export function verify(ctx: Ctx): Promise<AuditVerification> {
  const known = verifications.get(ctx.org)
  if (known && known.until > ctx.now.getTime()) return known.verdict
  if (verifications.size > 1_000) verifications.clear()
  const verdict = verifyChain(ctx, ctx.org).then((outcome) => ({ ...outcome, checkedAt: ctx.now.toISOString() }))
  verifications.set(ctx.org, { until: ctx.now.getTime() + keepMs, verdict })
  verdict.catch(() => verifications.delete(ctx.org))
  return verdict
}

const entryOf = (row: Row): AuditEntry => ({
  id: row.id,
  at: row.at,
  actor: { kind: row.actorKind, id: row.actorId, name: row.actorName },
  action: row.action,
  subject: { kind: row.subjectKind, id: row.subjectId, name: row.subjectName },
  changes: changesOf(row.before ?? {}, row.after ?? {}),
  requestId: row.requestId,
  position: row.position,
})

/** Side by side, in the order in which the record names its fields. */
const changesOf = (before: Fields, after: Fields): FieldChange[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].map((field) => ({
    field,
    before: before[field] ?? null,
    after: after[field] ?? null,
  }))
