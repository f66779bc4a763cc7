import type { Intent, Language, MessageUnderstanding, Mood } from '#bots/contract/understanding.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import type { MetricQuery } from '#kernel/module.ts'

export type NewUnderstanding = MessageUnderstanding & { conversationId: string; contactId: string; brandId: string; at: string }

/** What was understood before of the same message gives way. */
export async function put(ctx: Ctx, rows: readonly NewUnderstanding[]): Promise<void> {
  await ctx.sql`
    insert into bots.understanding (message_id, conversation_id, contact_id, brand_id, at, language, intent, confidence_percent, mood,
      sentiment_percent, words)
    select d."messageId", d."conversationId", d."contactId", d."brandId", d.at, d.language, d.intent, round(d.confidence * 100)::bigint, d.mood,
      round(d.sentiment * 100)::bigint, d.words
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d("messageId" uuid, "conversationId" uuid, "contactId" uuid, "brandId" uuid, at timestamptz, language text, intent text,
        confidence float8, mood text, sentiment float8, words jsonb)
    on conflict (org_id, message_id) do update set
      language = excluded.language, intent = excluded.intent, confidence_percent = excluded.confidence_percent, mood = excluded.mood,
      sentiment_percent = excluded.sentiment_percent, words = excluded.words`
}

/** Answers the contacts whose messages they were. */
export async function forget(ctx: Ctx, messageIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.sql<{ contactId: string }>`
    delete from bots.understanding where message_id = any(${messageIds}::uuid[]) returning contact_id as "contactId"`
  return [...new Set(rows.map(({ contactId }) => contactId))]
}

export async function forgetConversations(ctx: Ctx, conversationIds: readonly string[]): Promise<string[]> {
  await ctx.sql`delete from bots.conversation_understanding where conversation_id = any(${conversationIds}::uuid[])`
  const rows = await ctx.sql<{ contactId: string }>`
    delete from bots.understanding where conversation_id = any(${conversationIds}::uuid[]) returning contact_id as "contactId"`
  return [...new Set(rows.map(({ contactId }) => contactId))]
}

/** Counts again how these contacts stand by what they wrote last; whoever wrote nothing any more is forgotten. */
export async function stand(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  const ids = contactIds.toSorted()
  await ctx.sql`
    insert into bots.contact_understanding as c (contact_id, at, intent, mood, language)
    select l.contact_id, l.at, l.intent, l.mood,
      coalesce((select u.language from bots.understanding u
        where u.contact_id = l.contact_id and u.language <> 'unknown' order by u.at desc limit 1), 'unknown')
    from (
      select distinct on (u.contact_id) u.contact_id, u.at, u.intent, u.mood from bots.understanding u
      where u.contact_id = any(${ids}::uuid[]) order by u.contact_id, u.at desc, u.message_id desc) l
    order by l.contact_id
    on conflict (org_id, contact_id) do update set at = excluded.at, intent = excluded.intent, mood = excluded.mood, language = excluded.language`
  await ctx.sql`
    delete from bots.contact_understanding c where c.contact_id = any(${ids}::uuid[])
      and not exists (select from bots.understanding u where u.org_id = c.org_id and u.contact_id = c.contact_id)`
}

/** What these conversations are about: the last thing that was wanted for sure within a day of the last word. */
export async function standConversations(ctx: Ctx, conversationIds: readonly string[]): Promise<void> {
  if (conversationIds.length === 0) return
  const ids = conversationIds.toSorted()
  await ctx.sql`delete from bots.conversation_understanding where conversation_id = any(${ids}::uuid[])`
  await ctx.sql`
    insert into bots.conversation_understanding (conversation_id, at, intent)
    select w.id, l.at, l.intent from unnest(${ids}::uuid[]) w (id)
    cross join lateral (
      select u.at from bots.understanding u where u.conversation_id = w.id order by u.at desc limit 1) newest
    cross join lateral (
      select u.at, u.intent from bots.understanding u
      where u.conversation_id = w.id and u.at > newest.at - interval '1 day' and u.intent <> all (array['greeting', 'other'])
        and u.confidence_percent >= 50
      order by u.at desc, u.message_id desc limit 1) l
    on conflict (org_id, conversation_id) do update set at = excluded.at, intent = excluded.intent`
}

/** For lists of conversations: those that are about one of these. */
export const conversationsAbout = (anyOf: readonly string[] | undefined): Statement =>
  sql`select c.conversation_id from bots.conversation_understanding c ${anyOf ? sql`where c.intent = any(${anyOf}::text[])` : empty}`

export const topicsOf = (ctx: Ctx, conversationIds: readonly string[]): Promise<{ id: string; value: string; at: string }[]> =>
  ctx.sql`
    select c.conversation_id as id, c.intent as value, c.at from bots.conversation_understanding c
    where c.conversation_id = any(${conversationIds}::uuid[])`

export const ofConversation = (ctx: Ctx, conversationId: string, limit: number): Promise<MessageUnderstanding[]> =>
  ctx.sql<MessageUnderstanding>`
    select u.message_id as "messageId", u.language, u.intent, u.confidence_percent / 100.0::float8 as confidence, u.mood,
      u.sentiment_percent / 100.0::float8 as sentiment, u.words
    from bots.understanding u where u.conversation_id = ${conversationId} order by u.at desc, u.message_id desc limit ${limit}`

export async function moveConversation(ctx: Ctx, fromId: string, intoId: string): Promise<void> {
  await ctx.sql`update bots.understanding set conversation_id = ${intoId}, was_moved = true where conversation_id = ${fromId}`
  await standConversations(ctx, [fromId, intoId])
}

export async function handOver(ctx: Ctx, mergeId: string, fromId: string, toId: string): Promise<void> {
  await ctx.sql`
    update bots.understanding set contact_id = ${toId}, merge_ids = merge_ids || ${mergeId}::uuid where contact_id = ${fromId}`
}

/** What came with a merge goes back. What stood in a thread that was made one is forgotten: whose it was is no longer known here. */
export async function handBack(ctx: Ctx, mergeId: string, fromId: string, toId: string): Promise<void> {
  const gone = await ctx.sql<{ id: string }>`
    delete from bots.understanding where contact_id = ${fromId} and was_moved returning conversation_id as id`
  await standConversations(ctx, [...new Set(gone.map(({ id }) => id))])
  await ctx.sql`
    update bots.understanding set contact_id = ${toId}, merge_ids = trim_array(merge_ids, 1)
    where contact_id = ${fromId} and cardinality(merge_ids) > 0 and merge_ids[cardinality(merge_ids)] = ${mergeId}`
}

/** For lists of contacts: who wrote last with this intent, in this mood or language. */
export const contactsWith = (column: 'intent' | 'mood' | 'language', anyOf: readonly string[] | undefined): Statement => {
  const place = { intent: sql`c.intent`, mood: sql`c.mood`, language: sql`c.language` }[column]
  return sql`select c.contact_id from bots.contact_understanding c ${anyOf ? sql`where ${place} = any(${anyOf}::text[])` : empty}`
}

type Period = Pick<MetricQuery, 'from' | 'to' | 'brandId'>
const within = ({ from, to, brandId }: Period): Statement =>
  sql`u.at >= ${from} and u.at < ${to} ${brandId === null ? empty : sql`and u.brand_id = ${brandId}`}`

export type Counted = { at: string; intent: Intent; mood: Mood; language: Language; count: number }

/** Messages by hour or day of the zone, intent, mood and language. */
export const counts = (ctx: Ctx, query: Period & { zone: string; bucket: 'hour' | 'day' }): Promise<Counted[]> =>
  ctx.sql<Counted>`
    select date_trunc(${query.bucket}, u.at, ${query.zone}) as at, u.intent, u.mood, u.language, count(*) as count
    from bots.understanding u where ${within(query)} group by 1, 2, 3, 4 order by 1, 2, 3, 4`

export type Row = { key: string; intent: Intent; count: number; negative: number; positive: number; sentiment: number }

/** By day of the zone (its midnight, as an instant) or by brand: how many of each intent, and how they sounded. */
export const table = (ctx: Ctx, query: Period & { zone: string; group: 'day' | 'brand' }): Promise<Row[]> =>
  ctx.sql<Row>`
    select ${query.group === 'brand' ? sql`u.brand_id::text` : sql`to_char(u.at at time zone ${query.zone}, 'YYYY-MM-DD')`} as key,
      u.intent, count(*) as count, count(*) filter (where u.mood = 'negative') as negative,
      count(*) filter (where u.mood = 'positive') as positive, sum(u.sentiment_percent)::float8 / 100 as sentiment
    from bots.understanding u where ${within(query)} group by 1, 2 order by 1, 2`
