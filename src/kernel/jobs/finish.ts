import type { Claimed } from '#kernel/jobs/claim.ts'
import { connectionIsLost, type Database } from '#kernel/db/database.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'

type Held = Pick<Claimed, 'org' | 'id' | 'leaseToken'>

/**
 * The job is done: it goes, if this lease still holds it. Run inside the transaction of its effect, so that both happen
 * or neither; no row back means that somebody else took the job over.
 */
export const removal = (job: Held): Statement => sql`
  delete from kernel.job where org_id = ${job.org}::uuid and id = ${job.id}::bigint and lease_token = ${job.leaseToken}::uuid returning id`

/** The same by itself, for work whose effect lies outside. False: somebody else took it over. */
export const remove = async (db: Database, job: Held): Promise<boolean> => (await insist(() => db.platform(removal(job)))).length > 0

const insistTries = 20
const insistEveryMs = 500

// What was done outside must not be done again only because the database restarts just now.
async function insist<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await attempt()
    } catch (error) {
      if (tries >= insistTries || !connectionIsLost(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, insistEveryMs))
    }
  }
}

export type PutBack = {
  state: 'ready' | 'later' | 'dead'
  runAt: Date
  /** What went wrong, for the administrator. Absent: nothing did, and the try does not count. */
  error?: string
}

/**
 * Gives a leased job back to the queue, or buries it. When a job with the same key came to wait meanwhile, that one does
 * the work and this one goes. False: the lease was lost, or (with `skipsLocked`) its own transaction is still open.
 */
export async function putBack(
  db: Database,
  job: Held,
  to: PutBack,
  options: { skipsLocked?: boolean; onlyExpired?: boolean } = {},
): Promise<boolean> {
  const write = async (): Promise<boolean> => (await insist(() => db.platform(giveBack(job, to, options)))).length > 0
  try {
    return await write()
  } catch (error) {
    // A job with this key was enqueued between our look and our write: now we see it.
    if ((error as { code?: string }).code !== '23505') throw error
    return write()
  }
}

const giveBack = (job: Held, to: PutBack, { skipsLocked, onlyExpired }: { skipsLocked?: boolean; onlyExpired?: boolean }): Statement => sql`
  with mine as (
    select j.org_id, j.id, j.name, j.key from kernel.job j
    where j.org_id = ${job.org}::uuid and j.id = ${job.id}::bigint and j.lease_token = ${job.leaseToken}::uuid
      ${onlyExpired ? sql`and j.leased_until < now()` : empty}
    for update ${skipsLocked ? sql`skip locked` : empty}
  ), twin as (
    select m.id from mine m join kernel.job w on w.org_id = m.org_id and w.name = m.name and w.key = m.key
    where w.state = any (array['ready', 'later', 'behind']) and ${to.state}::text <> 'dead'
  ), folded as (
    delete from kernel.job j using mine m
    where j.org_id = m.org_id and j.id = m.id and exists (select from twin)
    returning j.id
  ), kept as (
    update kernel.job j
    set state = ${to.state}::text, run_at = ${to.runAt}::timestamptz, leased_until = null, lease_token = null,
      dead_at = case when ${to.state}::text = 'dead' then now() end,
      attempts = case when ${to.error ?? null}::text is null then greatest(0, j.attempts - 1) else j.attempts end,
      last_error = coalesce(${to.error ?? null}::text, j.last_error)
    from mine m
    where j.org_id = m.org_id and j.id = m.id and not exists (select from twin)
    returning j.id
  )
  select f.id from folded f union all select k.id from kept k`

/** Leases of which we never learned, because the connection broke before the answer came: nobody works on those jobs. */
export async function disown(db: Database, leaseToken: string): Promise<void> {
  await insist(
    () => db.platform`
      update kernel.job j set state = 'ready', attempts = greatest(0, j.attempts - 1), leased_until = null, lease_token = null
      where j.state = 'running' and j.lease_token = ${leaseToken}::uuid`,
  )
}

const columnsOf = (jobs: readonly Held[]): [string[], number[], string[]] => [
  jobs.map((job) => job.org),
  jobs.map((job) => job.id),
  jobs.map((job) => job.leaseToken),
]

/** Prolongs the leases and returns the ids still held. Jobs whose own transaction has them locked are safe and left out. */
export async function extend(db: Database, jobs: readonly Held[], leaseSeconds: number): Promise<Set<number>> {
  const [orgs, ids, tokens] = columnsOf(jobs)
  const held = await db.platform<{ id: number }>`
    update kernel.job j set leased_until = now() + make_interval(secs => ${leaseSeconds}::float8)
    from (
      select k.org_id, k.id from unnest(${orgs}::uuid[], ${ids}::bigint[], ${tokens}::uuid[]) h (org_id, id, lease_token)
      join kernel.job k on k.org_id = h.org_id and k.id = h.id and k.lease_token = h.lease_token
      for update of k skip locked) mine
    where j.org_id = mine.org_id and j.id = mine.id
    returning j.id`
  return new Set(held.map((row) => row.id))
}

export type Expired = Held & { name: string; attempts: number; maxAttempts: number; lane: string | null }

/** Jobs whose worker stopped answering. */
export const expired = (db: Database): Promise<Expired[]> => db.platform<Expired>`
  select j.org_id as org, j.id, j.name, j.lease_token as "leaseToken", j.attempts, j.max_attempts as "maxAttempts", j.lane
  from kernel.job j where j.state = 'running' and j.leased_until < now() order by j.leased_until limit 200`

/** How many jobs are in each state, for the metrics and the health page. */
export const depth = (db: Database): Promise<{ state: string; jobs: number }[]> => db.platform<{ state: string; jobs: number }>`
  select j.state, count(*) as jobs from kernel.job j group by j.state`

/** Names that have jobs waiting here and that this version does not know. */
export const unknownNames = (db: Database, known: readonly string[]): Promise<{ name: string; jobs: number }[]> => db.platform<{
  name: string
  jobs: number
}>`
  select j.name, count(*) as jobs from kernel.job j where j.state = 'ready' and j.name <> all (${known}::text[]) group by j.name limit 20`
