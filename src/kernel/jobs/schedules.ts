import type { Logger } from 'pino'
import type { Clock } from '#kernel/context.ts'
import type { Database } from '#kernel/db/database.ts'
import { sql as statement, type Execute, type Statement } from '#kernel/db/sql.ts'
import { deleteEventsBefore } from '#kernel/events/retention.ts'
import { platformOrg } from '#kernel/contract/ids.ts'
import { sortOf } from '#kernel/jobs/job.ts'
import { startLoop } from '#kernel/jobs/loop.ts'
import type { Module, Schedule } from '#kernel/module.ts'

/** Housekeeping of the platform itself, outside of any organization. Must be harmless when cut short or repeated, here or in another process. */
export type Chore = { name: string; everySeconds: number; run: (platform: Execute, now: Date) => Promise<unknown> }

export type Schedules = {
  /** Does what is due by the clock, chores to their end; returns how many schedules ticked. */
  runDue(): Promise<number>
  stop(): Promise<void>
}

export type SchedulesOptions = {
  db: Database
  modules: readonly Module[]
  chores?: readonly Chore[]
  /** Ids of the organizations that `per: 'organization'` schedules work for. */
  organizations: () => Promise<readonly string[]>
  clock: Clock
  log: Logger
  /** Jobs of this kind were made. */
  onJobs?: (names: readonly string[]) => void
  /** Without a loop of its own: only `runDue` does anything. */
  isManual?: boolean
}

const lookMs = 1_000
/** How long a stop waits for chores. */
const drainMs = 5_000
const daysOfEvents = 90
const daySeconds = 86_400

const ownChores: readonly Chore[] = [
  {
    name: 'kernel.delete-old-events',
    everySeconds: 3_600,
    run: (platform, now) => deleteEventsBefore(platform, new Date(now.getTime() - daysOfEvents * 86_400_000)),
  },
]

/**
 * Whole multiples of the period since 1970, so that processes and restarts agree on the moments. What comes once a day or
 * less comes at six, UTC: night from Mexico to Argentina.
 */
export function nextTick(everySeconds: number, now: Date): Date {
  const phase = everySeconds >= daySeconds ? 6 * 3_600 : 0
  return new Date((Math.floor((now.getTime() / 1000 - phase) / everySeconds + 1) * everySeconds + phase) * 1000)
}

/** Over how long the jobs of one tick are spread, so that hundreds of organizations do not all begin in the same second. */
const spreadSeconds = (everySeconds: number): number => (everySeconds < 300 ? 0 : Math.min(everySeconds, 4 * 3_600))

/**
 * Enqueues each schedule's job when its time comes, once however many processes look. Ticks missed while nothing ran
 * become one; a job that still waits from the last tick is not enqueued again.
 */
export function startSchedules(options: SchedulesOptions): Schedules {
  const { db, modules, clock, log } = options
  const schedules = new Map(modules.flatMap((module) => module.schedules ?? []).map((schedule) => [schedule.name, schedule]))
  const chores = new Map([...ownChores, ...(options.chores ?? [])].map((chore) => [chore.name, chore]))
  const periods = [...schedules.values(), ...chores.values()].map(({ name, everySeconds }) => ({ name, everySeconds }))
  if (new Set(periods.map(({ name }) => name)).size < schedules.size + chores.size) throw new Error('two schedules have the same name')
  const running = new Map<string, Promise<unknown>>()
  let isWritten = false

  async function claim(name: string, now: Date): Promise<boolean> {
    const schedule = schedules.get(name)
    const orgs = schedule?.per === 'organization' ? await options.organizations() : [platformOrg]
    return db.platformTransaction(async (sql) => {
      const mine = await sql`select name from kernel.schedule where name = ${name} and next_at <= ${now} for update skip locked`
      if (mine.length === 0) return false
      const every = schedule?.everySeconds ?? chores.get(name)?.everySeconds ?? 1
      await sql`update kernel.schedule set next_at = ${nextTick(every, now)}, last_at = ${now} where name = ${name}`
      if (schedule) await sql(enqueue(schedule, orgs, now))
      return true
    })
  }

  async function tick(name: string): Promise<boolean> {
    const now = clock.now()
    try {
      if (!(await claim(name, now))) return false
    } catch (error) {
      // One schedule that fails must not keep the others from their time; it is due again at the next look.
      log.error({ err: error, schedule: name }, 'a schedule could not be carried out')
      return false
    }
    const [schedule, chore] = [schedules.get(name), chores.get(name)]
    if (schedule) options.onJobs?.([schedule.job.name])
    // A chore that takes long holds up neither the other schedules nor, by starting twice, itself.
    if (chore)
      running.set(
        name,
        carryOut(chore, now).finally(() => running.delete(name)),
      )
    return true
  }

  async function carryOut(chore: Chore, now: Date): Promise<void> {
    try {
      await chore.run(db.platform, now)
    } catch (error) {
      log.error({ err: error, schedule: chore.name }, 'a chore failed; it comes again at its next time')
    }
  }

  async function look(): Promise<number> {
    if (!isWritten) await db.platform(declare(periods, clock.now()))
    isWritten = true
    const names = periods.map(({ name }) => name).filter((name) => !running.has(name))
    const due = await db.platform<{ name: string }>`
      select name from kernel.schedule where name = any (${names}::text[]) and next_at <= ${clock.now()} order by next_at`
    let ticks = 0
    for (const { name } of due) if (await tick(name)) ticks++
    return ticks
  }

  const loop = options.isManual
    ? undefined
    : startLoop({
        step: async () => (await look(), false),
        gatherMs: () => 10,
        settleMs: lookMs,
        idleMs: lookMs,
        onError: (error) => log.error({ err: error }, 'the schedules stumbled and will try again'),
      })
  return {
    async runDue() {
      const ticks = await look()
      await Promise.all(running.values())
      return ticks
    },
    async stop() {
      await loop?.stop()
      await Promise.race([Promise.all(running.values()), new Promise((resolve) => setTimeout(resolve, drainMs).unref())])
    },
  }
}

// A shorter period takes effect at once; a longer one after the tick that was already set.
const declare = (periods: readonly { name: string; everySeconds: number }[], now: Date): Statement => statement`
  insert into kernel.schedule (name, every_seconds, next_at)
  select p.name, p.every_seconds, p.next_at
  from jsonb_to_recordset(${JSON.stringify(
    periods.map(({ name, everySeconds }) => ({ name, every_seconds: everySeconds, next_at: nextTick(everySeconds, now).toISOString() })),
  )}::jsonb) as p (name text, every_seconds bigint, next_at timestamptz)
  order by p.name
  on conflict (name) do update
  set every_seconds = excluded.every_seconds, next_at = least(kernel.schedule.next_at, excluded.next_at)
  where kernel.schedule.every_seconds <> excluded.every_seconds`

// The key keeps ticks from piling up behind one that waits; the lane keeps two from running at once. When within the
// spread an organization's turn comes is always the same.
function enqueue({ name, job, everySeconds }: Schedule, orgs: readonly string[], now: Date): Statement {
  const { urgent, transactional } = sortOf(job)
  return statement`
  with queued as (
    insert into kernel.job (org_id, name, payload, state, run_at, key, lane, max_attempts, urgent, transactional, request_id)
    select o.id, ${job.name}::text, '{}', case when d.seconds = 0 then 'ready' else 'later' end,
      ${now}::timestamptz + d.seconds * interval '1 second', k.key, k.key, ${job.attempts ?? 8}::smallint,
      ${urgent}::boolean, ${transactional}::boolean, gen_random_uuid()::text
    from unnest(${[...orgs]}::uuid[]) o (id) cross join (select ${`schedule:${name}`}::text as key) k
    cross join lateral (
      select case when ${spreadSeconds(everySeconds)}::bigint = 0 then 0
        else mod(abs(hashtextextended(o.id::text || k.key, 0) / 2), ${Math.max(1, spreadSeconds(everySeconds))}::bigint) end as seconds
    ) d
    order by o.id
    on conflict do nothing
  )
  select pg_notify('jobs', ${job.name}::text)`
}
