import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import type { Question } from '#conversations/server/questions/questions.store.ts'
import { conversationColumns, shownColumns, shownJoin, type CardRow } from '#conversations/server/conversations/card.store.ts'

export type Standing = {
  /** Provider ids of these deliveries that were taken before. */
  seen: string[]
  /** Whether something about these messages came before them, or they quote. */
  hasEarlier: boolean
  conversation: CardRow | null
  /** What a module asked this customer and has no answer to yet. */
  question: Question | null
}

export const nothing: Standing = { seen: [], hasEarlier: false, conversation: null, question: null }

/**
 * The last conversation of a contact with a brand, held until the end of the transaction, and what is already known of
 * some deliveries of a channel. Asked after the address is held, so that a repeated delivery is always seen, and after
 * the turn of the contact, so that a conversation which another number opens just now is seen too.
 */
export async function standing(
  ctx: Ctx,
  contactId: string,
  { id: channelId, brandId }: { id: string; brandId: string },
  providerIds: readonly string[],
): Promise<Standing> {
  const [row] = await ctx.sql<CardRow & { seen: string[]; hasEarlier: boolean; id: string | null; question: Question | null }>`
    select
      array(select d.provider_id from conversations.delivery d where d.channel_id = ${channelId} and d.provider_id = any(${providerIds})) as seen,
      exists (select from conversations.early_fact f where f.channel_id = ${channelId} and f.provider_id = any(${providerIds}))
        or exists (select from conversations.reaction r where r.channel_id = ${channelId} and r.provider_id = any(${providerIds})) as "hasEarlier",
      c.*,
      (select jsonb_build_object('askedBy', q.asked_by, 'id', q.question_id)
        from conversations.question q where q.conversation_id = c.id and q.until > ${ctx.now}) as question
    from (select) as always
    left join lateral (
      select ${conversationColumns}, ${shownColumns}
      from conversations.conversation c ${shownJoin}
      where c.contact_id = ${contactId} and c.brand_id = ${brandId} and c.merged_into_id is null
      order by c.opened_at desc, c.id desc limit 1
      for update of c
    ) c on true`
  if (!row) return nothing
  const { seen, hasEarlier, question, ...conversation } = row
  return { seen, hasEarlier, question, conversation: conversation.id === null ? null : conversation }
}

export type Delivery = { providerId: string; messageId: string | null; payload: unknown }

export const deliveries = (ctx: Ctx, channelId: string, all: readonly Delivery[]): Statement => sql`
  insert into conversations.delivery (channel_id, provider_id, message_id, payload, received_at)
  select ${channelId}, d."providerId", d."messageId", d.payload, ${ctx.now}
  from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as d ("providerId" text, "messageId" uuid, payload jsonb)`

/** Whether it was delivered before. */
export async function isTaken(ctx: Ctx, channelId: string, providerId: string): Promise<boolean> {
  const rows = await ctx.sql`
    select d.provider_id from conversations.delivery d where d.channel_id = ${channelId} and d.provider_id = ${providerId}`
  return rows.length > 0
}

/** False: it was taken before. */
export async function takeDelivery(ctx: Ctx, channelId: string, delivery: Delivery): Promise<boolean> {
  const taken = await ctx.sql`
    insert into conversations.delivery (channel_id, provider_id, message_id, payload, received_at)
    values (${channelId}, ${delivery.providerId}, ${delivery.messageId}, ${JSON.stringify(delivery.payload)}::jsonb, ${ctx.now})
    on conflict do nothing returning provider_id`
  return taken.length > 0
}

export async function keepEarly(ctx: Ctx, channelId: string, facts: readonly { providerId: string; fact: unknown }[]): Promise<void> {
  if (facts.length === 0) return
  const all = facts.map((one) => ({ ...one, id: ctx.newId() }))
  await ctx.sql`
    insert into conversations.early_fact (id, channel_id, provider_id, fact, received_at)
    select f.id, ${channelId}, f."providerId", f.fact, ${ctx.now}
    from jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as f (id uuid, "providerId" text, fact jsonb)`
}

/** Takes them out: each is used once. */
export async function takeEarly(
  ctx: Ctx,
  channelId: string,
  providerIds: readonly string[],
): Promise<{ providerId: string; fact: unknown }[]> {
  return ctx.sql`
    delete from conversations.early_fact f where f.channel_id = ${channelId} and f.provider_id = any(${providerIds})
    returning f.provider_id as "providerId", f.fact`
}

export async function forgetEarly(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from conversations.early_fact where received_at < ${before}`
}

/** A server has room for some thousand locks; one delivery may speak of tens of thousands of messages. */
const turns = 256

/**
 * Serialises the few who speak about messages that are not there yet with whoever is about to write them down. In one order for
 * everybody, so that two who speak of the same ones wait for each other; some messages of a channel share a turn.
 */
export async function queueUpFor(ctx: Ctx, channelId: string, providerIds: readonly string[]): Promise<void> {
  await ctx.sql`
    select pg_advisory_xact_lock(t.turn)
    from (select distinct hashtextextended(${channelId} || ' ' || abs(hashtextextended(p.id, 0) % ${turns}), 0) as turn
      from unnest(${providerIds}::text[]) p (id) order by turn) t`
}
