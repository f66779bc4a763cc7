import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { Activity, ActivityKind, Engagement } from '#crm/contract/activity.ts'

export type NewActivity = Activity & { id: string }
export type Added = { id: string; contactId: string; kind: ActivityKind; at: string }

/**
 * Holds the sums of the contacts first, so that two that record for one contact take turns and the second one counts what
 * the first one wrote. Three statements, because each has to see what the one before it did.
 */
export async function add(ctx: Ctx, activities: readonly NewActivity[]): Promise<Added[]> {
  const rows = sql`jsonb_to_recordset(${JSON.stringify(activities)}::jsonb)
    as d(id uuid, "contactId" uuid, kind text, at timestamptz, source text, value jsonb)`
  // A merged contact's news are those of the one it is in now, two merges deep; of somebody who is gone there are none.
  const living = sql`
    join crm.contact c on c.id = d."contactId"
    left join crm.contact s on s.org_id = c.org_id and s.id = c.merged_into`
  const owner = sql`coalesce(s.merged_into, s.id, c.id)`
  await ctx.sql`
    insert into crm.engagement (contact_id, last_activity_at)
    select ${owner}, max(d.at) from ${rows} ${living} group by 1 order by 1
    on conflict (org_id, contact_id) do update set last_activity_at = greatest(crm.engagement.last_activity_at, excluded.last_activity_at)`
  const added = await ctx.sql<Added>`
    insert into crm.activity (id, contact_id, kind, at, source, value)
    select d.id, ${owner}, d.kind, d.at, d.source, d.value from ${rows} ${living} order by d.source
    on conflict (org_id, source) do nothing
    returning id, contact_id as "contactId", kind, at`
  if (added.length > 0) await sum(ctx, added)
  return added
}

// Moments are the outermost of what is known, so that the order of telling does not matter to them. What counts as a
// reply is a message of theirs right after one of ours.
const sum = (ctx: Ctx, added: readonly { id: string }[]): Promise<unknown> => {
  const ids = added.map(({ id }) => id)
  return ctx.sql`
    with fresh as (
      select a.contact_id,
        min(a.at) filter (where a.kind = 'message.in') as first_in, max(a.at) filter (where a.kind = 'message.in') as last_in,
        count(*) filter (where a.kind = 'message.in') as ins,
        min(a.at) filter (where a.kind = 'message.out') as first_out, max(a.at) filter (where a.kind = 'message.out') as last_out,
        count(*) filter (where a.kind = 'message.out') as outs,
        count(*) filter (where a.kind = 'message.in' and ${followsOurs}) as replies,
        max(a.at) filter (where a.value ->> 'endsWait' = 'true') as answered_at,
        count(*) filter (where a.kind = 'order.placed') - count(*) filter (where a.kind = 'order.cancelled') as orders,
        max(a.at) filter (where a.kind = 'order.placed') as last_order,
        (array_agg(a.value ->> 'currency' order by a.at) filter (where a.kind = 'order.placed'))[1] as currency
      from crm.activity a where a.id = any(${ids}) group by a.contact_id
    ), summed as (
      select f.contact_id, coalesce(e.currency, f.currency) as currency, greatest(e.last_answer_at, f.answered_at) as answered_at,
        (select coalesce(sum(case o.kind when 'order.placed' then 1 else -1 end * (o.value ->> 'amountMinor')::bigint), 0)
          from crm.activity o
          where o.id = any(${ids}) and o.contact_id = f.contact_id and o.kind = any('{order.placed,order.cancelled}')
            and o.value ->> 'currency' = coalesce(e.currency, f.currency))::bigint as amount
      from fresh f join crm.engagement e on e.contact_id = f.contact_id
    )
    update crm.engagement e set
      first_inbound_at = least(e.first_inbound_at, f.first_in), last_inbound_at = greatest(e.last_inbound_at, f.last_in),
      inbound_count = e.inbound_count + f.ins,
      first_outbound_at = least(e.first_outbound_at, f.first_out), last_outbound_at = greatest(e.last_outbound_at, f.last_out),
      outbound_count = e.outbound_count + f.outs, reply_count = e.reply_count + f.replies, last_answer_at = s.answered_at,
      waiting_since = (
        select min(w.at) from crm.activity w
        where w.org_id = e.org_id and w.contact_id = e.contact_id and w.kind = 'message.in' and w.at > coalesce(s.answered_at, '-infinity')),
      orders_count = e.orders_count + f.orders, orders_total_minor = e.orders_total_minor + s.amount, currency = s.currency,
      last_order_at = greatest(e.last_order_at, f.last_order)
    from fresh f join summed s on s.contact_id = f.contact_id
    where e.contact_id = f.contact_id`
}

const followsOurs = sql`coalesce((
  select b.kind = 'message.out' from crm.activity b
  where b.org_id = a.org_id and b.contact_id = a.contact_id and b.at < a.at and b.kind = any('{message.in,message.out}')
  order by b.at desc limit 1), false)`

const columns = sql`e.contact_id as "contactId", e.first_inbound_at as "firstInboundAt", e.last_inbound_at as "lastInboundAt",
  e.inbound_count as "inboundCount", e.first_outbound_at as "firstOutboundAt", e.last_outbound_at as "lastOutboundAt",
  e.outbound_count as "outboundCount", e.reply_count as "replyCount", e.waiting_since as "waitingSince",
  e.last_activity_at as "lastActivityAt", e.orders_count as "ordersCount", e.orders_total_minor as "ordersTotalMinor",
  e.currency, e.last_order_at as "lastOrderAt"`

export async function find(ctx: Ctx, contactId: string): Promise<Engagement | null> {
  const [row] = await ctx.sql<Engagement>`select ${columns} from crm.engagement e where e.contact_id = ${contactId}`
  return row ?? null
}

export const recent = (
  ctx: Ctx,
  query: { contactId: string; since: string; limit: number },
): Promise<{ kind: ActivityKind; at: string; value: Activity['value'] }[]> =>
  ctx.sql`
    select newest.kind, newest.at, newest.value
    from (
      select a.kind, a.at, a.value from crm.activity a
      where a.contact_id = ${query.contactId} and a.at >= ${query.since} order by a.at desc limit ${query.limit}) newest
    order by newest.at`

/** From nothing, with everything that is kept. */
export async function recount(ctx: Ctx, contactIds: readonly string[]): Promise<void> {
  if (contactIds.length === 0) return
  await ctx.sql`delete from crm.engagement where contact_id = any(${contactIds})`
  await ctx.sql`
    insert into crm.engagement (contact_id, last_activity_at)
    select a.contact_id, max(a.at) from crm.activity a where a.contact_id = any(${contactIds}) group by 1 order by 1`
  const kept = await ctx.sql<{ id: string }>`select a.id from crm.activity a where a.contact_id = any(${contactIds})`
  if (kept.length > 0) await sum(ctx, kept)
}
