import type { Draft } from '#conversations/contract/conversation.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

export const removal = (conversationId: string, personId: string): Statement => sql`
  delete from conversations.draft where conversation_id = ${conversationId} and person_id = ${personId}`

export async function write(ctx: Ctx, conversationId: string, personId: string, draft: Draft): Promise<void> {
  await ctx.sql`
    insert into conversations.draft (conversation_id, person_id, text, is_note, reply_to_id, file_ids, updated_at)
    values (${conversationId}, ${personId}, ${draft.text}, ${draft.isNote}, ${draft.replyToId}, ${draft.fileIds}, ${draft.updatedAt})
    on conflict (org_id, conversation_id, person_id) do update set
      text = excluded.text, is_note = excluded.is_note, reply_to_id = excluded.reply_to_id, file_ids = excluded.file_ids,
      updated_at = excluded.updated_at`
}

export async function find(ctx: Ctx, conversationId: string, personId: string): Promise<Draft | null> {
  const [row] = await ctx.sql<Draft>`
    select d.text, d.is_note as "isNote", d.reply_to_id as "replyToId", d.file_ids as "fileIds", d.updated_at as "updatedAt"
    from conversations.draft d where d.conversation_id = ${conversationId} and d.person_id = ${personId}`
  return row ?? null
}
