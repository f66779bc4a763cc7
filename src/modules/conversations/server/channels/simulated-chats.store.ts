import type { Content } from '#conversations/contract/content.ts'
import type { Ctx } from '#kernel/ctx.ts'

export type SimulatedMessage = {
  /** The provider's. */
  id: string
  direction: 'in' | 'out'
  /** As in the contract: `text`, `image`, `location`, … */
  kind: string
  at: string
  /** What it says: its text, or the words under a file. */
  text: string | null
  /** Of what is more than words, a file or a place. */
  content: Content | null
  fileId: string | null
  fileName: string | null
  isVoice: boolean
  place: { latitude: number; longitude: number; name: string | null; address: string | null } | null
  replyTo: string | null
  reactions: { customer: string | null; business: string | null }
  /** How far something of ours got. */
  ticks: 'sent' | 'delivered' | 'read' | 'played' | 'failed' | null
  /** Whether we have read something of the customer's. */
  isRead: boolean
}

export type SimulatedChat = { phoneNumberId: string; waId: string; name: string; messages: SimulatedMessage[] }

/** What the customers of a demo have on their telephones: the last words of the chats that moved lately, for the simulator. */
export const recent = (ctx: Ctx, days = 30, chats = 300, messages = 30): Promise<SimulatedChat[]> => ctx.sql<SimulatedChat>`
  select ch.phone_number_id as "phoneNumberId", a.wa_id as "waId", c.contact_name as name, m.said as messages
  from conversations.conversation c
  join conversations.channel ch on ch.org_id = c.org_id and ch.brand_id = c.brand_id and ch.is_simulator and ch.kind = 'whatsapp'
  join lateral (
    select o.wa_id from conversations.address o
    where o.org_id = c.org_id and o.contact_id = c.contact_id and o.channel_id = ch.id and o.wa_id is not null
    order by o.last_inbound_at desc nulls last, o.id desc limit 1
  ) a on true
  cross join lateral (
    select json_agg(json_build_object(
      'id', t.provider_id, 'direction', t.direction, 'kind', t.kind,
      'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'text', coalesce(t.content->>'text', t.content->>'caption', t.content->>'title'),
      'content', case when t.kind = any(array['interactive', 'choice', 'form', 'order']) then t.content end,
      'fileId', t.content->'media'->>'fileId', 'fileName', t.content->'media'->>'filename',
      'isVoice', coalesce((t.content->'media'->>'isVoice')::boolean, false),
      'place', case when t.kind = 'location' then json_build_object(
        'latitude', t.content->'latitude', 'longitude', t.content->'longitude', 'name', t.content->>'name', 'address', t.content->>'address') end,
      'replyTo', t.reply_to_provider_id,
      'reactions', (
        select json_build_object('customer', max(r.emoji) filter (where r.side = 'contact'), 'business', max(r.emoji) filter (where r.side = 'us'))
        from conversations.reaction r where r.org_id = c.org_id and r.channel_id = ch.id and r.provider_id = t.provider_id),
      'ticks', case when t.direction = 'out' then case when t.state in ('delivered', 'read', 'played', 'failed') then t.state else 'sent' end end,
      'isRead', t.direction = 'in' and t.age > case when ch.id = c.channel_id then c.unread_count else 0 end
    ) order by t.seq) as said
    from (
      select x.provider_id, x.direction, x.kind, x.at, x.content, x.reply_to_provider_id, x.state, x.seq,
        row_number() over (partition by x.direction order by x.seq desc) as age
      from conversations.message x
      where x.org_id = c.org_id and x.conversation_id = c.id and x.channel_id = ch.id and x.direction in ('in', 'out') and x.provider_id is not null and x.revoked_at is null
      order by x.seq desc limit ${messages}
    ) t
  ) m
  where c.last_message_at > ${new Date(ctx.now.getTime() - days * 86_400_000).toISOString()} and m.said is not null
  order by c.last_message_at desc limit ${chats}`

/** Whether a file belongs to a chat of the simulator: those are everybody's who tries the demo. */
export async function hasFile(ctx: Ctx, fileId: string): Promise<boolean> {
  const [row] = await ctx.sql<{ isThere: boolean }>`
    select exists (
      select from conversations.message m
      join conversations.channel ch on ch.org_id = m.org_id and ch.id = m.channel_id and ch.is_simulator
      where m.content->'media'->>'fileId' = ${fileId} and m.direction in ('in', 'out') and m.revoked_at is null
    ) as "isThere"`
  return row?.isThere ?? false
}
