import type { Ctx } from '#kernel/ctx.ts'

export type Heap = { pipelineId: string; month: string }

/** Months of a pipeline in which rows say the same. */
export const all = (ctx: Ctx): Promise<Heap[]> =>
  ctx.sql<Heap>`
    select distinct same."pipelineId", same.month from (
      select c.pipeline_id as "pipelineId", date_trunc('month', c.day::timestamp)::date as month from sales.cohort_count c
      group by c.pipeline_id, c.day, c.furthest_stage_id, c.outcome having count(*) > 1
      union all
      select o.pipeline_id, date_trunc('month', o.day::timestamp)::date from sales.outcome_count o
      group by o.pipeline_id, o.day, o.outcome, o.owner_id, o.brand_id, o.currency, o.lost_reason_id having count(*) > 1
      union all
      select t.pipeline_id, t.month from sales.duration_count t
      group by t.pipeline_id, t.month, t.stage_id, t.seconds having count(*) > 1
      union all
      select c.pipeline_id, c.month from sales.cohort_month c
      group by c.pipeline_id, c.month, c.furthest_stage_id, c.outcome, c.owner_id, c.brand_id having count(*) > 1
      union all
      select o.pipeline_id, o.month from sales.outcome_month o
      group by o.pipeline_id, o.month, o.day, o.outcome, o.owner_id, o.brand_id, o.currency, o.lost_reason_id having count(*) > 1
      union all
      select t.pipeline_id, t.month from sales.duration_month t
      group by t.pipeline_id, t.month, t.stage_id, t.seconds, t.owner_id, t.brand_id having count(*) > 1) same
    order by 1, 2`

/** In a month of a pipeline rows that say the same become one, and what adds up to nothing goes. New rows may come meanwhile. */
export async function putTogether(ctx: Ctx, { pipelineId, month }: Heap): Promise<void> {
  await ctx.sql`
    with gone as (
      delete from sales.cohort_count c
      where c.pipeline_id = ${pipelineId} and c.day >= ${month}::date and c.day < (${month}::date + interval '1 month')::date
      returning c.day, c.furthest_stage_id, c.outcome, c.count)
    insert into sales.cohort_count (id, pipeline_id, day, furthest_stage_id, outcome, count)
    select uuidv7(), ${pipelineId}::uuid, g.day, g.furthest_stage_id, g.outcome, sum(g.count) from gone g
    group by g.day, g.furthest_stage_id, g.outcome having sum(g.count) <> 0`
  await ctx.sql`
    with gone as (
      delete from sales.outcome_count c
      where c.pipeline_id = ${pipelineId} and c.day >= ${month}::date and c.day < (${month}::date + interval '1 month')::date
      returning c.day, c.outcome, c.owner_id, c.brand_id, c.currency, c.lost_reason_id, c.count, c.valued, c.amount_minor, c.cycle_seconds)
    insert into sales.outcome_count (id, pipeline_id, day, outcome, owner_id, brand_id, currency, lost_reason_id, count, valued,
      amount_minor, cycle_seconds)
    select uuidv7(), ${pipelineId}::uuid, g.day, g.outcome, g.owner_id, g.brand_id, g.currency, g.lost_reason_id, sum(g.count),
      sum(g.valued), sum(g.amount_minor), sum(g.cycle_seconds)
    from gone g group by g.day, g.outcome, g.owner_id, g.brand_id, g.currency, g.lost_reason_id
    having sum(g.count) <> 0 or sum(g.amount_minor) <> 0 or sum(g.valued) <> 0 or sum(g.cycle_seconds) <> 0`
  await ctx.sql`
    with gone as (
      delete from sales.duration_count c where c.pipeline_id = ${pipelineId} and c.month = ${month}::date
      returning c.stage_id, c.seconds, c.count)
    insert into sales.duration_count (id, pipeline_id, month, stage_id, seconds, count)
    select uuidv7(), ${pipelineId}::uuid, ${month}::date, g.stage_id, g.seconds, sum(g.count) from gone g
    group by g.stage_id, g.seconds having sum(g.count) <> 0`
  await ctx.sql`
    with gone as (
      delete from sales.cohort_month c where c.pipeline_id = ${pipelineId} and c.month = ${month}::date
      returning c.furthest_stage_id, c.outcome, c.owner_id, c.brand_id, c.count)
    insert into sales.cohort_month (id, pipeline_id, month, furthest_stage_id, outcome, owner_id, brand_id, count)
    select uuidv7(), ${pipelineId}::uuid, ${month}::date, g.furthest_stage_id, g.outcome, g.owner_id, g.brand_id, sum(g.count)
    from gone g group by g.furthest_stage_id, g.outcome, g.owner_id, g.brand_id having sum(g.count) <> 0`
  await ctx.sql`
    with gone as (
      delete from sales.outcome_month c where c.pipeline_id = ${pipelineId} and c.month = ${month}::date
      returning c.day, c.outcome, c.owner_id, c.brand_id, c.currency, c.lost_reason_id, c.count, c.valued, c.amount_minor, c.cycle_seconds)
    insert into sales.outcome_month (id, pipeline_id, month, day, outcome, owner_id, brand_id, currency, lost_reason_id, count, valued,
      amount_minor, cycle_seconds)
    select uuidv7(), ${pipelineId}::uuid, ${month}::date, g.day, g.outcome, g.owner_id, g.brand_id, g.currency, g.lost_reason_id,
      sum(g.count), sum(g.valued), sum(g.amount_minor), sum(g.cycle_seconds)
    from gone g group by g.day, g.outcome, g.owner_id, g.brand_id, g.currency, g.lost_reason_id
    having sum(g.count) <> 0 or sum(g.amount_minor) <> 0 or sum(g.valued) <> 0 or sum(g.cycle_seconds) <> 0`
  await ctx.sql`
    with gone as (
      delete from sales.duration_month c where c.pipeline_id = ${pipelineId} and c.month = ${month}::date
      returning c.stage_id, c.seconds, c.owner_id, c.brand_id, c.count)
    insert into sales.duration_month (id, pipeline_id, month, stage_id, seconds, owner_id, brand_id, count)
    select uuidv7(), ${pipelineId}::uuid, ${month}::date, g.stage_id, g.seconds, g.owner_id, g.brand_id, sum(g.count) from gone g
    group by g.stage_id, g.seconds, g.owner_id, g.brand_id having sum(g.count) <> 0`
}
