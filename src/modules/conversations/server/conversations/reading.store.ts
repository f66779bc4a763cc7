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

/** How many of the last messages are looked at: a number that was not written to for longer knows already. */
const looked = 100

/** The last inbound message but so many unread ones, by the provider's id, of each number they came through; the latest first. */
export async function readUpTo(ctx: Ctx, conversationId: string, unread: number): Promise<{ channelId: string; providerId: string }[]> {
  return ctx.sql<{ channelId: string; providerId: string }>`
    select r.channel_id as "channelId", r.provider_id as "providerId" from (
      select l.channel_id, l.provider_id, l.seq, row_number() over (partition by l.channel_id order by l.seq desc) as place from (
        select m.channel_id, m.provider_id, m.seq from conversations.message m
        where m.conversation_id = ${conversationId} and m.direction = 'in' and m.provider_id is not null
        order by m.seq desc offset ${unread} limit ${looked}
      ) l
    ) r where r.place = 1 order by r.seq desc`
}

export async function setUnread(ctx: Ctx, conversationId: string, count: number): Promise<void> {
  await ctx.sql`update conversations.conversation set unread_count = ${count}, version = version + 1 where id = ${conversationId}`
}
