import type { Ctx } from '#kernel/ctx.ts'
import type { Referral } from '#conversations/contract/message.ts'

export type Place = { at: string; id: string }

/** Where telling the past stands, held until this transaction ends; undefined when all is told. */
export async function place(ctx: Ctx): Promise<Place | undefined> {
  const [row] = await ctx.sql<Place>`select after_at::text as at, after_id as id from conversations.past_activity for update`
  return row
}

export async function move(ctx: Ctx, { at, id }: Place): Promise<void> {
  await ctx.sql`update conversations.past_activity set after_at = ${at}::text::timestamptz, after_id = ${id}`
}

export async function finish(ctx: Ctx): Promise<void> {
  await ctx.sql`delete from conversations.past_activity`
}

export type PastMessage = {
  id: string
  /** As the database writes it, to the microsecond. */
  place: string
  at: string
  direction: 'in' | 'out'
  authorKind: string
  contactId: string
  conversationId: string
  kind: string
  channel: string
  text: string
  referral: Referral | null
}

export const messages = (ctx: Ctx, after: Place, limit: number): Promise<PastMessage[]> =>
  ctx.sql<PastMessage>`
    select m.id, m.at::text as place, m.at, m.direction, m.author_kind as "authorKind", c.contact_id as "contactId",
      m.conversation_id as "conversationId", m.kind, c.channel_kind as channel, left(coalesce(m.content ->> 'text', ''), 600) as text, m.referral
    from (
      select m.id, m.at, m.direction, m.author_kind, m.conversation_id, m.kind, m.content, m.referral from conversations.message m
      where m.direction = any(array['in', 'out']) and m.at >= ${after.at}::text::timestamptz
        and (m.at, m.id) > (${after.at}::text::timestamptz, ${after.id}::uuid)
      order by m.at, m.id limit ${limit}) m
    join conversations.conversation c on c.id = m.conversation_id
    order by m.at, m.id`

export const resolutions = (ctx: Ctx): Promise<{ id: string; contactId: string; at: string }[]> =>
  ctx.sql`
    select c.id, c.contact_id as "contactId", c.resolved_at as at
    from conversations.conversation c where c.resolved_at is not null order by c.resolved_at desc limit 20000`
