import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'

/** Sums of thousands of rows are put together as `bigint`: the database would widen them to a type that is text here. */

export type CohortRow = { month: string; furthestStageId: string | null; outcome: 'open' | 'won' | 'lost'; count: number }

export const cohorts = (ctx: Ctx, pipelineId: string, from: string): Promise<CohortRow[]> =>
  ctx.sql<CohortRow>`
    select date_trunc('month', c.day)::date as month, c.furthest_stage_id as "furthestStageId", c.outcome, sum(c.count)::bigint as count
    from sales.cohort_count c where c.pipeline_id = ${pipelineId} and c.day >= ${from}
    group by 1, 2, 3 having sum(c.count) <> 0`

export type OutcomeRow = {
  outcome: 'won' | 'lost'
  currency: string
  /** `null` for amounts in the organization's currency: only the others need a rate of their day. */
  day: string | null
  count: number
  valued: number
  amountMinor: number
  cycleSeconds: number
}

/** What rows stand for beside outcome and currency. */
const groupings = {
  none: empty,
  owner: sql`, o.owner_id as "ownerId"`,
  reason: sql`, o.lost_reason_id as "lostReasonId"`,
}
type Asked = { pipelineIds: readonly string[]; from: string; before: string | null; home: string | null; brandId?: string | null }

function outcomesBy<Row>(ctx: Ctx, by: keyof typeof groupings, { pipelineIds, from, before, home, brandId = null }: Asked): Promise<Row[]> {
  const day: Statement = home === null ? sql`o.day` : sql`case when o.currency = ${home} then null else o.day end`
  const extra = groupings[by]
  return ctx.sql<Row>`
    select o.outcome, o.currency, ${day} as day${extra}, sum(o.count)::bigint as count, sum(o.valued)::bigint as valued,
      sum(o.amount_minor)::bigint as "amountMinor", sum(o.cycle_seconds)::bigint as "cycleSeconds"
    from sales.outcome_count o
    where o.pipeline_id = any(${pipelineIds}) and o.day >= ${from} and (${before}::date is null or o.day < ${before}::date)
      and (${brandId}::uuid is null or o.brand_id = ${brandId}::uuid)
    group by o.outcome, o.currency, 3${by === 'none' ? empty : sql`, 4`}
    having sum(o.count) <> 0 or sum(o.amount_minor) <> 0`
}

export type ReasonRow = OutcomeRow & { lostReasonId: string | null }
export type OwnerRow = OutcomeRow & { ownerId: string | null }

/** `home` null: every row of a day of its own. */
export const outcomes = (ctx: Ctx, asked: Asked): Promise<OutcomeRow[]> => outcomesBy<OutcomeRow>(ctx, 'none', asked)
export const outcomesByReason = (ctx: Ctx, asked: Asked): Promise<ReasonRow[]> => outcomesBy<ReasonRow>(ctx, 'reason', asked)
export const outcomesByOwner = (ctx: Ctx, asked: Asked): Promise<OwnerRow[]> => outcomesBy<OwnerRow>(ctx, 'owner', asked)

export type DurationRow = { month: string; stageId: string | null; seconds: number; count: number }

export const durations = (ctx: Ctx, pipelineId: string, from: string): Promise<DurationRow[]> =>
  ctx.sql<DurationRow>`
    select max(t.month) as month, t.stage_id as "stageId", t.seconds, sum(t.count)::bigint as count
    from sales.duration_count t where t.pipeline_id = ${pipelineId} and t.month >= ${from}
    group by t.stage_id, t.seconds having sum(t.count) <> 0`

/** From the beginning to the win, month by month. */
export const cycles = (ctx: Ctx, pipelineId: string, from: string): Promise<DurationRow[]> =>
  ctx.sql<DurationRow>`
    select t.month, null::uuid as "stageId", t.seconds, sum(t.count)::bigint as count
    from sales.duration_count t where t.pipeline_id = ${pipelineId} and t.month >= ${from} and t.stage_id is null
    group by t.month, t.seconds having sum(t.count) <> 0`

export type OpenRow = {
  currency: string
  /** Of the expected close; `null`: nobody said. */
  month: string | null
  ownerId: string | null
  probability: number
  count: number
  amountMinor: number
}

/** Put together by stage first: what is open is looked through once, and the stages are few. */
export const open = (ctx: Ctx, pipelineId: string): Promise<OpenRow[]> =>
  ctx.sql<OpenRow>`
    select d.currency, d.month, d."ownerId", coalesce(d.probability, s.probability) as probability, d.count, d."amountMinor"
    from (
      select o.stage_id, o.currency, date_trunc('month', o.expected_close)::date as month, o.owner_id as "ownerId", o.probability,
        count(*) as count, coalesce(sum(o.amount_minor), 0)::bigint as "amountMinor"
      from sales.deal o
      where o.pipeline_id = ${pipelineId} and o.closed_at is null and o.archived_at is null
      group by 1, 2, 3, 4, 5) d
    join sales.stage s on s.pipeline_id = ${pipelineId} and s.id = d.stage_id`
