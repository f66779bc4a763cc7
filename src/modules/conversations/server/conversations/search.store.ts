import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import { visibleTo } from './visibility.store.ts'

export type Match = { conversationId: string; messageId: string; preview: string; text: string; at: string }

/** Newest messages with all of these words, one per conversation that the viewer may see. `query` is in the language of tsquery, built by us. */
export async function messages(ctx: Ctx, query: string, looked: number): Promise<Match[]> {
  return ctx.sql<Match>`
    select distinct on (c.id) c.id as "conversationId", m.id as "messageId", m.preview, left(m.search_text, 4000) as text, m.at
    from conversations.search_newest_messages(${query}, ${looked}) found
    join conversations.message m on m.org_id = kernel.current_org() and m.id = found.message_id
    join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
    where ${visibleTo(ctx)}
    order by c.id, m.at desc`
}

/** By name or number. */
export async function conversations(ctx: Ctx, words: string, looked: number): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>(sql`
    select c.id from conversations.search_newest_conversations(${words}, ${looked}) found(id)
    join conversations.conversation c on c.org_id = kernel.current_org() and c.id = found.id
    where ${visibleTo(ctx)}`)
  return rows.map((row) => row.id)
}
