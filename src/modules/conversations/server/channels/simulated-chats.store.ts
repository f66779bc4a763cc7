import type { Ctx } from '#kernel/ctx.ts'

export type SimulatedChat = {
  phoneNumberId: string
  waId: string
  name: string
  messages: { id: string; direction: 'in' | 'out'; at: string; text: string; ticks?: 'sent' | 'delivered' | 'read' | 'failed' }[]
}

/** What the customers of a demo have on their telephones: the last words of the chats that moved lately, for the simulator. */
export const recent = (ctx: Ctx, days = 30, chats = 300, messages = 30): Promise<SimulatedChat[]> => ctx.sql<SimulatedChat>`
  select ch.phone_number_id as "phoneNumberId", a.wa_id as "waId", c.contact_name as name, m.said as messages
  from conversations.conversation c
  join conversations.channel ch on ch.org_id = c.org_id and ch.id = c.channel_id and ch.is_simulator
  join conversations.address a on a.org_id = c.org_id and a.id = c.address_id and a.wa_id is not null
  cross join lateral (
    select json_agg(json_build_object(
      'id', t.provider_id, 'direction', t.direction, 'at', to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'text', t.preview,
      'ticks', case when t.direction = 'out' then case t.state when 'delivered' then 'delivered' when 'read' then 'read' when 'failed' then 'failed' else 'sent' end end
    ) order by t.seq) as said
    from (
      select x.provider_id, x.direction, x.at, x.preview, x.state, x.seq from conversations.message x
      where x.org_id = c.org_id and x.conversation_id = c.id and x.direction in ('in', 'out') and x.provider_id is not null
      order by x.seq desc limit ${messages}
    ) t
  ) m
  where c.last_message_at > ${new Date(ctx.now.getTime() - days * 86_400_000).toISOString()} and m.said is not null
  order by c.last_message_at desc limit ${chats}`
