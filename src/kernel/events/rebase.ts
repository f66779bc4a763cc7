import type { Execute } from '#kernel/db/sql.ts'

/**
 * Transaction numbers belong to one PostgreSQL server. After the data was copied into another one (a logical restore)
 * the old numbers lie in its future, and new events would be taken for old ones that everybody has seen. Then the
 * events that were passed on get the number 1, the others the number of this transaction. Returns whether it was so.
 */
export async function rebase(sql: Execute): Promise<boolean> {
  const [position] = await sql<{ xid: string; seq: number }>`
    select xid::text as xid, seq from kernel.relay_position
    where name = 'main' and xid >= pg_snapshot_xmax(pg_current_snapshot()) for update`
  if (!position) return false
  await sql`select set_config('statement_timeout', '0', true)`
  await sql`
    update kernel.event
    set xid = case when (xid, seq) <= (${position.xid}::xid8, ${position.seq}::bigint) then '1'::xid8 else pg_current_xact_id() end`
  await sql`
    update kernel.relay_position p set xid = '1', seq = coalesce((select max(e.seq) from kernel.event e where e.xid = '1'), 0)
    where p.name = 'main'`
  return true
}
