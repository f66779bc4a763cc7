import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql } from '#kernel/db/sql.ts'
import type { Notice } from '#identity/contract/notice.ts'

export type NewNotice = { id: string; personId: string; words: string; values: Notice['values']; href: string; key: string }

/** Those that were not told yet. */
export async function insert(ctx: Ctx, notices: readonly NewNotice[]): Promise<{ id: string; personId: string }[]> {
  const rows = notices.map(({ id, personId, words, values, href, key }) => ({ id, person_id: personId, words, values, href, key }))
  return ctx.sql<{ id: string; personId: string }>`
    insert into identity.notice (id, person_id, words, values, href, key, created_at)
    select n.id, n.person_id, n.words, n.values, n.href, n.key, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, person_id uuid, words text, values jsonb, href text, key text)
    on conflict (org_id, person_id, key) do nothing
    returning id, person_id as "personId"`
}

export async function page(ctx: Ctx, personId: string, before: { at: string; id: string } | undefined, limit: number): Promise<Notice[]> {
  return ctx.sql<Notice>`
    select n.id, n.words, n.values, n.href, n.created_at as "createdAt", n.read_at as "readAt"
    from identity.notice n
    where n.person_id = ${personId} ${before ? sql`and (n.created_at, n.id) < (${before.at}::timestamptz, ${before.id}::uuid)` : empty}
    order by n.created_at desc, n.id desc limit ${limit}`
}

export async function unread(ctx: Ctx, personId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from identity.notice n where n.person_id = ${personId} and n.read_at is null`
  return row?.count ?? 0
}

/** How many were not read before. */
export async function markRead(ctx: Ctx, personId: string, id: string | undefined): Promise<number> {
  const rows = await ctx.sql`
    update identity.notice set read_at = ${ctx.now}
    where person_id = ${personId} and read_at is null ${id === undefined ? empty : sql`and id = ${id}`} returning id`
  return rows.length
}

export async function exists(ctx: Ctx, personId: string, id: string): Promise<boolean> {
  const rows = await ctx.sql`select true as yes from identity.notice n where n.person_id = ${personId} and n.id = ${id}`
  return rows.length > 0
}

export async function forgetReadBefore(ctx: Ctx, moment: string): Promise<void> {
  await ctx.sql`delete from identity.notice where created_at < ${moment}`
}
