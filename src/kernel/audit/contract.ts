import { z } from 'zod'
import { endpoint, permission } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'

export const canReadAudit = permission('kernel.read-audit')

/** One field of a change. `null` before: it was set; `null` after: it was emptied. */
export const FieldChange = z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })
export type FieldChange = z.infer<typeof FieldChange>

export const AuditEntry = z.object({
  id: Id,
  at: Instant,
  /** `id` is null for the system itself. */
  actor: z.object({ kind: z.enum(['user', 'api-key', 'system']), id: Id.nullable(), name: z.string() }),
  /** `module.noun.verb`. */
  action: z.string(),
  /** Named as it was called when it changed. */
  subject: z.object({ kind: z.string(), id: z.string(), name: z.string() }),
  changes: z.array(FieldChange),
  requestId: z.string(),
  /** Place in the sealed chain; null for the first seconds. */
  position: z.int().positive().nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

/**
 * Newest first. `filter` knows `at`, `actorId`, `actorKind`, `action`, `subjectKind`, `subjectId`, `requestId`:
 * `at:gte:2026-11-01T00:00:00Z`, `action:in:crm.contact.updated|crm.contact.merged`, `subjectId:eq:<id>`.
 */
export const listAudit = endpoint({ method: 'GET', path: '/audit', permission: canReadAudit, input: Listing, output: pageOf(AuditEntry) })

/** What the filters may offer: who acted and which actions occur, most frequent first, within the last 90 days. */
export const AuditFacets = z.object({
  actors: z.array(z.object({ kind: AuditEntry.shape.actor.shape.kind, id: Id.nullable(), name: z.string() })),
  actions: z.array(z.string()),
  subjectKinds: z.array(z.string()),
})
export type AuditFacets = z.infer<typeof AuditFacets>
export const readAuditFacets = endpoint({
  method: 'GET',
  path: '/audit/facets',
  permission: canReadAudit,
  input: z.object({}),
  output: AuditFacets,
})

/** Walks the whole chain of the organization. An answer holds for a minute. */
export const AuditVerification = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), entries: z.int(), waiting: z.int(), checkedAt: Instant }),
  z.object({ ok: z.literal(false), damage: z.string(), position: z.int(), entryId: Id.nullable(), checkedAt: Instant }),
])
export type AuditVerification = z.infer<typeof AuditVerification>
export const verifyAuditTrail = endpoint({
  method: 'GET',
  path: '/audit/verification',
  permission: canReadAudit,
  input: z.object({}),
  output: AuditVerification,
})
