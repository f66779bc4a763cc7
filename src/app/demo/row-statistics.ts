import pg from 'pg'
import type { Connection } from '#kernel/db/database.ts'

/**
 * Tells the database how many rows there are now. It would notice by itself a minute later; until then it plans what follows
 * from a demo as if its tables were as empty as when they were first asked.
 */
export async function countRows(owner: Connection): Promise<void> {
  const client = new pg.Client({ ...owner, options: '-c client_min_messages=error' })
  await client.connect()
  try {
    await client.query('analyze')
  } finally {
    await client.end()
  }
}
