import type { Ctx } from '#kernel/ctx.ts'
import { conversationColumns, type ConversationRow } from '#conversations/server/conversations/card.store.ts'

/** A thread that went into another; `firstSeq` to `lastSeq` are the places of what moved there. */
export type Joined = {
  from: ConversationRow
  into: ConversationRow
  firstSeq: number
  lastSeq: number
  scheduledIds: string[]
}
export type Moved = { conversationIds: string[]; addressIds: string[]; scheduledIds: string[]; tookSticky: boolean }
export type Kept = Moved & { joined: Joined[]; mergedAt: string }

/** The conversations of both, held in the order of their ids. */
export const lockBoth = (ctx: Ctx, contactIds: readonly string[]): Promise<ConversationRow[]> =>
  ctx.sql<ConversationRow>`
    select ${conversationColumns} from conversations.conversation c where c.contact_id = any(${contactIds}) order by c.id for update`

export const scheduledOf = async (ctx: Ctx, conversationId: string): Promise<string[]> =>
  (
    await ctx.sql<{
      id: string
    }>`select s.id from conversations.scheduled_message s where s.conversation_id = ${conversationId} and s.state = 'waiting'`
  ).map(({ id }) => id)

type Named = { id: string; searchText: string }

/** Conversations change their contact, with the name that lists show. */
export async function handOver(ctx: Ctx, rows: readonly Named[], to: { contactId: string; name: string }): Promise<void> {
  if (rows.length === 0) return
  await ctx.sql`
    update conversations.conversation c set contact_id = ${to.contactId}, contact_name = ${to.name}, search_text = d."searchText", version = c.version + 1
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as d(id uuid, "searchText" text)
    where c.id = any(${rows.map(({ id }) => id)}) and c.id = d.id`
}

/** Everything else that knows the contact, from the one to the other; only these ids when they are given. */
export async function handOverRest(
  ctx: Ctx,
  from: string,
  to: string,
  only: { addressIds: string[]; scheduledIds: string[] } | null,
): Promise<{ addressIds: string[]; scheduledIds: string[] }> {
  const addresses = await ctx.sql<{ id: string }>`
    update conversations.address set contact_id = ${to}
    where contact_id = ${from} and (${only === null} or id = any(${only?.addressIds ?? []})) returning id`
  const scheduled = await ctx.sql<{ id: string }>`
    update conversations.scheduled_message set contact_id = ${to}
    where contact_id = ${from} and (${only === null} or id = any(${only?.scheduledIds ?? []})) returning id`
  return { addressIds: addresses.map(({ id }) => id), scheduledIds: scheduled.map(({ id }) => id) }
}

/** Whose customer they were counts where the other was nobody's. */
export async function handOverSticky(ctx: Ctx, from: string, to: string): Promise<boolean> {
  const moved = await ctx.sql`
    update conversations.sticky_agent s set contact_id = ${to}
    where s.contact_id = ${from} and not exists (select from conversations.sticky_agent o where o.org_id = s.org_id and o.contact_id = ${to})
    returning s.person_id`
  return moved.length > 0
}

export async function keep(
  ctx: Ctx,
  merge: { mergeId: string; survivorId: string; loserId: string },
  { conversationIds, addressIds, scheduledIds, tookSticky }: Moved,
  joined: readonly Joined[],
): Promise<void> {
  await ctx.sql`
    insert into conversations.contact_merge
      (merge_id, survivor_id, loser_id, conversation_ids, address_ids, scheduled_ids, took_sticky, joined, merged_at)
    values (${merge.mergeId}, ${merge.survivorId}, ${merge.loserId}, ${conversationIds}::uuid[], ${addressIds}::uuid[], ${scheduledIds}::uuid[],
      ${tookSticky}, ${JSON.stringify(joined)}::jsonb, ${ctx.now})`
}

/** What was kept, once. */
export async function take(ctx: Ctx, mergeId: string): Promise<Kept | undefined> {
  const [kept] = await ctx.sql<Kept>`
    delete from conversations.contact_merge m where m.merge_id = ${mergeId}
    returning m.conversation_ids as "conversationIds", m.address_ids as "addressIds", m.scheduled_ids as "scheduledIds",
      m.took_sticky as "tookSticky", m.joined, m.merged_at as "mergedAt"`
  return kept
}

export async function forget(ctx: Ctx, before: string): Promise<void> {
  await ctx.sql`delete from conversations.contact_merge where merged_at < ${before}`
}

/** What had moved goes back to its own thread, in its order; with `andLater`, what was written behind it too. Both are held. */
export async function moveBack(ctx: Ctx, { from, into, firstSeq, lastSeq }: Joined, andLater: boolean): Promise<number> {
  const [moved] = await ctx.sql<{ count: number }>`
    with numbered as (
      select m.id, row_number() over (order by m.seq) as place from conversations.message m
      where m.conversation_id = ${into.id} and m.seq >= ${firstSeq} and (${andLater} or m.seq <= ${lastSeq})
    ), moved as (
      update conversations.message m set conversation_id = ${from.id}, seq = numbered.place
      from numbered where m.id = numbered.id returning m.id
    ) select count(*) as count from moved`
  return moved?.count ?? 0
}

/** What waits to be sent goes where it was written; `exceptIds`: everything but these. */
export async function moveScheduledBack(
  ctx: Ctx,
  { from, into, scheduledIds }: Joined,
  exceptIds: readonly string[] | null,
): Promise<void> {
  await ctx.sql`
    update conversations.scheduled_message set conversation_id = ${from.id}
    where conversation_id = ${into.id} and case when ${exceptIds === null} then id = any(${scheduledIds}) else id <> all(${exceptIds ?? []}) end`
}

/** A thread of its own again. What its clocks say follows. */
export async function reopen(ctx: Ctx, id: string, lastSeq: number): Promise<void> {
  await ctx.sql`update conversations.conversation set merged_into_id = null, last_seq = ${lastSeq}, version = version + 1 where id = ${id}`
}

/** The ends of a thread, from what is in it. */
export async function setEnds(
  ctx: Ctx,
  id: string,
  ends: { lastMessageId: string | null; shownMessageId: string | null },
  openedAt: string,
): Promise<void> {
  await ctx.sql`
    update conversations.conversation set
      last_message_id = ${ends.lastMessageId}, shown_message_id = ${ends.shownMessageId}, opened_at = ${openedAt}, version = version + 1
    where id = ${id}`
}
