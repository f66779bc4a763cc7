import { visibleTo } from '#conversations/server/conversations/visibility.store.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import type { ReportQuery } from '#kernel/module.ts'

export type Group = 'agent' | 'team' | 'channel' | 'brand' | 'hour' | 'day'

/** What a row stands for, as text; null: nobody, no team. `at` is the moment that is being counted. */
function groupOf(group: Group, at: Statement, zone: string): Statement {
  switch (group) {
    case 'agent':
      return sql`c.assignee_id::text`
    case 'team':
      return sql`c.team_id::text`
    case 'channel':
      return sql`c.channel_id::text`
    case 'brand':
      return sql`c.brand_id::text`
    case 'hour':
      return sql`to_char(${at} at time zone ${zone}::text, 'HH24')`
    case 'day':
      return sql`to_char(${at} at time zone ${zone}::text, 'YYYY-MM-DD')`
  }
}

const ofBrand = (brandId: string | null): Statement => (brandId ? sql`and c.brand_id = ${brandId}` : empty)

export type Volume = { key: string | null; opened: number; received: number; sent: number; resolved: number }

/** Moments inside of the period, each counted where it belongs; a message counts for the number it went through. */
export async function volume(ctx: Ctx, { from, to, zone, brandId }: ReportQuery, group: Group): Promise<Volume[]> {
  const messageGroup =
    group === 'channel'
      ? sql`m.channel_id::text`
      : group === 'agent'
        ? sql`case when m.direction = 'out' then coalesce(m.author_id, c.assignee_id) else c.assignee_id end::text`
        : groupOf(group, sql`m.at`, zone)
  return ctx.sql<Volume>`
    select key, sum(opened)::int as opened, sum(received)::int as received, sum(sent)::int as sent, sum(resolved)::int as resolved from (
      select ${groupOf(group, sql`c.opened_at`, zone)} as key, count(*) as opened, 0 as received, 0 as sent, 0 as resolved
      from conversations.conversation c
      where c.opened_at >= ${from} and c.opened_at < ${to} and c.merged_into_id is null and ${visibleTo(ctx)} ${ofBrand(brandId)} group by 1
      union all
      select ${messageGroup}, 0, count(*) filter (where m.direction = 'in'), count(*) filter (where m.direction = 'out'), 0
      from conversations.message m join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
      where m.at >= ${from} and m.at < ${to} and m.direction in ('in', 'out') and ${visibleTo(ctx)} ${ofBrand(brandId)} group by 1
      union all
      select ${groupOf(group, sql`c.resolved_at`, zone)}, 0, 0, 0, count(*)
      from conversations.conversation c
      where c.resolved_at >= ${from} and c.resolved_at < ${to} and c.merged_into_id is null and ${visibleTo(ctx)} ${ofBrand(brandId)} group by 1
    ) counted group by key order by key nulls last`
}

export type Timed = { key: string | null; brandId: string; from: string; to: string }
const mostTimed = 100_000

/** From the customer's first message to the first answer of a person, of the answers given in the period. */
export async function firstReplies(ctx: Ctx, { from, to, zone, brandId }: ReportQuery, group: Group): Promise<Timed[]> {
  return ctx.sql<Timed>`
    select ${groupOf(group, sql`c.first_reply_at`, zone)} as key, c.brand_id as "brandId", c.first_inbound_at as from, c.first_reply_at as to
    from conversations.conversation c
    where c.first_reply_at >= ${from} and c.first_reply_at < ${to} and c.first_inbound_at is not null and c.merged_into_id is null
      and ${visibleTo(ctx)} ${ofBrand(brandId)} limit ${mostTimed}`
}

/** From the opening to the resolution, of those resolved in the period. */
export async function resolutions(ctx: Ctx, { from, to, zone, brandId }: ReportQuery, group: Group): Promise<Timed[]> {
  return ctx.sql<Timed>`
    select ${groupOf(group, sql`c.resolved_at`, zone)} as key, c.brand_id as "brandId", c.opened_at as from, c.resolved_at as to
    from conversations.conversation c
    where c.resolved_at >= ${from} and c.resolved_at < ${to} and c.merged_into_id is null and ${visibleTo(ctx)} ${ofBrand(brandId)}
    limit ${mostTimed}`
}

export type Line = {
  id: string
  contactName: string
  contactAddress: string
  channelName: string
  brandId: string
  assigneeName: string | null
  teamId: string | null
  state: string
  priority: string
  labels: string[]
  openedAt: string
  firstInboundAt: string | null
  firstReplyAt: string | null
  resolvedAt: string | null
  received: number
  sent: number
  breached: number
}
export const mostLines = 50_000

/** Every conversation that was opened in the period, newest first. */
export async function lines(ctx: Ctx, { from, to, brandId }: ReportQuery): Promise<Line[]> {
  return ctx.sql<Line>`
    select c.id, c.contact_name as "contactName", c.contact_address as "contactAddress", ch.name as "channelName", c.brand_id as "brandId",
      c.assignee_name as "assigneeName", c.team_id as "teamId", c.state, c.priority, c.labels, c.opened_at as "openedAt",
      c.first_inbound_at as "firstInboundAt", c.first_reply_at as "firstReplyAt", c.resolved_at as "resolvedAt",
      said.received, said.sent, (select count(*) from conversations.sla_clock k
        where k.org_id = c.org_id and k.conversation_id = c.id and k.breached_at is not null) as breached
    from conversations.conversation c
    join conversations.channel ch on ch.org_id = c.org_id and ch.id = c.channel_id
    left join lateral (
      select count(*) filter (where m.direction = 'in')::int as received, count(*) filter (where m.direction = 'out')::int as sent
      from conversations.message m where m.org_id = c.org_id and m.conversation_id = c.id
    ) said on true
    where c.opened_at >= ${from} and c.opened_at < ${to} and c.merged_into_id is null and ${visibleTo(ctx)} ${ofBrand(brandId)}
    order by c.opened_at desc, c.id desc limit ${mostLines + 1}`
}

export type AgentWork = { personId: string; name: string; sent: number; attended: number; resolved: number; firstReplies: number }

/** What each person did with their own hands in the period. */
export async function work(ctx: Ctx, { from, to, brandId }: ReportQuery): Promise<AgentWork[]> {
  return ctx.sql<AgentWork>`
    select m.author_id as "personId", max(m.author_name) as name,
      count(*) filter (where m.direction = 'out')::int as sent,
      count(distinct m.conversation_id) filter (where m.direction = 'out')::int as attended,
      count(*) filter (where m.direction = 'activity' and m.content ->> 'what' = 'resolved')::int as resolved,
      count(*) filter (where m.direction = 'out' and m.at = c.first_reply_at)::int as "firstReplies"
    from conversations.message m join conversations.conversation c on c.org_id = m.org_id and c.id = m.conversation_id
    where m.at >= ${from} and m.at < ${to} and m.author_kind = 'user' and m.author_id is not null and m.direction in ('out', 'activity')
      and ${visibleTo(ctx)} ${ofBrand(brandId)}
    group by m.author_id order by max(m.author_name)`
}
