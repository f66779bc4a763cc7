import { z } from 'zod'
import type { Desk } from '#kernel/ctx.ts'
import type { Database } from '#kernel/db/database.ts'
import { restMs } from '#kernel/jobs/backoff.ts'
import type { Claimed } from '#kernel/jobs/claim.ts'
import { removal, remove, type PutBack } from '#kernel/jobs/finish.ts'
import { Hopeless, TryAgain, type JobType } from '#kernel/jobs/job.ts'
import { Problem } from '#kernel/problem.ts'

const longestWorkMs = 15 * 60_000

/**
 * Does one leased job. False: somebody else took it over meanwhile, and a `run` job had no effect. Throws what the
 * handler throws; then nothing was removed.
 */
export async function perform(db: Database, type: JobType, job: Claimed, desk: Desk): Promise<boolean> {
  const payload = type.payload.safeParse(job.payload)
  if (!payload.success) throw new Hopeless(`its payload does not fit: ${z.prettifyError(payload.error)}`)
  if (type.run) {
    let isOurs = false
    await desk.transaction(async (ctx) => {
      // First, not last: the row lock keeps everybody else away for as long as this transaction lives.
      isOurs = (await ctx.sql(removal(job))).length > 0
      if (isOurs) await type.run?.(ctx, payload.data)
    })
    return isOurs
  }
  if (type.work) await withinTime(type.work(desk, payload.data), desk.signal)
  return remove(db, job)
}

/** What becomes of a job whose handler threw. */
export function verdict(error: unknown, job: Pick<Claimed, 'attempt' | 'maxAttempts'>, now: Date, random = Math.random()): PutBack {
  const reason = describe(error)
  if (error instanceof Hopeless || job.attempt >= job.maxAttempts) return { state: 'dead', runAt: now, error: reason }
  if (error instanceof TryAgain) return { state: 'later', runAt: error.at, error: reason }
  // A restart of the database is over in a second, and no reason to wait as for a provider that is down.
  const rest = restMs(databaseWentAway(error) ? 0 : job.attempt, random)
  return { state: 'later', runAt: new Date(now.getTime() + rest), error: reason }
}

// SQLSTATE classes 08 and 57P, and what `pg` says when it notices first.
function databaseWentAway(error: unknown): boolean {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  return (
    /^(08...|57P..|EPIPE)$/.test(String(code)) || /^(Connection terminated|Client has encountered a connection error)/.test(String(message))
  )
}

function describe(error: unknown): string {
  const text =
    error instanceof Problem ? `${error.code} ${JSON.stringify(error.details)}` : error instanceof Error ? error.message : String(error)
  return text.replaceAll('\u0000', '').slice(0, 2_000) || 'no reason given'
}

async function withinTime(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: end, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`it was not done after ${longestWorkMs / 60_000} minutes`)), longestWorkMs)
  const stop = (): void => reject(new Error('it was told to stop'))
  // A handler that does not look at the signal must not hold up the stop of the server.
  signal.addEventListener('abort', stop, { once: true })
  try {
    await Promise.race([work, end])
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    work.catch(() => {})
  }
}
