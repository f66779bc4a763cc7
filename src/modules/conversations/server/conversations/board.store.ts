import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import type { MetricQuery } from '#kernel/module.ts'

/** A condition over a conversation with the alias `c`. */
const ofBrand = (brandId: string | null): Statement => (brandId === null ? empty : sql`and c.brand_id = ${brandId}`)

export type Standing = { open: number; waiting: number; unassigned: number; snoozed: number; longestWaitSince: string | null }

/** How it is this moment. */
export async function standing(ctx: Ctx, brandId: string | null): Promise<Standing> {
  const [row] = await ctx.sql<Standing>`
    select count(*) filter (where c.state = 'open') as open, count(*) filter (where c.state = 'open' and c.waiting_since is not null) as waiting,
      count(*) filter (where c.state = 'open' and c.assignee_id is null) as unassigned, count(*) filter (where c.state = 'snoozed') as snoozed,
      min(c.waiting_since) filter (where c.state = 'open') as "longestWaitSince"
    from conversations.conversation c where c.state = any(array['open', 'snoozed']) ${ofBrand(brandId)}`
  return row as Standing
}

export async function turnover(ctx: Ctx, { from, to, brandId }: MetricQuery): Promise<{ opened: number; resolved: number }> {
  const [row] = await ctx.sql<{ opened: number; resolved: number }>`
    select
      (select count(*) from conversations.conversation c where c.opened_at >= ${from} and c.opened_at < ${to} ${ofBrand(brandId)}) as opened,
      (select count(*) from conversations.conversation c where c.resolved_at >= ${from} and c.resolved_at < ${to}
       and c.merged_into_id is null ${ofBrand(brandId)}) as resolved`
  return row ?? { opened: 0, resolved: 0 }
}

export type FirstReplies = { count: number; median: number | null; p90: number | null }

/** Seconds from the customer's first message to the first answer of a person, of the answers given in the period. */
export async function firstReplies(ctx: Ctx, { from, to, brandId }: MetricQuery): Promise<FirstReplies> {
  const [row] = await ctx.sql<FirstReplies>`
    select count(*) as count, percentile_cont(0.5) within group (order by s.seconds) as median, percentile_cont(0.9) within group (order by s.seconds) as p90
    from (
      select extract(epoch from c.first_reply_at - c.first_inbound_at)::float8 as seconds from conversations.conversation c
      where c.first_reply_at >= ${from} and c.first_reply_at < ${to} and c.first_inbound_at is not null ${ofBrand(brandId)}
    ) s`
  return row ?? { count: 0, median: null, p90: null }
}

export type Volume = { at: string; channelId: string; direction: 'in' | 'out'; count: number }

/** Messages by hour or day of the zone, channel and direction. */
export async function volume(ctx: Ctx, { from, to, zone, bucket, brandId }: MetricQuery): Promise<Volume[]> {
  return ctx.sql<Volume>`
    select date_trunc(${bucket}, m.at, ${zone}) as at, m.channel_id as "channelId", m.direction, count(*) as count
    from conversations.message m
    where m.at >= ${from} and m.at < ${to} and m.direction = any(array['in', 'out'])
      ${brandId === null ? empty : sql`and m.channel_id = any(array(select c.id from conversations.channel c where c.brand_id = ${brandId}))`}
    group by 1, 2, 3 order by 1, 2, 3`
}
