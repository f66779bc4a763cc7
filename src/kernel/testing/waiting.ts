import type { Execute } from '#kernel/db/sql.ts'

/**
 * Until another transaction waits for what this one holds; whoever waits elsewhere on the server does not count. Or until it is
 * in vain, for a test whose control does not wait.
 */
export async function untilSomebodyWaits({ sql }: { sql: Execute }, isInVain = () => false): Promise<void> {
  for (let isWaiting = false; !isWaiting && !isInVain();) {
    const [row] = await sql<{ isWaiting: boolean }>`
      select exists (
        select from pg_catalog.pg_locks l where not l.granted and pg_backend_pid() = any(pg_blocking_pids(l.pid))
      ) as "isWaiting"`
    isWaiting = row?.isWaiting ?? false
  }
}
