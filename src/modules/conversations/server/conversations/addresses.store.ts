import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'
import { spellingsOf } from '#conversations/server/channels/whatsapp/numbers.ts'

/** A customer as one channel knows them. */
export type Address = {
  id: string
  channelId: string
  contactId: string | null
  waId: string | null
  userId: string | null
  sendTo: string | null
  name: string | null
}
export type Ids = { waId: string | null; userId: string | null }

const columns = sql`
  a.id, a.channel_id as "channelId", a.contact_id as "contactId", a.wa_id as "waId", a.user_id as "userId", a.send_to as "sendTo", a.name`

/** Whoever moves the conversations of a contact takes turns here, through whatever number they come. */
const turn = (contactId: Statement): Statement => sql`pg_advisory_xact_lock(hashtextextended(${contactId}::text, 0))::text as turn`

/**
 * Held until the end of the transaction: deliveries of one person take turns here, and at the contact, who may write to
 * another number of ours at the same moment. The provider's id of the person wins over the number, the number as it is
 * written over its other spellings. `ids` are the ones to keep: never one that another address of the channel has.
 */
export async function lock(ctx: Ctx, channelId: string, { waId, userId }: Ids): Promise<{ address: Address; ids: Ids } | undefined> {
  const spellings = waId === null ? [] : spellingsOf(waId)
  // Found by the index of each, since for an `or` all addresses of the organization are read; and no word of the channel
  // outside of that, which the planner takes for something rare within the organization. A list of unknown length would be
  // planned anew each time; nobody has more than three spellings.
  const [written = null, second = null, third = null] = spellings
  const found = await ctx.sql<Address & { turn: string | null }>`
    select ${columns}, ${turn(sql`a.contact_id`)} from conversations.address a
    where a.id = any(array(
        select b.id from (values (${written}::text), (${second}::text), (${third}::text)) as s (one) cross join lateral (
          select c.id from conversations.address c where c.channel_id = ${channelId} and c.wa_id = s.one offset 0) b
        union all select u.id from conversations.address u where u.channel_id = ${channelId} and u.user_id = ${userId}))
      and (a.wa_id in (${written}, ${second}, ${third}) or a.user_id = ${userId})
    order by a.id for update`
  const address =
    found.find((one) => userId !== null && one.userId === userId) ??
    found.find((one) => one.waId === waId) ??
    // Two accounts are two persons, however alike their numbers are.
    found.find((one) => one.userId === null || userId === null)
  if (!address) return undefined
  const isOthers = found.some((one) => one !== address && one.waId === waId)
  return { address, ids: { waId: isOthers ? address.waId : (waId ?? address.waId), userId: userId ?? address.userId } }
}

/** Nothing when somebody else wrote it at the same moment: by then their transaction is over and `lock` finds it. */
export async function add(ctx: Ctx, address: Omit<Address, 'sendTo'>): Promise<boolean> {
  const added = await ctx.sql`
    insert into conversations.address (id, channel_id, contact_id, wa_id, user_id, name, created_at)
    values (${address.id}, ${address.channelId}, ${address.contactId}, ${address.waId}, ${address.userId}, ${address.name}, ${ctx.now})
    on conflict do nothing returning id`
  return added.length > 0
}

export async function belongTo(ctx: Ctx, id: string, contactId: string): Promise<void> {
  await ctx.sql`update conversations.address a set contact_id = ${contactId} where a.id = ${id} returning ${turn(sql`a.contact_id`)}`
}

/** The turn of a contact, for whoever holds no address of theirs. */
export async function queueUpFor(ctx: Ctx, contactId: string): Promise<void> {
  await ctx.sql`select ${turn(sql`${contactId}`)}`
}

/** Who has this number at a channel of ours in another spelling, and nobody as it is written. */
export async function ownerOfAlias(ctx: Ctx, waId: string): Promise<string | undefined> {
  const spellings = spellingsOf(waId)
  if (spellings.length < 2) return undefined
  const [row] = await ctx.sql<{ contactId: string; waId: string }>`
    select a.contact_id as "contactId", a.wa_id as "waId" from conversations.address a
    where a.wa_id = any(${spellings}) and a.contact_id is not null
    order by a.wa_id = ${waId} desc, a.last_inbound_at desc nulls last limit 1`
  return row?.waId === waId ? undefined : row?.contactId
}

/** What a delivery taught about the person. */
export const learnt = (id: string, { waId, userId }: Ids, name: string | null, lastInboundAt: string | null): Statement => sql`
  update conversations.address set
    wa_id = ${waId}, user_id = ${userId}, name = coalesce(${name}, name),
    last_inbound_at = greatest(last_inbound_at, ${lastInboundAt}::timestamptz)
  where id = ${id}`

/** The ids of a person who changed them. Returns nothing when the new ones already belong to another address. */
export async function move(ctx: Ctx, channelId: string, from: Ids, to: Ids): Promise<Address | undefined> {
  const [moved] = await ctx.sql<Address>`
    update conversations.address a set wa_id = coalesce(${to.waId}, a.wa_id), user_id = coalesce(${to.userId}, a.user_id), send_to = null
    where a.channel_id = ${channelId} and (a.wa_id = ${from.waId} or a.user_id = ${from.userId})
      and not exists (
        select from conversations.address o
        where o.channel_id = ${channelId} and o.id <> a.id and (o.wa_id = ${to.waId} or o.user_id = ${to.userId}))
    returning ${columns}`
  return moved
}

export async function find(ctx: Ctx, id: string): Promise<Address | undefined> {
  const [address] = await ctx.sql<Address>`select ${columns} from conversations.address a where a.id = ${id}`
  return address
}

/** The ones under which a contact was met on a channel, the latest to write first. */
export async function ofContact(ctx: Ctx, contactId: string, channelId: string): Promise<Address[]> {
  return ctx.sql<Address>`
    select ${columns} from conversations.address a
    where a.contact_id = ${contactId} and a.channel_id = ${channelId} order by a.last_inbound_at desc nulls last, a.id desc`
}

export type Reached = Address & { lastInboundAt: string | null }

/** Where a contact is known, by channel, the latest to write first. */
export async function allOfContact(ctx: Ctx, contactId: string): Promise<Reached[]> {
  return ctx.sql<Reached>`
    select ${columns}, a.last_inbound_at as "lastInboundAt" from conversations.address a
    where a.contact_id = ${contactId} order by a.last_inbound_at desc nulls last, a.id desc`
}

export async function rememberSpelling(ctx: Ctx, id: string, sendTo: string): Promise<void> {
  await ctx.sql`update conversations.address set send_to = ${sendTo} where id = ${id} and send_to is distinct from ${sendTo}`
}

export async function lastInboundAt(ctx: Ctx, id: string): Promise<string | null> {
  const [row] = await ctx.sql<{ at: string | null }>`select a.last_inbound_at as at from conversations.address a where a.id = ${id}`
  return row?.at ?? null
}
