import type { Logger } from 'pino'
import type { Database, Transaction } from '#kernel/db/database.ts'
import { literal, sql as statement, type Execute, type Statement } from '#kernel/db/sql.ts'
import { cursorOf } from '#kernel/events/cursor.ts'
import { gatheredBy, gathering, pressure, type Gathering } from '#kernel/events/gathering.ts'
import { rebase } from '#kernel/events/rebase.ts'
import { noticeOf } from '#kernel/jobs/announce.ts'
import { type Sort, sortOf } from '#kernel/jobs/job.ts'
import { startLoop, type Loop } from '#kernel/jobs/loop.ts'
import type { After, Gather, Module } from '#kernel/module.ts'
import type { Metrics } from '#kernel/observe/metrics.ts'

export type Relay = {
  /** Something was committed here. */
  wake(): void
  /** One batch; returns how many events it passed on. */
  runOnce(): Promise<number>
  /** Passes on everything that was committed before the call, waiting for older transactions to end; returns how many events. */
  catchUp(): Promise<number>
  stop(): Promise<void>
}

export type RelayOptions = {
  db: Database
  modules: readonly Module[]
  log: Logger
  metrics?: Pick<Metrics, 'relayed'> | undefined
  /** Jobs were made: a worker of this process need not wait for the notification. */
  onJobs?: (names: ReadonlySet<string>) => void
  /** Without a loop of its own: the caller runs it. */
  isManual?: boolean
}

export type EventRow = { org: string; xid: string; seq: number; type: string; data: unknown; requestId: string; ageSeconds: number }
type JobRow = Sort & {
  org_id: string
  xid: string
  seq: number
  name: string
  state: 'ready' | 'behind'
  lane: string | undefined
  max_attempts: number
  request_id: string
}

const batchSize = 500

// A turn takes a lock, a reading and a commit, whether one event came or twenty: in a storm it waits for more of them, for less
// than anybody sees.
const gatherMs = 2
const stormMs = 15
const longestGatherMs = 25
// A notification holds less than 8,000 bytes; with more organizations than this the receivers look for themselves.
const mostOrgsNamed = 190

/**
 * Turns committed events into durable jobs (one per `after` reaction) and tells the live servers, in the order
 * (transaction, number). It reads only below the oldest transaction still open, since a number handed out early may be
 * committed late. Any process may run one; the row of the position makes them take turns. Position, jobs and
 * notification are one transaction, so nothing is lost and nothing happens twice.
 */
export function startRelay({ db, modules, log, metrics, onJobs, isManual }: RelayOptions): Relay {
  const reactions = reactionsOf(modules)
  let isRebased = false
  let isPolling = true
  const busy = pressure()

  async function runOnce(): Promise<number> {
    if (!isRebased) {
      if (await db.platformTransaction(rebase)) log.warn('events were written by another server; their order was carried over to this one')
      isRebased = true
    }
    const { events, names } = await db.platformTransaction((sql, atEnd) =>
      passBatch(sql, atEnd, reactions, { log, isManual, stretch: busy.stretch() }),
    )
    busy.feel(events.length)
    if (events.length > 0) metrics?.relayed({ events: events.length, lagSeconds: Math.max(...events.map((event) => event.ageSeconds)) })
    if (names.size > 0) onJobs?.(names)
    return events.length
  }

  async function step(): Promise<boolean> {
    const isPoll = isPolling
    isPolling = true
    // Taking the turn writes; a quiet night should not.
    if (isPoll && isRebased && !(await hasUnrelayed(db.platform))) return false
    return (await runOnce()) === batchSize
  }

  const loop: Loop | undefined = isManual
    ? undefined
    : startLoop({
        step,
        gatherMs: () => Math.min(longestGatherMs, gatherMs + stormMs * (busy.stretch() - 1)),
        settleMs: 4,
        idleMs: 250,
        onError: (error) => log.error({ err: error }, 'the relay of events stumbled and will try again'),
      })

  return {
    wake() {
      isPolling = false
      loop?.wake()
    },
    runOnce,
    async catchUp() {
      for (let total = 0; ;) {
        const relayed = await runOnce()
        total += relayed
        if (relayed > 0) continue
        if (!(await hasUnrelayed(db.platform))) return total
        await new Promise((resolve) => setTimeout(resolve, 2))
      }
    },
    stop: async () => loop?.stop(),
  }
}

type Reactions = {
  byType: ReadonlyMap<string, readonly After[]>
  gathersByType: ReadonlyMap<string, readonly Gather[]>
  /** Events of which the relay itself has to read something. */
  read: ReadonlySet<string>
}

function reactionsOf(modules: readonly Module[]): Reactions {
  const all = modules.flatMap((module) => module.reactions ?? [])
  const after = all.filter((reaction) => reaction.when === 'after')
  const gathers = all.filter((reaction) => reaction.when === 'gather')
  return {
    byType: Map.groupBy(after, (reaction) => reaction.event.name),
    gathersByType: Map.groupBy(gathers, (reaction) => reaction.event.name),
    read: new Set([...after.filter((reaction) => reaction.lane), ...gathers].map((reaction) => reaction.event.name)),
  }
}

type Passing = { log: Logger; isManual: boolean | undefined; stretch: number }

async function passBatch(
  sql: Execute,
  atEnd: Transaction['atEnd'],
  reactions: Reactions,
  { log, isManual, stretch }: Passing,
): Promise<{ events: EventRow[]; names: Set<string> }> {
  const [, events] = await Promise.all([sql(takeTurn), sql<EventRow>(nextEvents([...reactions.read]))])
  const last = events.at(-1)
  if (!last) return { events, names: new Set() }
  const jobs = jobsFor(events, reactions, log)
  const gathered: Gathering[] = gatheredBy(events, reactions.gathersByType, log)
  // Whoever drives the relay by hand drives the clock too, and waits for nothing.
  const isAtOnce = isManual === true
  atEnd(() => [...(gathered.length > 0 ? [gathering(gathered, { isAtOnce, stretch })] : []), passOn(jobs, last, events)])
  return { events, names: new Set([...jobs, ...(isAtOnce ? gathered : [])].map(({ name }) => name)) }
}

// A plan made while the table was small must not read the whole of it once it is large.
const takeTurn = statement`
  select set_config('enable_seqscan', 'off', true) from kernel.relay_position where name = 'main' for update`

// Two scalars: joined with its table, the index would be walked from the very first event that is kept, and compared with
// the place one by one. As parameters they would have the statement planned anew each time.
const isNew = statement`(e.xid, e.seq) > (
    (select p.xid from kernel.relay_position p where p.name = 'main'), (select p.seq from kernel.relay_position p where p.name = 'main'))`

const nextEvents = (read: readonly string[]): Statement => statement`
  select e.org_id as org, e.xid::text as xid, e.seq, e.type, case when e.type = any (${read}::text[]) then e.data end as data,
    e.request_id as "requestId", greatest(0, extract(epoch from clock_timestamp() - e.at))::float8 as "ageSeconds"
  from kernel.event e
  where ${isNew} and e.xid < pg_snapshot_xmin(pg_current_snapshot())
  order by e.xid, e.seq limit ${literal(batchSize)}`

const hasUnrelayed = async (sql: Execute): Promise<boolean> =>
  (
    await sql`
      select from kernel.event e where ${isNew}
      order by e.xid, e.seq limit 1`
  ).length > 0

// By number within the batch: of two transactions that met on the same record the later one has the higher number,
// while its transaction may have begun first. Jobs of a lane follow what really happened.
function jobsFor(events: readonly EventRow[], reactions: Reactions, log: Logger): JobRow[] {
  const led = new Set<string>()
  return events
    .toSorted((a, b) => a.seq - b.seq)
    .flatMap((event) =>
      (reactions.byType.get(event.type) ?? []).map((reaction) => {
        const lane = laneOf(reaction, event, log)
        const place = `${event.org} ${lane}`
        const state = lane !== undefined && led.has(place) ? 'behind' : 'ready'
        led.add(place)
        return {
          org_id: event.org,
          xid: event.xid,
          seq: event.seq,
          name: reaction.job.name,
          state,
          lane,
          max_attempts: reaction.job.attempts ?? 8,
          ...sortOf(reaction.job),
          request_id: event.requestId,
        }
      }),
    )
}

function laneOf(reaction: After, event: EventRow, log: Logger): string | undefined {
  try {
    return reaction.lane?.(event.data as never)
  } catch (error) {
    // One event that its lane cannot read must not stop all the others behind it.
    log.error(
      { err: error, event: event.type, job: reaction.job.name, org: event.org },
      'an event has no readable lane; its job runs without one',
    )
    return undefined
  }
}

// The payload goes from table to table without passing through here: it stays exactly what was committed.
function passOn(jobs: readonly JobRow[], last: EventRow, events: readonly EventRow[]): Statement {
  const orgs = [...new Set(events.map((event) => event.org))]
  const notice = JSON.stringify({ to: cursorOf(last), orgs: orgs.length > mostOrgsNamed ? null : orgs })
  const names = noticeOf(jobs.map(({ name }) => name))
  return statement`
    with queued as (
      insert into kernel.job (org_id, name, payload, state, key, lane, max_attempts, urgent, transactional, request_id)
      select e.org_id, r.name, e.data, r.state, r.xid || '-' || r.seq, r.lane, r.max_attempts, r.urgent, r.transactional, r.request_id
      from rows from (jsonb_to_recordset(${JSON.stringify(jobs)}::jsonb)
          as (org_id uuid, xid text, seq bigint, name text, state text, lane text, max_attempts smallint, urgent boolean,
            transactional boolean, request_id text))
        with ordinality as r (org_id, xid, seq, name, state, lane, max_attempts, urgent, transactional, request_id, place)
      join kernel.event e on e.org_id = r.org_id and e.xid = r.xid::xid8 and e.seq = r.seq
      order by r.place
      on conflict do nothing
    ), moved as (
      update kernel.relay_position set xid = ${last.xid}::xid8, seq = ${last.seq}::bigint, moved_at = now() where name = 'main'
    )
    select pg_notify('live', ${notice}::text), case when ${jobs.length}::int > 0 then pg_notify('jobs', ${names}::text) end`
}
