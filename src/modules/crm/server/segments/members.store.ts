import type { Ctx } from '#kernel/ctx.ts'
import type { Statement } from '#kernel/db/sql.ts'

/** Puts them on a list; tells which were not on it yet. Ids of nobody are left out. */
export async function add(ctx: Ctx, segmentId: string, ids: readonly string[], byName: string): Promise<string[]> {
  const added = await ctx.sql<{ id: string }>`
    insert into crm.segment_member (segment_id, contact_id, added_at, added_by_name)
    select ${segmentId}, c.id, ${ctx.now}, ${byName} from crm.contact c where c.id = any(${ids}) order by c.id
    on conflict (org_id, segment_id, contact_id) do nothing
    returning contact_id as id`
  return added.map(({ id }) => id)
}

export async function remove(ctx: Ctx, segmentId: string, ids: readonly string[]): Promise<string[]> {
  const removed = await ctx.sql<{ id: string }>`
    delete from crm.segment_member where segment_id = ${segmentId} and contact_id = any(${ids}) returning contact_id as id`
  return removed.map(({ id }) => id)
}

/** Freezes the next `most` contacts of `condition` after `after`, in the order of their ids; null when those were the last. */
export async function freeze(
  ctx: Ctx,
  segmentId: string,
  condition: Statement,
  { after, most, byName }: { after: string; most: number; byName: string },
): Promise<string | null> {
  const rows = await ctx.sql<{ id: string }>`
    with next as (
      select c.id from crm.contact c where c.archived_at is null and c.id > ${after} and ${condition} order by c.id limit ${most}
    ), kept as (
      insert into crm.segment_member (segment_id, contact_id, added_at, added_by_name)
      select ${segmentId}, next.id, ${ctx.now}, ${byName} from next
      on conflict (org_id, segment_id, contact_id) do nothing
    )
    select next.id from next order by next.id desc limit 1`
  return rows[0]?.id ?? null
}

export async function filled(ctx: Ctx, segmentId: string): Promise<void> {
  await ctx.sql`update crm.segment set is_filling = false, version = version + 1 where id = ${segmentId}`
}

export const names = (ctx: Ctx, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  ctx.sql<{ id: string; name: string }>`select id, name from crm.segment where id = any(${ids}::uuid[])`

/** Whether a contact meets a condition (on `c`). */
export async function meets(ctx: Ctx, contactId: string, condition: Statement): Promise<boolean> {
  const rows = await ctx.sql`select true as yes from crm.contact c where c.id = ${contactId} and c.archived_at is null and ${condition}`
  return rows.length > 0
}
