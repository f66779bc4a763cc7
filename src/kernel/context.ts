import type { Logger } from 'pino'
import { auditInsert, type Change } from '#kernel/audit/audit.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { EventType, Permission } from '#kernel/contract/declare.ts'
import type { Actor, Ctx, Desk, Upload } from '#kernel/ctx.ts'
import type { Database } from '#kernel/db/database.ts'
import type { Execute } from '#kernel/db/sql.ts'
import { eventInsert, type OutboxEvent } from '#kernel/events/outbox.ts'
import type { InFlight } from '#kernel/http/in-flight.ts'
import type { Locale, Translate } from '#kernel/i18n/translate.ts'
import { sortOf } from '#kernel/jobs/job.ts'
import { jobInsert, type QueuedJob } from '#kernel/jobs/queue.ts'
import type { Metrics } from '#kernel/observe/metrics.ts'
import type { Module, On } from '#kernel/module.ts'
import { mayNot } from '#kernel/problem.ts'
import type { Resources } from '#kernel/resources.ts'

export type Clock = { now(): Date }
export const systemClock: Clock = { now: () => new Date() }

/** What an organization means to the kernel: how its words, numbers and days read. */
export type OrgSettings = { locale: Locale; zone: string }

/** What a commit left behind: whether there are events to relay, and the names of the jobs. */
export type Made = { hasEvents: boolean; jobs: readonly string[] }

/** The parts of a running process that contexts are made of. */
export type Kernel = Resources & {
  readonly db: Database
  readonly clock: Clock
  readonly log: Logger
  readonly translator: (locale: Locale) => Translate
  readonly settingsOf: (org: string) => Promise<OrgSettings>
  readonly modules: readonly Module[]
  readonly metrics: Metrics
  readonly inFlight: InFlight
  /** Milliseconds since 1970: a young process has not had time to hear its heart. */
  readonly startedAt: number
  /** In tests and development every event and answer is checked against its contract. */
  readonly checksContracts: boolean
  /** Called after each commit that left work for the relay or the worker. */
  readonly wake: { afterCommit: (made: Made) => void }
}

export type Caller = {
  org: string
  actor: Actor
  locale: Locale
  zone: string
  requestId: string
  ifMatch?: number | undefined
  upload?: Upload | undefined
  now?: Date
  isRepeatable?: boolean
}

type Collected = { events: OutboxEvent[]; jobs: QueuedJob[]; changes: Change[] }

const system = (name: string): Actor => ({ kind: 'system', name })

/** One transaction in the caller's organization. Events, jobs and audit entries leave together with the commit. */
export function inTenant<T>(kernel: Kernel, caller: Caller, run: (ctx: Ctx) => Promise<T>): Promise<T> {
  return kernel.db.transaction({ org: caller.org, isRepeatable: caller.isRepeatable }, async (transaction) => {
    const collected: Collected = { events: [], jobs: [], changes: [] }
    const ctx = contextOf(kernel, caller, transaction.sql, collected)
    const from = { actor: ctx.actor, requestId: caller.requestId, at: ctx.now }
    transaction.atEnd(() => [
      ...(collected.events.length > 0 ? [eventInsert(collected.events, from)] : []),
      ...(collected.jobs.length > 0 ? [jobInsert(collected.jobs, from)] : []),
      ...(collected.changes.length > 0 ? [auditInsert(collected.changes, from)] : []),
    ])
    transaction.afterCommit(() => {
      const made = { hasEvents: collected.events.length > 0, jobs: collected.jobs.map(({ name }) => name) }
      if (made.hasEvents || made.jobs.length > 0) kernel.wake.afterCommit(made)
    })
    return run(ctx)
  })
}

/** A reading in the caller's organization: every statement is a round trip of its own and may not write. */
export const readInTenant = <T>(kernel: Kernel, caller: Caller, run: (ctx: Ctx) => Promise<T>): Promise<T> =>
  kernel.db.read(caller.org, (sql) => run(contextOf(kernel, caller, sql, undefined)))

/** A transaction of the system itself in one organization, in that organization's language and zone. */
export async function asSystem<T>(
  kernel: Kernel,
  org: string,
  who: { name: string; requestId?: string; actor?: Actor | undefined },
  run: (ctx: Ctx) => Promise<T>,
): Promise<T> {
  const settings = await kernel.settingsOf(org)
  return inTenant(kernel, { org, actor: who.actor ?? system(who.name), requestId: who.requestId ?? newId(), ...settings }, run)
}

export const deskOf = (
  kernel: Kernel,
  job: { org: string; requestId: string; signal: AbortSignal; attempt: number; lastAttempt: boolean; name?: string },
): Desk => ({
  ...resourcesOf(kernel),
  org: job.org,
  log: kernel.log.child({ requestId: job.requestId, org: job.org }),
  signal: job.signal,
  attempt: job.attempt,
  lastAttempt: job.lastAttempt,
  now: () => kernel.clock.now(),
  transaction: (run) => asSystem(kernel, job.org, { name: job.name ?? 'worker', requestId: job.requestId }, run),
})

export const resourcesOf = ({ config, files, crypto, mail, egress, passwords, metrics, modules }: Kernel): Resources => ({
  config,
  files,
  crypto,
  mail,
  egress,
  passwords,
  metrics,
  modules,
})

const reactionsByEvent = new WeakMap<readonly Module[], Map<string, On[]>>()

function reactionsTo(modules: readonly Module[], event: string): readonly On[] {
  let byEvent = reactionsByEvent.get(modules)
  if (!byEvent) {
    byEvent = Map.groupBy(
      modules.flatMap((module) => module.reactions ?? []).filter((reaction) => reaction.when === 'on'),
      (reaction) => reaction.event.name,
    )
    reactionsByEvent.set(modules, byEvent)
  }
  return byEvent.get(event) ?? []
}

function contextOf(kernel: Kernel, caller: Caller, sql: Execute, collected: Collected | undefined): Ctx {
  const { actor } = caller
  const writing = (): Collected => {
    if (!collected) throw new Error('a reading cannot emit, enqueue or audit')
    return collected
  }
  let log: Logger | undefined
  const can = (permission: Permission): boolean => actor.kind === 'system' || actor.permissions.has(permission.code)
  const ctx: Ctx = {
    ...resourcesOf(kernel),
    org: caller.org,
    actor,
    now: caller.now ?? kernel.clock.now(),
    requestId: caller.requestId,
    locale: caller.locale,
    zone: caller.zone,
    ifMatch: caller.ifMatch,
    upload: caller.upload,
    t: kernel.translator(caller.locale),
    // Most requests log nothing, and a logger of one's own costs more than the rest of this object.
    get log() {
      return (log ??= kernel.log.child({ requestId: caller.requestId, org: caller.org }))
    },
    sql,
    async emit<D>(event: EventType<D>, data: D) {
      if (kernel.checksContracts) event.data.parse(data)
      writing().events.push({ name: event.name, data })
      for (const reaction of reactionsTo(kernel.modules, event.name)) await reaction.handle(ctx, data as never)
    },
    enqueue(job, payload, options = {}) {
      if (kernel.checksContracts) job.payload.parse(payload)
      writing().jobs.push({ name: job.name, payload, maxAttempts: job.attempts ?? 8, ...sortOf(job), ...options })
    },
    audit: (change) => void writing().changes.push(change),
    can,
    require(permission) {
      if (!can(permission)) throw mayNot(caller.actor, permission)
    },
    newId: () => newId(),
  }
  return ctx
}
