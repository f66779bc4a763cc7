import type { Execute } from '#kernel/db/sql.ts'

const batchSize = 5_000

/**
 * Deletes events from before `cutoff`, the oldest first, in short statements of their own. The event at the relay's
 * position stays, so that browsers that wait there still find their place. Returns how many went.
 */
export async function deleteEventsBefore(sql: Execute, cutoff: Date): Promise<number> {
  for (let total = 0; ;) {
    // The age is asked of the oldest batch only: asked of the table, the last and empty round would read all of it.
    const deleted = await sql`
      delete from kernel.event d using (
        select o.org_id, o.xid, o.seq from (
          select e.org_id, e.xid, e.seq, e.at from kernel.event e
          join kernel.relay_position p on p.name = 'main' and (e.xid, e.seq) < (p.xid, p.seq)
          order by e.xid, e.seq limit ${batchSize}) o
        where o.at < ${cutoff}) gone
      where d.org_id = gone.org_id and d.xid = gone.xid and d.seq = gone.seq
      returning d.seq`
    total += deleted.length
    if (deleted.length < batchSize) return total
  }
}
