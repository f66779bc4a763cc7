import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import { canReadAll, canReadTeam } from '#conversations/contract/permissions.ts'
import { visibleTo } from './visibility.store.ts'

export type Match = { conversationId: string; messageId: string; preview: string; text: string; at: string }

/** In the language of tsquery, built by us: the words that were written to their end, and what the last one begins with. */
export type Query = { settled: string; unfinished: string }

/** Whose conversations are searched: rights narrow before the newest are taken, so that those with few get as many. */
function viewer({ actor, can }: Ctx): Statement {
  if (actor.kind === 'system' || can(canReadAll)) return sql`null::uuid, null::uuid[]`
  return can(canReadTeam) ? sql`${actor.id}::uuid, ${actor.teamIds}::uuid[]` : sql`${actor.id}::uuid, null::uuid[]`
}

/** The conversations of the newest `most` messages with all of these words that the viewer may see; of each, the newest. */
export async function messages(ctx: Ctx, { settled, unfinished }: Query, most: number): Promise<Match[]> {
  return ctx.sql<Match>`
    select distinct on (c.id) c.id as "conversationId", m.id as "messageId", m.preview, left(m.search_text, 4000) as text, m.at
    from conversations.search_newest_messages(${settled}, ${unfinished}, ${most}, ${viewer(ctx)}) found
    join conversations.message m on m.org_id = kernel.current_org() and m.id = found.message_id
    join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
    where ${visibleTo(ctx)}
    order by c.id, m.at desc, m.id desc`
}

/** By name or number, the newest `most` that the viewer may see. */
export async function conversations(ctx: Ctx, words: string, most: number): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>(sql`
    select c.id from conversations.search_newest_conversations(${words}, ${most}, ${viewer(ctx)}) found(id)
    join conversations.conversation c on c.org_id = kernel.current_org() and c.id = found.id
    where ${visibleTo(ctx)}`)
  return rows.map((row) => row.id)
}
