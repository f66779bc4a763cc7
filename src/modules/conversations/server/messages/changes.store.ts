import type { Content } from '#conversations/contract/content.ts'
import type { Ctx } from '#kernel/ctx.ts'

export async function idOf(ctx: Ctx, channelId: string, providerId: string): Promise<string | undefined> {
  const [row] = await ctx.sql<{ id: string }>`
    select m.id from conversations.message m where m.channel_id = ${channelId} and m.provider_id = ${providerId}`
  return row?.id
}

type Reaction = { targetProviderId: string; side: 'contact' | 'us'; emoji: string | null; authorName: string; at: string }

/** False when a newer one of the same side stands already. */
export async function react(ctx: Ctx, channelId: string, one: Reaction): Promise<boolean> {
  const written = await ctx.sql`
    insert into conversations.reaction (channel_id, provider_id, side, emoji, author_name, at)
    values (${channelId}, ${one.targetProviderId}, ${one.side}, ${one.emoji}, ${one.authorName}, ${one.at})
    on conflict (org_id, channel_id, provider_id, side) do update set
      emoji = excluded.emoji, author_name = excluded.author_name, at = excluded.at
      where conversations.reaction.at <= excluded.at
    returning side`
  return written.length > 0
}

type Found = 'changed' | 'unchanged' | 'absent'

const foundIn = (rows: { isChanged: boolean }[]): Found => (rows.length === 0 ? 'absent' : rows[0]?.isChanged ? 'changed' : 'unchanged')

/**
 * An edit of a file only brings a new caption: the file stays. Of two edits in the same second the one that came last holds;
 * the same one twice is kept out by its delivery.
 */
export async function edit(
  ctx: Ctx,
  channelId: string,
  providerId: string,
  at: string,
  { content, preview, searchText }: { content: Content; preview: string; searchText: string },
): Promise<Found> {
  const json = JSON.stringify(content)
  const rows = await ctx.sql<{ isChanged: boolean }>`
    with found as (
      select m.id, (m.edited_at is null or m.edited_at <= ${at}) and m.revoked_at is null as "isChanged" from conversations.message m
      where m.channel_id = ${channelId} and m.provider_id = ${providerId} for update
    ), changed as (
      update conversations.message m set
        edited_at = ${at}, preview = ${preview}, search_text = ${searchText},
        kind = case when m.content ? 'media' then m.kind else ${content.kind} end,
        content = case when m.content ? 'media' then m.content || jsonb_build_object('caption', coalesce(${json}::jsonb -> 'caption', ${json}::jsonb -> 'text')) else ${json}::jsonb end
      from found where m.id = found.id and found."isChanged"
    ), kept as (
      insert into conversations.message_version (message_id, number, at, content)
      select m.id, 1 + (select count(*) from conversations.message_version v where v.message_id = m.id), coalesce(m.edited_at, m.at), m.content
      from conversations.message m join found on m.id = found.id where found."isChanged"
    )
    select "isChanged" from found`
  return foundIn(rows)
}

/** What a message said before, oldest first; nothing of one that was deleted. */
export async function versions(ctx: Ctx, messageId: string): Promise<{ at: string; content: Content }[]> {
  return ctx.sql<{ at: string; content: Content }>`
    select v.at, v.content from conversations.message_version v
    join conversations.message m on m.org_id = v.org_id and m.id = v.message_id and m.revoked_at is null
    where v.message_id = ${messageId} order by v.number`
}

export async function revoke(ctx: Ctx, channelId: string, providerId: string, at: string): Promise<Found> {
  const rows = await ctx.sql<{ isChanged: boolean }>`
    with found as (
      select m.id, m.revoked_at is null as "isChanged" from conversations.message m
      where m.channel_id = ${channelId} and m.provider_id = ${providerId} for update
    ), changed as (
      update conversations.message m set revoked_at = ${at}, preview = '', search_text = ''
      from found where m.id = found.id and found."isChanged"
    )
    select "isChanged" from found`
  return foundIn(rows)
}

/** Our reaction, if it is still the one of that moment. */
export async function takeBack(ctx: Ctx, channelId: string, providerId: string, at: string): Promise<boolean> {
  const rows = await ctx.sql`
    update conversations.reaction set emoji = null
    where channel_id = ${channelId} and provider_id = ${providerId} and side = 'us' and at = ${at} and emoji is not null returning side`
  return rows.length > 0
}
