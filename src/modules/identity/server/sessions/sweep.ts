import type { Execute } from '#kernel/db/sql.ts'
import * as store from '#identity/server/sessions/sessions.store.ts'

/** Once an hour: rows of sessions, links and half-finished logins that open nothing any more. */
export const sweepDoors = {
  name: 'identity.sweep-doors',
  everySeconds: 3600,
  run: (platform: Execute, now: Date): Promise<void> => store.sweep({ sql: platform, now }),
}
