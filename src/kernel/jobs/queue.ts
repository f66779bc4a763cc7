import { sql, type Statement } from '#kernel/db/sql.ts'
import type { JobOptions, Sort } from '#kernel/jobs/job.ts'

/** A job on its way into the queue. Without `at` it may start as soon as the transaction commits. */
export type QueuedJob = JobOptions & Sort & { name: string; payload: unknown; maxAttempts: number }

/**
 * One statement for all jobs of a transaction; runs inside the tenant. A job whose key already waits is dropped.
 * `at` is the moment of the transaction, which decides whether a job is due.
 */
export function jobInsert(jobs: readonly QueuedJob[], origin: { requestId: string; at: Date }): Statement {
  // What comes after a job of its lane in this same transaction need not be looked at before that one is done. A job with
  // a key may turn out to be dropped, so nothing waits for it.
  const led = new Set<string>()
  const rows = jobs.map(({ name, payload, at, key, lane, maxAttempts, urgent, transactional }) => {
    const state = at !== undefined && at > origin.at ? 'later' : lane !== undefined && led.has(lane) ? 'behind' : 'ready'
    if (lane !== undefined && key === undefined) led.add(lane)
    return { name, payload, run_at: (at ?? origin.at).toISOString(), state, key, lane, max_attempts: maxAttempts, urgent, transactional }
  })
  // Numbered in the order of creation, which lanes follow, but written in the order of their keys: two transactions
  // that meet on two keys then wait for each other in turn instead of in a circle.
  return sql`
    with numbered as materialized (
      select nextval('kernel.job_id_seq') as id, j.name, j.payload, j.run_at, j.state, j.key, j.lane, j.max_attempts, j.urgent,
        j.transactional
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as j (name text, payload jsonb, run_at timestamptz, state text, key text, lane text, max_attempts smallint, urgent boolean,
          transactional boolean)
    )
    insert into kernel.job (id, name, payload, run_at, state, key, lane, max_attempts, urgent, transactional, request_id)
    select n.id, n.name, n.payload, n.run_at, n.state, n.key, n.lane, n.max_attempts, n.urgent, n.transactional, ${origin.requestId}::text
    from numbered n order by n.name, n.key, n.id
    on conflict do nothing`
}
