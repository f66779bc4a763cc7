import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { TimelineQuery } from '#kernel/module.ts'
import { visibleTo } from './visibility.store.ts'

export const whats = ['opened', 'messages', 'note', 'assigned', 'resolved'] as const
export type What = (typeof whats)[number]

export type Entry = {
  id: string
  at: string
  what: What
  conversationId: string
  channelName: string
  preview: string
  actorName: string | null
  /** Of `messages`: how many they and we wrote in that conversation on that day. */
  inbound: number
  outbound: number
  /** Of `assigned`. */
  assigneeName: string | null
}

/**
 * What happened in a contact's conversations that the viewer may see, newest first. Messages are told once per
 * conversation and day of the organization, at the moment of the last one.
 */
export async function entries(ctx: Ctx, query: TimelineQuery, asked: readonly What[]): Promise<Entry[]> {
  const found = await Promise.all(asked.map((what) => ctx.sql<Entry>(page(ctx, query, statements[what](ctx, query)))))
  return found.flat()
}

const page = (ctx: Ctx, { before, beforeId, limit }: TimelineQuery, part: Statement): Statement => sql`
  select e.id, e.at, e.what, c.id as "conversationId", ch.name as "channelName", coalesce(e.preview, '') as preview, e.actor_name as "actorName",
    e.inbound, e.outbound, e.assignee_name as "assigneeName"
  from (${part}) as e
  join conversations.conversation c on c.id = e.conversation_id
  join conversations.channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
  where (e.at, e.id) < (${before}::timestamptz, ${beforeId}::uuid) and ${visibleTo(ctx)}
  order by e.at desc, e.id desc limit ${limit}`

const fact = (what: What, contactId: string, condition: Statement): Statement => sql`
  select m.id, m.at, ${what}::text as what, m.conversation_id, m.preview, m.author_name as actor_name, 0::bigint as inbound, 0::bigint as outbound,
    coalesce(m.content -> 'values' ->> 'assigneeName', m.content ->> 'assigneeName') as assignee_name
  from conversations.message m
  where m.conversation_id = any(array(select o.id from conversations.conversation o where o.contact_id = ${contactId})) and ${condition}`

const statements: Record<What, (ctx: Ctx, query: TimelineQuery) => Statement> = {
  opened: (_ctx, { contactId }) => sql`
    select o.id, o.opened_at as at, 'opened' as what, o.id as conversation_id, first.preview, null::text as actor_name, 0::bigint as inbound,
      0::bigint as outbound, null::text as assignee_name
    from conversations.conversation o
    left join lateral (
      select m.preview from conversations.message m
      where m.org_id = o.org_id and m.conversation_id = o.id and m.direction = any(array['in', 'out']) order by m.seq limit 1
    ) first on true
    where o.contact_id = ${contactId}`,
  messages: (ctx, { contactId }) => sql`
    select (array_agg(m.id order by m.at desc, m.id desc))[1] as id, max(m.at) as at, 'messages' as what, m.conversation_id,
      (array_agg(m.preview order by m.at desc, m.id desc))[1] as preview, null::text as actor_name,
      count(*) filter (where m.direction = 'in') as inbound, count(*) filter (where m.direction = 'out') as outbound, null::text as assignee_name
    from conversations.message m
    where m.conversation_id = any(array(select o.id from conversations.conversation o where o.contact_id = ${contactId}))
      and m.direction = any(array['in', 'out'])
    group by m.conversation_id, date_trunc('day', m.at, ${ctx.zone})`,
  note: (_ctx, { contactId }) => fact('note', contactId, sql`m.direction = 'note'`),
  assigned: (_ctx, { contactId }) =>
    fact('assigned', contactId, sql`m.direction = 'activity' and m.content ->> 'what' = any(array['assigned', 'taken'])`),
  resolved: (_ctx, { contactId }) => fact('resolved', contactId, sql`m.direction = 'activity' and m.content ->> 'what' = 'resolved'`),
}

/** The contacts with a conversation in one of these states, or with any at all. */
export const contactsIn = (states: readonly string[] | undefined): Statement =>
  sql`select c.contact_id from conversations.conversation c where c.state = any(${states ?? ['open', 'pending', 'snoozed', 'resolved']}::text[])`
