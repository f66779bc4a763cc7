import type { Ctx } from '#kernel/ctx.ts'

/** Everything of one thread behind the other, in its own order; what somebody had read to the end stays read. */
export async function moveAll(ctx: Ctx, from: string, to: { id: string; lastSeq: number }): Promise<number> {
  const [moved] = await ctx.sql<{ count: number }>`
    with numbered as (
      select m.id, row_number() over (order by m.seq) as place from conversations.message m where m.conversation_id = ${from}
    ), moved as (
      update conversations.message m set conversation_id = ${to.id}, seq = ${to.lastSeq}::int + numbered.place
      from numbered where m.id = numbered.id returning m.id
    ) select count(*) as count from moved`
  const count = moved?.count ?? 0
  await ctx.sql`
    update conversations.reading r set read_seq = ${to.lastSeq + count}
    where r.conversation_id = ${to.id} and r.read_seq >= ${to.lastSeq}`
  await ctx.sql`update conversations.scheduled_message set conversation_id = ${to.id} where conversation_id = ${from}`
  await ctx.sql`delete from conversations.draft where conversation_id = ${from}`
  return count
}

/** The newest of either side, by arrival and by its own moment. */
export async function newest(ctx: Ctx, id: string): Promise<{ lastMessageId: string | null; shownMessageId: string | null }> {
  const [row] = await ctx.sql<{ lastMessageId: string | null; shownMessageId: string | null }>`
    select
      (select m.id from conversations.message m where m.conversation_id = ${id} and m.direction = any(array['in', 'out'])
       order by m.created_at desc, m.seq desc limit 1) as "lastMessageId",
      (select m.id from conversations.message m where m.conversation_id = ${id} and m.direction = any(array['in', 'out'])
       order by m.at desc, m.seq desc limit 1) as "shownMessageId"`
  return row ?? { lastMessageId: null, shownMessageId: null }
}

export async function closeInto(ctx: Ctx, id: string, into: string): Promise<void> {
  await ctx.sql`
    update conversations.conversation set
      merged_into_id = ${into}, state = 'resolved', resolved_at = coalesce(resolved_at, ${ctx.now}), snoozed_until = null,
      waiting_since = null, answer_due_at = null, unread_count = 0, last_message_id = null, shown_message_id = null, version = version + 1
    where id = ${id}`
}

export async function setOpenedAt(ctx: Ctx, id: string, openedAt: string): Promise<void> {
  await ctx.sql`update conversations.conversation set opened_at = least(opened_at, ${openedAt}) where id = ${id}`
}
