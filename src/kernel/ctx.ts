import type { Readable } from 'node:stream'
import type { Logger } from 'pino'
import type { EventType, Permission } from '#kernel/contract/declare.ts'
import type { Execute } from '#kernel/db/sql.ts'
import type { Change } from '#kernel/audit/audit.ts'
import type { Enqueue } from '#kernel/jobs/job.ts'
import type { Locale, Translate } from '#kernel/i18n/translate.ts'
import type { Resources } from '#kernel/resources.ts'

/** A file on its way in. Only the multipart parser makes one, so that JSON cannot pretend to be a file. */
export type Upload = { readonly name: string; readonly declaredMime: string; readonly stream: Readable }

/** Who acts. Everything an actor may do is in `permissions`; `teamIds` narrows the scopes "my team". */
export type Actor =
  | { kind: 'user'; id: string; name: string; permissions: ReadonlySet<string>; teamIds: readonly string[]; sessionId: string }
  | { kind: 'api-key'; id: string; name: string; permissions: ReadonlySet<string>; teamIds: readonly string[] }
  | { kind: 'system'; name: string }

/**
 * The first parameter of every use case of a tenant: one request, job or reaction, one transaction. `sql` already
 * carries the organization, so that no statement can see another one's rows.
 */
export type Ctx = Resources & {
  readonly org: string
  readonly actor: Actor
  readonly now: Date
  readonly requestId: string
  readonly locale: Locale
  /** IANA zone of the organization. */
  readonly zone: string
  readonly t: Translate
  readonly log: Logger
  /** The version in `If-Match`, for endpoints declared `versioned`. */
  readonly ifMatch: number | undefined
  /** The file of an endpoint that accepts one. */
  readonly upload: Upload | undefined
  readonly sql: Execute
  /** Runs the `on` reactions now, in this transaction, and hands the event to the outbox for the `after` ones and the live screens. */
  emit<D>(event: EventType<D>, data: D): Promise<void>
  /** Durable once this transaction commits. */
  enqueue: Enqueue
  /** An entry of the audit trail: what changed, from what to what. The actor, the moment and the request are added here. */
  audit(change: Change): void
  can(permission: Permission): boolean
  /** Throws `kernel.forbidden`. */
  require(permission: Permission): void
  newId(): string
}

/** For the few commands that stand outside of any tenant: login, provider webhooks, the operator's pages. */
export type PlatformCtx = Resources & {
  readonly now: Date
  readonly requestId: string
  readonly locale: Locale
  readonly t: Translate
  readonly log: Logger
  /** Set when a session cookie was presented and is alive. */
  readonly person: { id: string; sessionId: string; orgId: string | null } | undefined
  readonly request: { ip: string; userAgent: string; origin: string; header(name: string): string | undefined; rawBody: Buffer | undefined }
  readonly reply: {
    /** HttpOnly, SameSite=Lax, with the `__Host-` prefix wherever the address is safe enough for the browser to keep it. */
    setCookie(name: string, value: string, maxAgeSeconds: number): void
    clearCookie(name: string): void
    /** Answers plain text instead of JSON (the handshake of a provider's webhook). */
    text(body: string): void
  }
  /** Runs as the platform role: sees only the tables that grant it. */
  readonly sql: Execute
  /** A transaction in one organization, as the system. `asPerson`: as somebody who may nothing, but whose name the trail keeps. */
  inOrg<T>(org: string, run: (ctx: Ctx) => Promise<T>, options?: { asPerson?: { id: string; name: string } }): Promise<T>
  newId(): string
}

/** The system's own contexts, for jobs and simulators: open a transaction or a reading in one organization. */
export type Desk = Resources & {
  readonly org: string
  readonly log: Logger
  /** Aborted when the server stops or the job's lease is about to end. */
  readonly signal: AbortSignal
  /** 1 at the first try. */
  readonly attempt: number
  readonly lastAttempt: boolean
  /** By the clock of its transactions, between them. */
  now(): Date
  transaction<T>(run: (ctx: Ctx) => Promise<T>): Promise<T>
}
