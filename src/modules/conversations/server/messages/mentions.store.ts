import type { Ctx } from '#kernel/ctx.ts'

/** People named in a note. */
export async function insert(
  ctx: Ctx,
  { messageId, conversationId, personIds }: { messageId: string; conversationId: string; personIds: readonly string[] },
): Promise<void> {
  await ctx.sql`
    insert into conversations.mention (message_id, conversation_id, person_id, at)
    select ${messageId}::uuid, ${conversationId}::uuid, p.id, ${ctx.now}::timestamptz from unnest(${personIds}::uuid[]) as p (id)
    on conflict do nothing`
}
