import { nilId } from '#kernel/contract/ids.ts'
import { connectionIsLost, type Database } from '#kernel/db/database.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import { disown } from '#kernel/jobs/finish.ts'
import type { Sort } from '#kernel/jobs/job.ts'

/** A job leased to this process: nobody else runs it until `leaseToken` expires. */
export type Claimed = {
  org: string
  id: number
  name: string
  payload: unknown
  lane: string | null
  /** This one included. */
  attempt: number
  maxAttempts: number
  requestId: string
  leaseToken: string
  /** From the moment it was due. */
  waitedSeconds: number
}

/** Where the walk over organizations and job names stopped; the next one goes on from there. */
export type Turn = { org: string; name: string }
export const firstTurn: Turn = { org: nilId, name: '' }

export type Wish = {
  names: readonly string[]
  sort: Sort
  /** At most so many. */
  want: number
  from: Turn
  /** How many more each organization may hold here; `roomOfOthers` for those not listed. */
  rooms: ReadonlyMap<string, number>
  roomOfOthers: number
  leaseSeconds: number
  /** Nobody else's. */
  onlyOrg?: string | undefined
}

/** A long queue in one lane steps aside together, instead of being looked at job by job. */
const mostAside = 2_000

type Row = Claimed & { place: number; extra: number; isBehind: boolean }

/**
 * Takes ready jobs, sharing them evenly among the organizations (and, inside each, among the kinds of job) that have
 * any, however long their queues are. Jobs behind an earlier one of their lane are put aside and reported as `behind`.
 */
export async function claim(db: Database, wish: Wish): Promise<{ claimed: Claimed[]; behind: Lane[]; next: Turn }> {
  const leaseToken = crypto.randomUUID()
  const rows = await db.platformBatch<Row>([asIfLong, take(wish, leaseToken)]).catch((error: unknown) => {
    // Should even this fail, the leases run out.
    if (connectionIsLost(error)) void disown(db, leaseToken).catch(() => {})
    throw error
  })
  const [last] = rows.filter(({ place, extra }) => extra === 0 || place <= extra).sort((a, b) => b.place - a.place)
  return {
    claimed: rows
      .filter((row) => !row.isBehind)
      .map(({ place: _place, extra: _extra, isBehind: _isBehind, ...job }) => ({ ...job, leaseToken })),
    behind: rows.filter((row) => row.isBehind).map((row) => ({ org: row.org, lane: row.lane ?? '' })),
    next: last ? { org: last.org, name: last.name } : wish.from,
  }
}

/** Before what walks the queue: a plan made while it was empty must not read the whole of it once it is long. */
export const asIfLong = sql`select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)`

// As the index of each sort says it: what waits for others is not walked over.
const placeOf = ({ urgent, transactional }: Sort): Statement =>
  urgent ? sql`j.urgent` : transactional ? sql`not j.urgent and j.transactional` : sql`not j.urgent and not j.transactional`

// What is left of whole rounds goes to the first ones, and the walk goes on after them: otherwise the share of an
// organization would depend on how much a worker happens to want when its turn comes.
const take = ({ names, sort, want, from, rooms, roomOfOthers, leaseSeconds, onlyOrg }: Wish, leaseToken: string): Statement => {
  // On the walk itself: what others have waiting must cost nothing.
  const ofOne = onlyOrg === undefined ? empty : sql`and j.org_id = ${onlyOrg}::uuid`
  const within = sql`and ${placeOf(sort)} ${ofOne}`
  return sql`
  with recursive rest as (
    (select j.org_id, j.name from kernel.job j
     where j.state = 'ready' and (j.org_id, j.name) > (${from.org}::uuid, ${from.name}::text) ${within}
     order by j.org_id, j.name limit 1)
    union all
    select n.org_id, n.name from rest p cross join lateral (
      select j.org_id, j.name from kernel.job j
      where j.state = 'ready' and (j.org_id, j.name) > (p.org_id, p.name) ${within}
      order by j.org_id, j.name limit 1) n
  ), beginning as (
    (select j.org_id, j.name from kernel.job j
     where j.state = 'ready' and (j.org_id, j.name) <= (${from.org}::uuid, ${from.name}::text) ${within}
     order by j.org_id, j.name limit 1)
    union all
    select n.org_id, n.name from beginning p cross join lateral (
      select j.org_id, j.name from kernel.job j
      where j.state = 'ready' and (j.org_id, j.name) > (p.org_id, p.name) and (j.org_id, j.name) <= (${from.org}::uuid, ${from.name}::text)
        ${within}
      order by j.org_id, j.name limit 1) n
  ), pair as (
    select r.org_id, r.name from rest r union all select b.org_id, b.name from beginning b
  ), wanted as materialized (
    select p.org_id, p.name, r.room, row_number() over () as place
    from pair p cross join lateral (
      select coalesce((select b.room from unnest(${[...rooms.keys()]}::uuid[], ${[...rooms.values()]}::int[]) b (org_id, room)
                       where b.org_id = p.org_id), ${roomOfOthers}::int) as room) r
    where p.name = any (${names}::text[]) and r.room > 0
    limit ${want}::int
  ), share as materialized (
    select ${want}::int / greatest(1, count(*)::int) as size, ${want}::int % greatest(1, count(*)::int) as extra from wanted
  ), locked as materialized (
    select l.org_id, l.id, l.lane, w.place
    from wanted w cross join share s cross join lateral (
      select j.org_id, j.id, j.lane from kernel.job j
      where j.org_id = w.org_id and j.name = w.name and j.state = 'ready' ${within}
      order by j.id limit least(s.size + (w.place <= s.extra)::int, w.room) for update skip locked) l
  ), judged as materialized (
    select l.org_id, l.id, l.place, l.lane, l.lane is not null and exists (
      select from kernel.job e where e.org_id = l.org_id and e.lane = l.lane and e.id < l.id and e.state <> 'dead') as is_behind
    from locked l
  ), crowded as (
    select distinct on (g.org_id, g.lane) g.org_id, g.lane, g.id, g.place from judged g where g.is_behind order by g.org_id, g.lane, g.id
  ), aside as (
    update kernel.job j set state = 'behind'
    from (
      select w.org_id, w.id from crowded c cross join lateral (
        select k.org_id, k.id from kernel.job k
        where k.org_id = c.org_id and k.lane = c.lane and k.id >= c.id and k.state = 'ready'
        order by k.id limit ${mostAside}::int for update skip locked) w) waiting
    where j.org_id = waiting.org_id and j.id = waiting.id
  ), leased as (
    update kernel.job j
    set state = 'running', attempts = j.attempts + 1, lease_token = ${leaseToken}::uuid,
      leased_until = now() + make_interval(secs => ${leaseSeconds}::float8)
    from judged g where not g.is_behind and j.org_id = g.org_id and j.id = g.id
    returning j.org_id, j.id, j.name, j.lane, g.place, j.payload, j.attempts, j.max_attempts, j.request_id, j.run_at
  )
  select l.org_id as org, l.id, l.name, l.lane, l.place, l.payload, l.attempts as attempt, l.max_attempts as "maxAttempts",
    l.request_id as "requestId", greatest(0, extract(epoch from now() - l.run_at))::float8 as "waitedSeconds", s.extra, false as "isBehind"
  from leased l cross join share s
  union all
  select c.org_id, c.id, w.name, c.lane, c.place, null, null, null, null, null, s.extra, true
  from crowded c join wanted w on w.place = c.place cross join share s
  order by 2`
}

export type Lane = { org: string; lane: string }

/**
 * Lets the first unfinished job of each lane go if it was put aside. Called after the job before it was finished, and
 * after a job was put aside: both commit first and look afterwards, so that one of the two always sees the other. Returns
 * the names of those that may begin.
 */
export async function advance(db: Database, lanes: readonly Lane[]): Promise<string[]> {
  const advanced = await db.platform<{ name: string }>`
    update kernel.job j set state = 'ready'
    from (
      select f.org_id, f.id
      from ${tableOf(lanes)} l (org_id, lane)
      cross join lateral (
        select h.org_id, h.id, h.state from kernel.job h
        where h.org_id = l.org_id and h.lane = l.lane and h.state <> 'dead'
        order by h.id limit 1) f
      where f.state = 'behind') head
    where j.org_id = head.org_id and j.id = head.id and j.state = 'behind'
    returning j.name`
  return advanced.map(({ name }) => name)
}

/** One is given as such: a list of unknown length would have the statement planned anew each time. */
function tableOf(lanes: readonly Lane[]): Statement {
  const [first] = lanes
  if (first && lanes.length === 1) return sql`(values (${first.org}::uuid, ${first.lane}::text))`
  return sql`unnest(${lanes.map((lane) => lane.org)}::uuid[], ${lanes.map((lane) => lane.lane)}::text[])`
}

/** Every lane that has jobs put aside: what the sweep looks through for those that a stopped process forgot. */
export const lanesWithJobsAside = (db: Database): Promise<Lane[]> => db.platform<Lane>`
  with recursive waiting as (
    (select j.org_id, j.lane from kernel.job j where j.state = 'behind' order by j.org_id, j.lane limit 1)
    union all
    select n.org_id, n.lane from waiting w cross join lateral (
      select j.org_id, j.lane from kernel.job j
      where j.state = 'behind' and (j.org_id, j.lane) > (w.org_id, w.lane)
      order by j.org_id, j.lane limit 1) n
  )
  select w.org_id as org, w.lane from waiting w limit 20000`
