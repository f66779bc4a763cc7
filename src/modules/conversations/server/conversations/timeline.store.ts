import type { Ctx } from '#kernel/ctx.ts'
import { visibleTo } from './visibility.store.ts'

export type Entry = {
  id: string
  at: string
  what: 'opened' | 'resolved'
  conversationId: string
  channelName: string
  preview: string
  actorName: string | null
}

/** Openings and resolutions of a contact's conversations that the viewer may see, newest first. */
export async function entries(ctx: Ctx, contactId: string, before: string, limit: number): Promise<Entry[]> {
  return ctx.sql<Entry>`
    select e.id, e.at, e.what, c.id as "conversationId", ch.name as "channelName", coalesce(first.preview, '') as preview, e."actorName"
    from conversations.conversation c
    join conversations.channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
    left join lateral (
      select m.preview from conversations.message m
      where m.org_id = c.org_id and m.conversation_id = c.id and m.direction = any(array['in', 'out']) order by m.seq limit 1
    ) first on true
    cross join lateral (
      select c.id, c.opened_at as at, 'opened' as what, null::text as "actorName"
      union all
      select m.id, m.at, 'resolved', m.author_name from conversations.message m
      where m.org_id = c.org_id and m.conversation_id = c.id and m.direction = 'activity' and m.content ->> 'what' = 'resolved'
    ) e
    where c.contact_id = ${contactId} and e.at < ${before} and ${visibleTo(ctx)}
    order by e.at desc, e.id desc limit ${limit}`
}
