import type { Content } from '#conversations/contract/content.ts'
import type { Failure, SendState } from '#conversations/contract/message.ts'
import type { Ctx } from '#kernel/ctx.ts'

export type Waiting = {
  id: string
  conversationId: string
  channelId: string
  content: Content
  state: SendState
  attempts: number
  replyToProviderId: string | null
  /** When the customer last wrote to the number it leaves through. */
  lastInboundAt: string | null
  addressId: string
  waId: string | null
  userId: string | null
  sendTo: string | null
  contactId: string | null
  /** The place that it was given in the pace of the number. */
  sendAfter: string | null
}

/** A message on its way out and where it goes, held until the end of the transaction. */
export async function lock(ctx: Ctx, id: string): Promise<Waiting | undefined> {
  const [row] = await ctx.sql<Waiting>`
    select m.id, m.conversation_id as "conversationId", m.channel_id as "channelId", m.content, m.state, m.attempts,
      m.reply_to_provider_id as "replyToProviderId", a.last_inbound_at as "lastInboundAt", a.id as "addressId", a.wa_id as "waId",
      a.user_id as "userId", a.send_to as "sendTo", c.contact_id as "contactId", m.send_after as "sendAfter"
    from conversations.message m
    join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
    join lateral (
      select o.id, o.wa_id, o.user_id, o.send_to, o.last_inbound_at from conversations.address o
      where o.org_id = c.org_id and o.contact_id = c.contact_id and o.channel_id = m.channel_id
      order by o.id = c.address_id desc, o.last_inbound_at desc nulls last, o.id desc limit 1
    ) a on true
    where m.id = ${id} and m.direction = 'out' for update of m`
  return row
}

export async function beginAttempt(ctx: Ctx, id: string): Promise<void> {
  await ctx.sql`update conversations.message set state = 'sending', attempts = attempts + 1 where id = ${id}`
}

/** Only while nothing else has been told of the message: a status that came meanwhile knows better. */
export async function endAttempt(ctx: Ctx, id: string, state: 'queued' | 'unknown' | 'failed', failure: Failure | null): Promise<boolean> {
  const rows = await ctx.sql`
    update conversations.message set state = ${state}, failure = ${failure && JSON.stringify(failure)}::jsonb, failed_at = ${state === 'failed' ? ctx.now : null}
    where id = ${id} and state = any(array['queued', 'sending']) returning id`
  return rows.length > 0
}

export async function queued(ctx: Ctx, channelId: string): Promise<{ id: string; conversationId: string }[]> {
  return ctx.sql`
    select m.id, m.conversation_id as "conversationId" from conversations.message m
    where m.channel_id = ${channelId} and m.direction = 'out' and m.sent_at is null and m.failed_at is null and m.state = 'queued'
    order by m.created_at, m.seq`
}
