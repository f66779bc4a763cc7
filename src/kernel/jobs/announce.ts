import type { Logger } from 'pino'
import type { Database } from '#kernel/db/database.ts'

const gatherMs = 5

/**
 * Tells the workers of other processes that jobs were committed here, for a process that has none itself. Many calls
 * make one notification: inside every transaction it would make all commits of the server wait for each other.
 */
export function announceJobs(db: Database, log: Logger): () => void {
  let timer: NodeJS.Timeout | undefined
  const tell = (): void => {
    timer = undefined
    db.platform`select pg_notify('jobs', '')`.catch((error: unknown) =>
      log.warn({ err: error }, 'workers will find new jobs at their next look'),
    )
  }
  return () => void (timer ??= setTimeout(tell, gatherMs).unref())
}
