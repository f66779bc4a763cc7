import type { Failure, SendState } from '#conversations/contract/message.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Told } from './status-merge.ts'

export type Held = {
  id: string
  conversationId: string
  channelId: string
  providerId: string | null
  state: SendState
  sent: string | null
  delivered: string | null
  read: string | null
  played: string | null
  failed: string | null
  failure: Failure | null
}

const columns = sql`
  m.id, m.conversation_id as "conversationId", m.channel_id as "channelId", m.provider_id as "providerId", m.state, m.sent_at as sent,
  m.delivered_at as delivered, m.read_at as read, m.played_at as played, m.failed_at as failed, m.failure`

export async function byId(ctx: Ctx, id: string): Promise<Held | undefined> {
  const [row] = await ctx.sql<Held>`select ${columns} from conversations.message m where m.id = ${id} and m.direction = 'out'`
  return row
}

/** One is asked for as such: a list of unknown length would have the statement planned anew each time. */
const among = (values: readonly string[]): Statement => (values.length === 1 ? sql`= ${values[0]}` : sql`= any(${values})`)

/** Our messages among these, by the provider's id or by ours, held in the order of their ids. */
export async function lock(ctx: Ctx, channelId: string, providerIds: readonly string[], ids: readonly string[]): Promise<Held[]> {
  return ctx.sql<Held>`
    select ${columns} from conversations.message m
    where m.id = any(array(
        select p.id from conversations.message p where p.channel_id = ${channelId} and p.provider_id ${among(providerIds)}
        union select o.id from conversations.message o where o.id ${among(ids)} and o.channel_id = ${channelId}))
      and m.direction = 'out'
    order by m.id for update`
}

export type Settled = Told & { id: string; providerId: string | null; state: SendState; failure: Failure | null }

export async function write(ctx: Ctx, all: readonly Settled[]): Promise<void> {
  await ctx.sql`
    update conversations.message m set
      provider_id = coalesce(m.provider_id, s."providerId"), state = s.state, sent_at = s.sent, delivered_at = s.delivered,
      read_at = s.read, played_at = s.played, failed_at = s.failed, failure = s.failure
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as s (
      id uuid, "providerId" text, state text, sent timestamptz, delivered timestamptz, read timestamptz, played timestamptz,
      failed timestamptz, failure jsonb)
    where m.id = s.id and m.id ${among(all.map(({ id }) => id))}`
}

export type Holder = { id: string; brandId: string; assigneeId: string | null; teamId: string | null }

/** Who may see these conversations, for the events about their messages. */
export async function holders(ctx: Ctx, conversationIds: readonly string[]): Promise<Holder[]> {
  return ctx.sql<Holder>`
    select c.id, c.brand_id as "brandId", c.assignee_id as "assigneeId", c.team_id as "teamId"
    from conversations.conversation c where c.id = any(${conversationIds})`
}
