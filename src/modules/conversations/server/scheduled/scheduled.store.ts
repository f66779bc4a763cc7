import type { Content } from '#conversations/contract/content.ts'
import type { ScheduledMessage } from '#conversations/contract/scheduled-message.ts'
import type { Author } from '#conversations/contract/message.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'

export type ScheduledRow = ScheduledMessage & { contactId: string; authorKind: Author['kind']; authorId: string | null; createdAt: string }

const columns = sql`
  s.id, s.conversation_id as "conversationId", s.contact_id as "contactId", s.content, s.preview, s.reply_to_id as "replyToId",
  s.author_kind as "authorKind", s.author_id as "authorId", s.author_name as "authorName", s.send_at as "sendAt",
  s.cancels_on_reply as "cancelsOnReply", s.state, s.reason, s.ended_at as "endedAt", s.ended_by as "endedBy", s.created_at as "createdAt", s.version`

export async function list(ctx: Ctx, conversationId: string): Promise<ScheduledRow[]> {
  return ctx.sql<ScheduledRow>`
    select ${columns} from conversations.scheduled_message s
    where s.conversation_id = ${conversationId} and s.state = any(array['waiting', 'failed']) order by s.send_at, s.id limit 100`
}

export async function find(ctx: Ctx, id: string): Promise<ScheduledRow | undefined> {
  const [row] = await ctx.sql<ScheduledRow>`select ${columns} from conversations.scheduled_message s where s.id = ${id}`
  return row
}

export async function lock(ctx: Ctx, id: string): Promise<ScheduledRow | undefined> {
  const [row] = await ctx.sql<ScheduledRow>`select ${columns} from conversations.scheduled_message s where s.id = ${id} for update`
  return row
}

export async function countWaiting(ctx: Ctx, conversationId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from conversations.scheduled_message s where s.conversation_id = ${conversationId} and s.state = 'waiting'`
  return row?.count ?? 0
}

type New = {
  id: string
  conversationId: string
  contactId: string
  author: Author
  content: Content
  preview: string
  replyToId: string | null
  sendAt: string
  cancelsOnReply: boolean
}

export async function insert(ctx: Ctx, one: New): Promise<ScheduledRow> {
  const [row] = await ctx.sql<ScheduledRow>`
    insert into conversations.scheduled_message as s (
      id, conversation_id, contact_id, author_kind, author_id, author_name, content, preview, reply_to_id, send_at, cancels_on_reply, created_at)
    values (
      ${one.id}, ${one.conversationId}, ${one.contactId}, ${one.author.kind}, ${one.author.id}, ${one.author.name},
      ${JSON.stringify(one.content)}::jsonb, ${one.preview}, ${one.replyToId}, ${one.sendAt}, ${one.cancelsOnReply}, ${ctx.now})
    returning ${columns}`
  return row as ScheduledRow
}

export async function move(ctx: Ctx, id: string, to: { sendAt: string; cancelsOnReply: boolean }): Promise<ScheduledRow> {
  const [row] = await ctx.sql<ScheduledRow>`
    update conversations.scheduled_message s set send_at = ${to.sendAt}, cancels_on_reply = ${to.cancelsOnReply}, version = s.version + 1
    where s.id = ${id} returning ${columns}`
  return row as ScheduledRow
}

export type Ending = { state: 'sent' | 'cancelled' | 'failed'; reason: string | null; by: string | null }

export async function end(ctx: Ctx, id: string, { state, reason, by }: Ending): Promise<ScheduledRow> {
  const [row] = await ctx.sql<ScheduledRow>`
    update conversations.scheduled_message s set
      state = ${state}, reason = ${reason}, ended_at = ${ctx.now}, ended_by = ${by}, version = s.version + 1
    where s.id = ${id} returning ${columns}`
  return row as ScheduledRow
}

/** `since`: what was written down later knew of it already. */
type Ends = { onlyOnReply: boolean; since: string }

/** In which something of a customer waits that ends with what just happened. */
export async function conversationsWaiting(ctx: Ctx, contactId: string, { onlyOnReply, since }: Ends): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    select distinct s.conversation_id as id from conversations.scheduled_message s
    where s.contact_id = ${contactId} and s.state = 'waiting' and (s.cancels_on_reply or not ${onlyOnReply})
      and s.created_at <= ${since}`
  return rows.map(({ id }) => id)
}

/** Those of a customer that end with what just happened. */
export async function cancelOfContact(ctx: Ctx, contactId: string, reason: string, { onlyOnReply, since }: Ends): Promise<ScheduledRow[]> {
  return ctx.sql<ScheduledRow>`
    update conversations.scheduled_message s set state = 'cancelled', reason = ${reason}, ended_at = ${ctx.now}, version = s.version + 1
    where s.contact_id = ${contactId} and s.state = 'waiting' and (s.cancels_on_reply or not ${onlyOnReply})
      and s.created_at <= ${since} returning ${columns}`
}
