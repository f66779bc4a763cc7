import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

export type Found = { count: number; oldestAt: string | null }

const old = (before: string, restricted: readonly string[]): Statement => sql`
  from conversations.conversation c
  where c.state = 'resolved' and c.merged_into_id is null and c.last_message_at < ${before}::timestamptz
    and not c.contact_id = any (${restricted}::uuid[])`

export async function countOld(ctx: Ctx, before: string, restricted: readonly string[]): Promise<Found> {
  const [row] = await ctx.sql<Found>`select count(*) as count, min(c.last_message_at) as "oldestAt" ${old(before, restricted)}`
  return row ?? { count: 0, oldestAt: null }
}

/** The oldest, with those that were merged into them. */
export async function takeOld(
  ctx: Ctx,
  before: string,
  restricted: readonly string[],
  limit: number,
): Promise<{ ids: string[]; all: string[] }> {
  const roots = await ctx.sql<{
    id: string
  }>`select c.id ${old(before, restricted)} order by c.last_message_at limit ${limit} for update of c`
  const ids = roots.map(({ id }) => id)
  const merged = await ctx.sql<{ id: string }>`
    with recursive shell as (
      select c.id from conversations.conversation c where c.merged_into_id = any (${ids}::uuid[])
      union select c.id from conversations.conversation c join shell on c.merged_into_id = shell.id)
    select id from shell`
  return { ids, all: [...ids, ...merged.map(({ id }) => id)] }
}

const fileIdsOf = (content: Statement): Statement => sql`jsonb_path_query(${content}, 'strict $.**.fileId') #>> '{}'`

/** Removes conversations with everything said in them; answers the files that they held. */
export async function removeWhole(ctx: Ctx, ids: readonly string[]): Promise<string[]> {
  const files = await ctx.sql<{ id: string | null }>`
    select ${fileIdsOf(sql`m.content`)} as id from conversations.message m where m.conversation_id = any (${ids}::uuid[])
    union select ${fileIdsOf(sql`s.content`)} from conversations.scheduled_message s where s.conversation_id = any (${ids}::uuid[])
    union select unnest(d.file_ids)::text from conversations.draft d where d.conversation_id = any (${ids}::uuid[])
    union select e.file_id::text from conversations.conversation_export e where e.conversation_id = any (${ids}::uuid[])`
  const said = sql`(select m.channel_id, m.provider_id from conversations.message m where m.conversation_id = any (${ids}::uuid[]) and m.provider_id is not null)`
  await ctx.sql`delete from conversations.delivery d where (d.channel_id, d.provider_id) in ${said}`
  await ctx.sql`delete from conversations.reaction r where (r.channel_id, r.provider_id) in ${said}`
  await ctx.sql`
    delete from conversations.message_version v
    where v.message_id in (select m.id from conversations.message m where m.conversation_id = any (${ids}::uuid[]))`
  await ctx.sql`delete from conversations.message m where m.conversation_id = any (${ids}::uuid[])`
  await ctx.sql`delete from conversations.conversation c where c.id = any (${ids}::uuid[])`
  return files.flatMap(({ id }) => id ?? [])
}

const oldMedia = (before: string, restricted: readonly string[]): Statement => sql`
  from conversations.message m join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
  where m.at < ${before}::timestamptz and m.direction = any (array['in', 'out']) and m.content #>> '{media,fileId}' is not null
    and not c.contact_id = any (${restricted}::uuid[])`

export async function countOldMedia(ctx: Ctx, before: string, restricted: readonly string[]): Promise<Found> {
  const [row] = await ctx.sql<Found>`select count(*) as count, min(m.at) as "oldestAt" ${oldMedia(before, restricted)}`
  return row ?? { count: 0, oldestAt: null }
}

/** The messages stay and say that their file is no longer there. Answers the ids of the files, one per message. */
export async function forgetMedia(ctx: Ctx, before: string, restricted: readonly string[], limit: number): Promise<string[]> {
  const rows = await ctx.sql<{ fileId: string }>`
    with taken as (
      select m.org_id, m.id, m.content #>> '{media,fileId}' as file_id ${oldMedia(before, restricted)} order by m.at limit ${limit} for update of m)
    update conversations.message m
    set content = jsonb_set(m.content, '{media}', (m.content -> 'media') || '{"state": "failed", "failure": "gone", "fileId": null}'), media_ref = null
    from taken t where m.org_id = t.org_id and m.id = t.id
    returning t.file_id as "fileId"`
  return rows.map(({ fileId }) => fileId)
}
