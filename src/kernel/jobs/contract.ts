import { z } from 'zod'
import { endpoint, permission } from '#kernel/contract/declare.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'

/** See the jobs that were given up, run them again or discard them. */
export const canManageJobs = permission('kernel.manage-jobs')

/** A job that failed as often as it may, or for good. */
export const DeadLetter = z.object({
  id: z.int().positive(),
  /** `module.verb-noun`. */
  name: z.string(),
  payload: z.unknown(),
  /** What went wrong the last time. */
  error: z.string(),
  attempts: z.int(),
  lane: z.string().nullable(),
  /** Of the request that caused it; the audit trail and the log know it too. */
  requestId: z.string(),
  createdAt: Instant,
  deadAt: Instant,
})
export type DeadLetter = z.infer<typeof DeadLetter>

const ById = z.object({ id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER) })

/** The ones given up last come first. `filter` knows `name` and `deadAt`. */
export const listDeadLetters = endpoint({
  method: 'GET',
  path: '/dead-letters',
  permission: canManageJobs,
  input: Listing,
  output: pageOf(DeadLetter),
})

/** Jobs of the organization by state. `oldestReadyAt`: since when the one that waits longest could have run. */
export const JobCounts = z.object({
  ready: z.int(),
  later: z.int(),
  behind: z.int(),
  running: z.int(),
  dead: z.int(),
  oldestReadyAt: Instant.nullable(),
})
export type JobCounts = z.infer<typeof JobCounts>
export const countJobs = endpoint({
  method: 'GET',
  path: '/jobs/counts',
  permission: canManageJobs,
  input: z.object({}),
  output: JobCounts,
})

/** Runs one again, with all its tries, at the end of its lane. */
export const rerunDeadLetter = endpoint({
  method: 'POST',
  path: '/dead-letters/:id/reruns',
  permission: canManageJobs,
  input: ById,
  output: z.object({ count: z.int() }),
})

/** Runs all of them again, or all of one name: up to a thousand at a time, `left` say how many remain. */
export const rerunDeadLetters = endpoint({
  method: 'POST',
  path: '/dead-letters/reruns',
  permission: canManageJobs,
  input: z.object({ name: z.string().max(120).optional() }),
  output: z.object({ count: z.int(), left: z.int() }),
})

/** Gives one up for good. */
export const discardDeadLetter = endpoint({
  method: 'DELETE',
  path: '/dead-letters/:id',
  permission: canManageJobs,
  input: ById,
  output: z.object({}),
})
