import type { Connection } from '#kernel/db/database.ts'
import { withClient } from '#kernel/db/with-client.ts'

/**
 * Tells the database how many rows there are now. It would notice by itself a minute later; until then it plans what follows
 * from a demo as if its tables were as empty as when they were first asked.
 */
export async function countRows(owner: Connection): Promise<void> {
  await withClient({ ...owner, options: '-c client_min_messages=error' }, (client) => client.query('analyze'))
}
