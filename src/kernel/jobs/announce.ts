import type { Logger } from 'pino'
import type { Database } from '#kernel/db/database.ts'

const gatherMs = 5
// A notification holds less than 8,000 bytes; a name at most 120.
const mostNamed = 50

/** What a notification on `jobs` says: which kinds of job came, or nothing when there are too many to name. */
export function noticeOf(names: Iterable<string>): string {
  const different = [...new Set(names)]
  return different.length > mostNamed ? '' : different.join(' ')
}

/** The other way round; undefined: it may be any. */
export const namedIn = (notice: string): string[] | undefined => (notice === '' ? undefined : notice.split(' '))

/**
 * Tells the workers of other processes that jobs were committed here, for a process that has none itself. Many calls
 * make one notification: inside every transaction it would make all commits of the server wait for each other.
 */
export function announceJobs(db: Database, log: Logger): (names: Iterable<string>) => void {
  let timer: NodeJS.Timeout | undefined
  let named = new Set<string>()
  const tell = (): void => {
    timer = undefined
    const notice = noticeOf(named)
    named = new Set()
    db.platform`select pg_notify('jobs', ${notice})`.catch((error: unknown) =>
      log.warn({ err: error }, 'workers will find new jobs at their next look'),
    )
  }
  return (names) => {
    for (const name of names) named.add(name)
    timer ??= setTimeout(tell, gatherMs).unref()
  }
}
