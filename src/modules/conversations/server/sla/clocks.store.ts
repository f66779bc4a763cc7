import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import type { MetricQuery } from '#kernel/module.ts'
import type { Clock } from './clock-rules.ts'

const columns = sql`
  k.metric, k.cycle, k.policy_id as "policyId", k.policy_name as "policyName", k.priority, k.time, k.calendar_id as "calendarId",
  k.target_s as "targetSeconds", k.warn_percent as "warnPercent", k.started_at as "startedAt", k.paused_s as "pausedSeconds",
  k.paused_at as "pausedAt", k.warn_at as "warnAt", k.due_at as "dueAt", k.warned_at as "warnedAt", k.met_at as "metAt",
  k.breached_at as "breachedAt", k.ended_at as "endedAt"`

/** The latest of each kind. Whatever is not over is the latest of its kind. */
export async function latest(ctx: Ctx, conversationId: string): Promise<Clock[]> {
  return ctx.sql<Clock>`
    select distinct on (k.metric) ${columns} from conversations.sla_clock k
    where k.conversation_id = ${conversationId} order by k.metric, k.cycle desc`
}

/** A statement, so that it can travel with the message that moved them. */
export const writing = (conversationId: string, clocks: readonly Clock[]): Statement => sql`
  insert into conversations.sla_clock (
    conversation_id, metric, cycle, policy_id, policy_name, priority, time, calendar_id, target_s, warn_percent, started_at, paused_s,
    paused_at, warn_at, due_at, warned_at, met_at, breached_at, ended_at)
  select ${conversationId}::uuid, k.metric, k.cycle, k."policyId", k."policyName", k.priority, k.time, k."calendarId", k."targetSeconds",
    k."warnPercent", k."startedAt", k."pausedSeconds", k."pausedAt", k."warnAt", k."dueAt", k."warnedAt", k."metAt", k."breachedAt", k."endedAt"
  from jsonb_to_recordset(${JSON.stringify(clocks)}::jsonb) as k (
    metric text, cycle int, "policyId" uuid, "policyName" text, priority text, time text, "calendarId" uuid, "targetSeconds" int,
    "warnPercent" int, "startedAt" timestamptz, "pausedSeconds" int, "pausedAt" timestamptz, "warnAt" timestamptz, "dueAt" timestamptz,
    "warnedAt" timestamptz, "metAt" timestamptz, "breachedAt" timestamptz, "endedAt" timestamptz)
  on conflict (org_id, conversation_id, metric, cycle) do update set
    policy_id = excluded.policy_id, policy_name = excluded.policy_name, priority = excluded.priority, time = excluded.time,
    calendar_id = excluded.calendar_id, target_s = excluded.target_s, warn_percent = excluded.warn_percent, started_at = excluded.started_at,
    paused_s = excluded.paused_s, paused_at = excluded.paused_at, warn_at = excluded.warn_at, due_at = excluded.due_at,
    warned_at = excluded.warned_at, met_at = excluded.met_at, breached_at = excluded.breached_at, ended_at = excluded.ended_at`

/** Conversations with a clock that runs by these hours, in the order of their ids. */
export async function runningBy(ctx: Ctx, calendarId: string, after: string | null, limit: number): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    select distinct k.conversation_id as id from conversations.sla_clock k
    where k.calendar_id = ${calendarId} and k.met_at is null and k.ended_at is null and k.paused_at is null
      and (${after}::uuid is null or k.conversation_id > ${after}::uuid)
    order by k.conversation_id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** When the timer of the conversation looks again. */
export const setTimer = (conversationId: string, at: string | null): Statement =>
  sql`update conversations.conversation set sla_timer_at = ${at} where id = ${conversationId}`

const ofBrand = (brandId: string | null): Statement => (brandId === null ? empty : sql`and c.brand_id = ${brandId}`)

/** How it is this moment. */
export async function standing(ctx: Ctx, brandId: string | null): Promise<{ atRisk: number; late: number }> {
  const [row] = await ctx.sql<{ atRisk: number; late: number }>`
    select count(*) filter (where c.sla_due_at > ${ctx.now} and c.sla_warn_at <= ${ctx.now}) as "atRisk",
      count(*) filter (where c.sla_due_at <= ${ctx.now}) as late
    from conversations.conversation c where c.sla_due_at is not null ${ofBrand(brandId)}`
  return row ?? { atRisk: 0, late: 0 }
}

/** Promises that were kept and broken in a period: answers and resolutions given in time, and deadlines that passed. */
export async function kept(ctx: Ctx, { from, to, brandId }: MetricQuery): Promise<{ met: number; breached: number }> {
  const within =
    brandId === null
      ? empty
      : sql`
    and exists (select from conversations.conversation c where c.org_id = k.org_id and c.id = k.conversation_id and c.brand_id = ${brandId})`
  const [row] = await ctx.sql<{ met: number; breached: number }>`
    select
      (select count(*) from conversations.sla_clock k where k.met_at >= ${from} and k.met_at < ${to} and k.breached_at is null ${within}) as met,
      (select count(*) from conversations.sla_clock k where k.breached_at >= ${from} and k.breached_at < ${to} ${within}) as breached`
  return row ?? { met: 0, breached: 0 }
}
