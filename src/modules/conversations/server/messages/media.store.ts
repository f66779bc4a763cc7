import type { Content, Media } from '#conversations/contract/content.ts'
import type { MediaReference } from '#conversations/server/channels/channel-adapter.ts'
import type { Ctx } from '#kernel/ctx.ts'

export type Awaited = { id: string; conversationId: string; channelId: string; content: Content; mediaRef: MediaReference | null }

/** A message with a file that is still with the provider, held until the end of the transaction. */
export async function lock(ctx: Ctx, id: string): Promise<Awaited | undefined> {
  const [row] = await ctx.sql<Awaited>`
    select m.id, m.conversation_id as "conversationId", m.channel_id as "channelId", m.content, m.media_ref as "mediaRef"
    from conversations.message m where m.id = ${id} and m.content ? 'media' for update`
  return row
}

export async function setMedia(ctx: Ctx, id: string, media: Partial<Media>): Promise<void> {
  await ctx.sql`
    update conversations.message set content = jsonb_set(content, array['media'], (content -> 'media') || ${JSON.stringify(media)}::jsonb) where id = ${id}`
}
