import type { Ctx } from '#kernel/ctx.ts'
import { empty, sql, type Statement } from '#kernel/db/sql.ts'
import { noBrand, nobody, type Whose } from '#sales/contract/figures.ts'

/** Sums of thousands of rows are put together as `bigint`: the database would widen them to a type that is text here. */

/** Of any of these; `nothing` among them: also of none. */
function anyOf(column: Statement, values: readonly string[], nothing: string): Statement {
  if (values.length === 0) return empty
  const ids = values.filter((value) => value !== nothing)
  return values.includes(nothing)
    ? sql` and (${column} is null or ${column} = any(${ids}::uuid[]))`
    : sql` and ${column} = any(${ids}::uuid[])`
}
const of = ({ owner, brand }: Whose): Statement => sql`${anyOf(sql`o.owner_id`, owner, nobody)}${anyOf(sql`o.brand_id`, brand, noBrand)}`
const isAll = ({ owner, brand }: Whose): boolean => owner.length + brand.length === 0

export type CohortRow = { month: string; furthestStageId: string | null; outcome: 'open' | 'won' | 'lost'; count: number }

export const cohorts = (ctx: Ctx, pipelineId: string, from: string, whose: Whose): Promise<CohortRow[]> =>
  ctx.sql<CohortRow>`
    select o.month, o.furthest_stage_id as "furthestStageId", o.outcome, sum(o.count)::bigint as count
    from sales.cohort_month o where o.pipeline_id = ${pipelineId} and o.month >= ${from}${of(whose)}
    group by 1, 2, 3 having sum(o.count) <> 0`

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
const sums = sql`sum(o.count)::bigint as count, sum(o.valued)::bigint as valued, sum(o.amount_minor)::bigint as "amountMinor",
  sum(o.cycle_seconds)::bigint as "cycleSeconds"`

/** Day by day, from a day on. */
export const outcomes = (ctx: Ctx, pipelineId: string, from: string, whose: Whose): Promise<OutcomeRow[]> =>
  ctx.sql<OutcomeRow>`
    select o.outcome, o.currency, o.day, ${sums}
    from sales.outcome_count o where o.pipeline_id = ${pipelineId} and o.day >= ${from}${of(whose)}
    group by 1, 2, 3 having sum(o.count) <> 0 or sum(o.amount_minor) <> 0`

/** What rows of whole months stand for beside outcome and currency. */
const groupings = { owner: sql`o.owner_id as "ownerId"`, reason: sql`o.lost_reason_id as "lostReasonId"` }

const outcomesBy = <Row>(ctx: Ctx, by: keyof typeof groupings, pipelineId: string, from: string, whose: Whose): Promise<Row[]> =>
  ctx.sql<Row>`
    select o.outcome, o.currency, o.day, ${groupings[by]}, ${sums}
    from sales.outcome_month o where o.pipeline_id = ${pipelineId} and o.month >= ${from}${of(whose)}
    group by 1, 2, 3, 4 having sum(o.count) <> 0 or sum(o.amount_minor) <> 0`

export type ReasonRow = OutcomeRow & { lostReasonId: string | null }
export type OwnerRow = OutcomeRow & { ownerId: string | null }

/** Of the months from the one on that begins at `from`. */
export const outcomesByReason = (ctx: Ctx, pipelineId: string, from: string, whose: Whose): Promise<ReasonRow[]> =>
  outcomesBy<ReasonRow>(ctx, 'reason', pipelineId, from, whose)
export const outcomesByOwner = (ctx: Ctx, pipelineId: string, from: string, whose: Whose): Promise<OwnerRow[]> =>
  outcomesBy<OwnerRow>(ctx, 'owner', pipelineId, from, whose)

export type DurationRow = { month: string; stageId: string | null; seconds: number; count: number }

/** Of a whole pipeline as exact as they are kept; of a part of it to within two and a half per cent. */
const durationsFrom = (whose: Whose): Statement => (isAll(whose) ? sql`sales.duration_count o` : sql`sales.duration_month o`)

export const durations = (ctx: Ctx, pipelineId: string, from: string, whose: Whose): Promise<DurationRow[]> =>
  ctx.sql<DurationRow>`
    select max(o.month) as month, o.stage_id as "stageId", o.seconds, sum(o.count)::bigint as count
    from ${durationsFrom(whose)} where o.pipeline_id = ${pipelineId} and o.month >= ${from}${of(whose)}
    group by o.stage_id, o.seconds having sum(o.count) <> 0`

/** From the beginning to the win, month by month. */
export const cycles = (ctx: Ctx, pipelineId: string, from: string, whose: Whose): Promise<DurationRow[]> =>
  ctx.sql<DurationRow>`
    select o.month, null::uuid as "stageId", o.seconds, sum(o.count)::bigint as count
    from ${durationsFrom(whose)} where o.pipeline_id = ${pipelineId} and o.month >= ${from} and o.stage_id is null${of(whose)}
    group by o.month, o.seconds having sum(o.count) <> 0`

export type OpenRow = {
  currency: string
  /** Of the expected close; `null`: nobody said. */
  month: string | null
  ownerId: string | null
  probability: number
  count: number
  amountMinor: number
}

/** Put together by stage first: what is open is looked through once, and the stages are few. All of it stands in an index. */
export const open = (ctx: Ctx, pipelineId: string, whose: Whose): Promise<OpenRow[]> =>
  ctx.sql<OpenRow>`
    select d.currency, d.month, d."ownerId", coalesce(d.probability, s.probability) as probability, d.count, d."amountMinor"
    from (
      select o.stage_id, o.currency, date_trunc('month', o.expected_close::timestamp)::date as month, o.owner_id as "ownerId", o.probability,
        count(*) as count, coalesce(sum(o.amount_minor), 0)::bigint as "amountMinor"
      from sales.deal o
      where o.pipeline_id = ${pipelineId} and o.closed_at is null and o.archived_at is null${of(whose)}
      group by 1, 2, 3, 4, 5) d
    join sales.stage s on s.pipeline_id = ${pipelineId} and s.id = d.stage_id`

export type OpenSum = { currency: string; count: number; amountMinor: number }

/** The same without asking when and by whom. */
export const openSums = (ctx: Ctx, pipelineId: string, whose: Whose): Promise<OpenSum[]> =>
  ctx.sql<OpenSum>`
    select o.currency, count(*) as count, coalesce(sum(o.amount_minor), 0)::bigint as "amountMinor"
    from sales.deal o where o.pipeline_id = ${pipelineId} and o.closed_at is null and o.archived_at is null${of(whose)}
    group by o.currency`
