import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

/** How far somebody has read; it only goes on. */
export const upsert = (conversationId: string, personId: string, seq: number, at: string): Statement => sql`
  insert into conversations.reading (conversation_id, person_id, read_seq, read_at) values (${conversationId}, ${personId}, ${seq}, ${at})
  on conflict (org_id, conversation_id, person_id) do update set
    read_seq = greatest(conversations.reading.read_seq, excluded.read_seq), read_at = excluded.read_at`

/** Back to before some entry. */
export async function rewind(ctx: Ctx, conversationId: string, personId: string, seq: number): Promise<void> {
  await ctx.sql`
    insert into conversations.reading (conversation_id, person_id, read_seq, read_at) values (${conversationId}, ${personId}, ${seq}, ${ctx.now})
    on conflict (org_id, conversation_id, person_id) do update set read_seq = excluded.read_seq, read_at = excluded.read_at`
}

export async function seqOf(ctx: Ctx, conversationId: string, personId: string): Promise<number> {
  const [row] = await ctx.sql<{ seq: number }>`
    select r.read_seq as seq from conversations.reading r where r.conversation_id = ${conversationId} and r.person_id = ${personId}`
  return row?.seq ?? 0
}

/** Inbound messages after an entry. */
export async function inboundAfter(ctx: Ctx, conversationId: string, seq: number): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from conversations.message m where m.conversation_id = ${conversationId} and m.seq > ${seq} and m.direction = 'in'`
  return row?.count ?? 0
}

export async function lastInboundSeq(ctx: Ctx, conversationId: string): Promise<number | null> {
  const [row] = await ctx.sql<{ seq: number | null }>`
    select max(m.seq) as seq from conversations.message m where m.conversation_id = ${conversationId} and m.direction = 'in'`
  return row?.seq ?? null
}

/** The last inbound message but so many unread ones, by the provider's id. */
export async function readUpTo(ctx: Ctx, conversationId: string, unread: number): Promise<string | null> {
  const [row] = await ctx.sql<{ providerId: string }>`
    select m.provider_id as "providerId" from conversations.message m
    where m.conversation_id = ${conversationId} and m.direction = 'in' and m.provider_id is not null
    order by m.seq desc offset ${unread} limit 1`
  return row?.providerId ?? null
}

export async function setUnread(ctx: Ctx, conversationId: string, count: number): Promise<void> {
  await ctx.sql`update conversations.conversation set unread_count = ${count}, version = version + 1 where id = ${conversationId}`
}
