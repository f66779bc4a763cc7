import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import type { TimelineQuery } from '#kernel/module.ts'

export type Watched = { id: string; name: string; watchedSince: string | null }

export const watched = (ctx: Ctx): Promise<Watched[]> =>
  ctx.sql<Watched>`select id, name, watched_since as "watchedSince" from crm.segment where is_watched order by id`

/** Held until the end: two processes that look at one segment at once would tell everything twice. */
export async function hold(ctx: Ctx, id: string): Promise<Watched | undefined> {
  const [row] = await ctx.sql<Watched>`
    select id, name, watched_since as "watchedSince" from crm.segment where id = ${id} and is_watched for no key update skip locked`
  return row
}

export async function setWatched(ctx: Ctx, id: string, isWatched: boolean): Promise<void> {
  await ctx.sql`update crm.segment set is_watched = ${isWatched}, watched_since = null where id = ${id}`
  if (!isWatched) await ctx.sql`delete from crm.segment_presence where segment_id = ${id}`
}

export async function begun(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update crm.segment set watched_since = ${ctx.now} where id = ${id} and watched_since is null`
}

/** The next `most` contacts that meet `condition`, in the order of their ids. */
export const next = async (ctx: Ctx, condition: Statement, after: string, most: number): Promise<string[]> =>
  (
    await ctx.sql<{ id: string }>`
      select c.id from crm.contact c where c.archived_at is null and c.id > ${after} and ${condition} order by c.id limit ${most}`
  ).map(({ id }) => id)

/**
 * Makes `ids` the presence of a segment between two ids, and tells who is new there and who is not there any more. `until`
 * null: to the end.
 */
export async function replace(
  ctx: Ctx,
  segmentId: string,
  { after, until, ids }: { after: string; until: string | null; ids: readonly string[] },
): Promise<{ entered: string[]; left: string[] }> {
  const end = until === null ? empty : sql`and contact_id <= ${until}`
  const entered = await ctx.sql<{ id: string }>`
    insert into crm.segment_presence (segment_id, contact_id) select ${segmentId}, d.id from unnest(${ids}::uuid[]) as d(id)
    on conflict (org_id, segment_id, contact_id) do nothing returning contact_id as id`
  const left = await ctx.sql<{ id: string }>`
    delete from crm.segment_presence
    where segment_id = ${segmentId} and contact_id > ${after} ${end} and not contact_id = any(${ids}::uuid[])
    returning contact_id as id`
  return { entered: entered.map(({ id }) => id), left: left.map(({ id }) => id) }
}

export async function note(ctx: Ctx, segment: Watched, direction: 'entered' | 'left', contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  const rows = contactIds.map((contactId) => ({ id: ctx.newId(), contactId }))
  await ctx.sql`
    insert into crm.segment_passage (id, segment_id, segment_name, contact_id, direction, at)
    select d.id, ${segment.id}, ${segment.name}, d."contactId", ${direction}, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, "contactId" uuid)`
}

export type Passage = { id: string; segmentId: string; segmentName: string; direction: 'entered' | 'left'; at: string }

export const passages = (ctx: Ctx, query: TimelineQuery): Promise<Passage[]> =>
  ctx.sql<Passage>`
    select id, segment_id as "segmentId", segment_name as "segmentName", direction, at from crm.segment_passage
    where contact_id = ${query.contactId} and (at, id) < (${query.before}::timestamptz, ${query.beforeId}::uuid)
      ${query.kinds ? sql`and 'crm.segment-' || direction = any(${query.kinds}::text[])` : empty}
    order by at desc, id desc limit ${query.limit}`

/** What nobody asks any more: passages of before this instant. */
export async function forget(ctx: Ctx, before: Date): Promise<void> {
  await ctx.sql`
    delete from crm.segment_passage p using (select id from crm.segment_passage where at < ${before} limit 10000) old where p.id = old.id`
}
