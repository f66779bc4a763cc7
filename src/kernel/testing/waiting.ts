import type { Execute } from '#kernel/db/sql.ts'

/** Until another transaction waits for what this one holds; whoever waits elsewhere on the server does not count. */
export async function untilSomebodyWaits({ sql }: { sql: Execute }): Promise<void> {
  for (let isWaiting = false; !isWaiting;) {
    const [row] = await sql<{ isWaiting: boolean }>`
      select exists (
        select from pg_catalog.pg_locks l where not l.granted and pg_backend_pid() = any(pg_blocking_pids(l.pid))
      ) as "isWaiting"`
    isWaiting = row?.isWaiting ?? false
  }
}
