import type { Listing, Page } from '#kernel/contract/page.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { list as listRows, type ListSpec } from '#kernel/db/listing.ts'
import { sql } from '#kernel/db/sql.ts'
import {
  countJobs,
  discardDeadLetter,
  listDeadLetters,
  rerunDeadLetter,
  rerunDeadLetters,
  type DeadLetter,
  type JobCounts,
} from '#kernel/jobs/contract.ts'
import { serve, type Route } from '#kernel/module.ts'
import { notFound } from '#kernel/problem.ts'

const mostAtOnce = 1_000

const spec: ListSpec = {
  from: sql`from kernel.job j`,
  columns: sql`j.id, j.name, j.payload, coalesce(j.last_error, '') as error, j.attempts, j.lane, j.request_id as "requestId",
    j.created_at as "createdAt", j.dead_at as "deadAt"`,
  where: [sql`j.state = 'dead'`],
  fields: {
    deadAt: { column: sql`j.dead_at`, type: 'instant', sortable: true, filterable: true },
    name: { column: sql`j.name`, type: 'text', sortable: true, filterable: true },
  },
  defaultSort: '-deadAt',
  // Lists break ties by uuid; a number written as one keeps its order.
  tieBreaker: sql`lpad(to_hex(j.id), 32, '0')::uuid`,
}

export const list = (ctx: Ctx, input: Listing): Promise<Page<DeadLetter>> => listRows<DeadLetter>(ctx, spec, input)

export async function count(ctx: Ctx): Promise<JobCounts> {
  const rows = await ctx.sql<{ state: keyof Omit<JobCounts, 'oldestReadyAt'>; jobs: number; oldest: string }>`
    select j.state, count(*) as jobs, min(j.run_at) as oldest from kernel.job j group by j.state`
  const counts: JobCounts = { ready: 0, later: 0, behind: 0, running: 0, dead: 0, oldestReadyAt: null }
  for (const { state, jobs, oldest } of rows) {
    counts[state] = jobs
    if (state === 'ready') counts.oldestReadyAt = oldest
  }
  return counts
}

export async function rerun(ctx: Ctx, { id }: { id: number }): Promise<{ count: number }> {
  const [letter] = await ctx.sql<{
    id: number
    name: string
  }>`select j.id, j.name from kernel.job j where j.id = ${id} and j.state = 'dead' for update`
  if (!letter) throw notFound()
  await revive(ctx, [letter])
  return { count: 1 }
}

export async function rerunAll(ctx: Ctx, { name }: { name?: string | undefined }): Promise<{ count: number; left: number }> {
  const letters = await ctx.sql<{ id: number; name: string }>`
    select j.id, j.name from kernel.job j where j.state = 'dead' and j.name = coalesce(${name ?? null}::text, j.name)
    order by j.id limit ${mostAtOnce} for update`
  if (letters.length > 0) await revive(ctx, letters)
  const [rest] = await ctx.sql<{ left: number }>`
    select count(*) as left from kernel.job j where j.state = 'dead' and j.name = coalesce(${name ?? null}::text, j.name)`
  return { count: letters.length, left: rest?.left ?? 0 }
}

export async function discard(ctx: Ctx, { id }: { id: number }): Promise<Record<string, never>> {
  const [gone] = await ctx.sql<{ name: string; error: string; attempts: number }>`
    delete from kernel.job j where j.id = ${id} and j.state = 'dead' returning j.name, j.last_error as error, j.attempts`
  if (!gone) throw notFound()
  const { name, error, attempts } = gone
  ctx.audit({ action: 'kernel.job.discarded', subject: { kind: 'job', id: String(id), name }, before: { error, attempts } })
  return {}
}

// With a new number, so that it goes behind what its lane did meanwhile instead of beside it. Of several with one key,
// or one whose key waits again already, a single job is left: it does the work of all.
async function revive(ctx: Ctx, letters: readonly { id: number; name: string }[]): Promise<void> {
  await ctx.sql`
    with dead as (
      select j.id, j.name, j.key, row_number() over (partition by j.name, coalesce(j.key, 'no key ' || j.id) order by j.id desc) as place
      from kernel.job j where j.id = any (${letters.map(({ id }) => id)}::bigint[]) and j.state = 'dead'
    ), judged as (
      select d.id, d.place > 1 or exists (
        select from kernel.job w where w.name = d.name and w.key = d.key and w.state = any (array['ready', 'later', 'behind'])) as is_spare
      from dead d
    ), numbered as materialized (
      select o.id, nextval('kernel.job_id_seq') as new_id from (select g.id from judged g where not g.is_spare order by g.id) o
    ), folded as (
      delete from kernel.job j using judged g where g.is_spare and j.id = g.id
    )
    update kernel.job j
    set id = n.new_id, state = 'ready', attempts = 0, run_at = ${ctx.now}, dead_at = null
    from numbered n where j.id = n.id`
  for (const { id, name } of letters) ctx.audit({ action: 'kernel.job.rerun', subject: { kind: 'job', id: String(id), name } })
}

export const jobRoutes: readonly Route[] = [
  serve(listDeadLetters, list),
  serve(countJobs, count),
  serve(rerunDeadLetter, rerun),
  serve(rerunDeadLetters, rerunAll),
  serve(discardDeadLetter, discard),
]
