import { windowFor } from '#kernel/db/listing.ts'
import { join, sql, type Statement } from '#kernel/db/sql.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { messageColumns, quotedJoin, type MessageRow, type NewMessage } from './message-row.store.ts'

/** A statement, so that it can travel with the conversation it belongs to. */
export const insertion = (messages: readonly NewMessage[]): Statement => sql`
  insert into conversations.message (
    id, conversation_id, channel_id, seq, direction, kind, content, preview, search_text, author_kind, author_id, author_name, at,
    provider_id, state, sent_at, reply_to_provider_id, is_forwarded, referral, media_ref, retry_of, created_at)
  select
    m.id, m."conversationId", m."channelId", m.seq, m.direction, m.content ->> 'kind', m.content, m.preview, m."searchText",
    m.author ->> 'kind', (m.author ->> 'id')::uuid, m.author ->> 'name', m.at, m."providerId", m.state,
    case when m.state = 'sent' then m.at end, m."replyToProviderId", m."isForwarded", m.referral, m."mediaRef", m."retryOf", m."createdAt"
  from jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as m (
    id uuid, "conversationId" uuid, "channelId" uuid, seq int, direction text, content jsonb, preview text, "searchText" text, author jsonb,
    at timestamptz, "providerId" text, state text, "replyToProviderId" text, "isForwarded" boolean, referral jsonb, "mediaRef" jsonb,
    "retryOf" uuid, "createdAt" timestamptz)`

/** One statement out of several writes: one round trip, and foreign keys between them are checked when all are done. */
export function together(statements: readonly Statement[]): Statement {
  const last = statements.at(-1)
  if (statements.length < 2 || !last) return last as Statement
  const named = statements.slice(0, -1).map((statement, i) => sql`${step(i)} as (${statement})`)
  return sql`with ${join(named, ', ')} ${last}`
}

const steps = [sql`step_1`, sql`step_2`, sql`step_3`, sql`step_4`, sql`step_5`, sql`step_6`, sql`step_7`, sql`step_8`]
const step = (i: number): Statement => steps[i] as Statement

export async function byIds(ctx: Ctx, ids: readonly string[]): Promise<MessageRow[]> {
  return ctx.sql<MessageRow>`
    select ${messageColumns} from conversations.message m ${quotedJoin} where m.id = any(${ids}) order by m.conversation_id, m.seq`
}

/** A point of a thread, and which way to go from there. */
export type Place = { at: string; seq: number; direction: 'older' | 'newer'; inclusive: boolean }

/** A page of a thread by `(at, seq)`, newest first: at least one row more than `limit`, where there are any. */
export async function page(ctx: Ctx, conversationId: string, from: Place | undefined, limit: number): Promise<MessageRow[]> {
  if (from?.direction === 'newer') {
    const rows = await ctx.sql<MessageRow>`
      select ${messageColumns} from conversations.message m ${quotedJoin}
      where m.conversation_id = ${conversationId} and (m.at, m.seq) > (${from.at}::timestamptz, ${from.seq}::int)
      order by m.at, m.seq limit ${windowFor(limit)}`
    return rows.toReversed()
  }
  if (!from) {
    return ctx.sql<MessageRow>`
      select ${messageColumns} from conversations.message m ${quotedJoin}
      where m.conversation_id = ${conversationId} order by m.at desc, m.seq desc limit ${windowFor(limit)}`
  }
  const before = from.inclusive ? sql`<=` : sql`<`
  return ctx.sql<MessageRow>`
    select ${messageColumns} from conversations.message m ${quotedJoin}
    where m.conversation_id = ${conversationId} and (m.at, m.seq) ${before} (${from.at}::timestamptz, ${from.seq}::int)
    order by m.at desc, m.seq desc limit ${windowFor(limit)}`
}

/** Public messages that arrived after another one, oldest first; all of them when there was none. */
export async function arrivedAfter(ctx: Ctx, conversationId: string, messageId: string | null, limit: number): Promise<MessageRow[]> {
  return ctx.sql<MessageRow>`
    select ${messageColumns} from conversations.message m ${quotedJoin}
    where m.conversation_id = ${conversationId} and m.direction = any(array['in', 'out'])
      and m.seq > coalesce((select e.seq from conversations.message e where e.id = ${messageId} and e.conversation_id = ${conversationId}), 0)
    order by m.seq limit ${limit}`
}

export async function markRetried(ctx: Ctx, id: string, by: string): Promise<void> {
  await ctx.sql`update conversations.message set retried_by = ${by} where id = ${id}`
}
