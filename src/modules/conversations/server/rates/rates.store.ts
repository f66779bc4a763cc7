import type { MessagePrice, Rate } from '#conversations/contract/rate.ts'
import type { Ctx } from '#kernel/ctx.ts'

export async function list(ctx: Ctx): Promise<Rate[]> {
  return ctx.sql<Rate>`
    select r.market, r.category, r.currency::text as currency, r.valid_from::text as "validFrom", r.from_volume as "fromVolume",
      r.amount_micros as "amountMicros"
    from conversations.rate r order by r.market, r.category, r.valid_from desc, r.from_volume`
}

export async function save(ctx: Ctx, rates: readonly Rate[]): Promise<void> {
  if (rates.length === 0) return
  const all = rates.map((rate) => ({ ...rate, id: ctx.newId() }))
  await ctx.sql`
    insert into conversations.rate (id, market, category, currency, valid_from, from_volume, amount_micros)
    select n.id, n.market, n.category, n.currency, n."validFrom", n."fromVolume", n."amountMicros"
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as n (
      id uuid, market text, category text, currency text, "validFrom" date, "fromVolume" bigint, "amountMicros" bigint)
    on conflict (org_id, market, category, valid_from, from_volume) do update set
      currency = excluded.currency, amount_micros = excluded.amount_micros`
}

export async function clear(ctx: Ctx): Promise<number> {
  const gone = await ctx.sql`delete from conversations.rate where true returning id`
  return gone.length
}

/** When an advertisement last brought this customer into the conversation, and when they were answered after it. */
export async function referral(ctx: Ctx, conversationId: string): Promise<{ referralAt: string | null; answeredAt: string | null }> {
  const [row] = await ctx.sql<{ referralAt: string; answeredAt: string | null }>`
    select m.at as "referralAt", (
      select min(o.at) from conversations.message o
      where o.org_id = m.org_id and o.conversation_id = m.conversation_id and o.direction = 'out' and o.at >= m.at and o.state <> 'failed'
    ) as "answeredAt"
    from conversations.message m
    where m.conversation_id = ${conversationId} and m.referral is not null
    order by m.at desc limit 1`
  return row ?? { referralAt: null, answeredAt: null }
}

export async function addressOf(ctx: Ctx, id: string): Promise<{ waId: string | null; userId: string | null } | undefined> {
  const [row] = await ctx.sql<{ waId: string | null; userId: string | null }>`
    select a.wa_id as "waId", a.user_id as "userId" from conversations.address a where a.id = ${id}`
  return row
}

export type PricedMessage = { id: string; channelId: string; waId: string | null; userId: string | null }

/** Where these messages went. */
export async function destinations(ctx: Ctx, ids: readonly string[]): Promise<PricedMessage[]> {
  return ctx.sql<PricedMessage>`
    select m.id, m.channel_id as "channelId", a.wa_id as "waId", a.user_id as "userId"
    from conversations.message m
    join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
    join conversations.address a on a.org_id = c.org_id and a.id = c.address_id
    where m.id = any(${ids}) order by m.id`
}

/** How many billable messages of each kind this month has seen, for the volume tiers. */
export async function volumes(ctx: Ctx, since: string): Promise<{ category: string; market: string | null; count: number }[]> {
  return ctx.sql`
    select p.category, p.market, count(*) as count from conversations.message_price p
    where p.told_at >= ${since} and p.is_billable group by p.category, p.market`
}

export type NewPrice = MessagePrice & { channelId: string }

/** What is told first stays, unless the provider changes its mind about the charge. */
export async function savePrices(ctx: Ctx, prices: readonly NewPrice[]): Promise<void> {
  await ctx.sql`
    insert into conversations.message_price as p (
      message_id, channel_id, category, type, model, is_billable, market, amount_micros, currency, told_at)
    select n."messageId", n."channelId", n.category, n.type, n.model, n."isBillable", n.market, n."amountMicros", n.currency, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(prices)}::jsonb) as n (
      "messageId" uuid, "channelId" uuid, category text, type text, model text, "isBillable" boolean, market text, "amountMicros" bigint,
      currency text)
    on conflict (org_id, message_id) do update set
      category = excluded.category, type = excluded.type, model = excluded.model, is_billable = excluded.is_billable,
      market = excluded.market, amount_micros = excluded.amount_micros, currency = excluded.currency
    where (p.category, p.type, p.is_billable) is distinct from (excluded.category, excluded.type, excluded.is_billable)`
}

export async function price(ctx: Ctx, messageId: string): Promise<MessagePrice | undefined> {
  const [row] = await ctx.sql<MessagePrice>`
    select p.message_id as "messageId", p.category, p.type, p.model, p.is_billable as "isBillable", p.market,
      p.amount_micros as "amountMicros", p.currency::text as currency
    from conversations.message_price p where p.message_id = ${messageId}`
  return row
}
