import type { Ctx } from '#kernel/ctx.ts'
import { sql, type Statement } from '#kernel/db/sql.ts'

export const groups = ['owner', 'pipeline', 'month', 'day'] as const
export type Group = (typeof groups)[number]

/** Days of the organization's calendar, half-open. */
export type Days = { from: string; before: string; brandId: string | null }

const groupOf: Record<Group, Statement> = {
  owner: sql`o.owner_id::text`,
  pipeline: sql`o.pipeline_id::text`,
  month: sql`to_char(o.day, 'YYYY-MM')`,
  day: sql`o.day::text`,
}

const of = ({ from, before, brandId }: Days): Statement =>
  sql`where o.pipeline_id = any(array(select p.id from sales.pipeline p)) and o.day >= ${from} and o.day < ${before}
    and (${brandId}::uuid is null or o.brand_id = ${brandId}::uuid)`

export type ResultRow = {
  key: string | null
  currency: string
  won: number
  lost: number
  wonValued: number
  wonMinor: number
  wonCycleSeconds: number
}

export const results = (ctx: Ctx, group: Group, days: Days): Promise<ResultRow[]> =>
  ctx.sql<ResultRow>(sql`
    select ${groupOf[group]} as key, o.currency, coalesce(sum(o.count) filter (where o.outcome = 'won'), 0)::bigint as won,
      coalesce(sum(o.count) filter (where o.outcome = 'lost'), 0)::bigint as lost,
      coalesce(sum(o.valued) filter (where o.outcome = 'won'), 0)::bigint as "wonValued",
      coalesce(sum(o.amount_minor) filter (where o.outcome = 'won'), 0)::bigint as "wonMinor",
      coalesce(sum(o.cycle_seconds) filter (where o.outcome = 'won'), 0)::bigint as "wonCycleSeconds"
    from sales.outcome_count o ${of(days)}
    group by 1, 2 having sum(o.count) <> 0 order by 1, 2`)

export type LostRow = { lostReasonId: string | null; currency: string; count: number; amountMinor: number }

export const losses = (ctx: Ctx, days: Days): Promise<LostRow[]> =>
  ctx.sql<LostRow>`
    select o.lost_reason_id as "lostReasonId", o.currency, sum(o.count)::bigint as count, sum(o.amount_minor)::bigint as "amountMinor"
    from sales.outcome_count o ${of(days)} and o.outcome = 'lost'
    group by 1, 2 having sum(o.count) <> 0 order by 3 desc, 1, 2`

export type ReachedRow = { pipelineId: string; furthestStageId: string | null; count: number }

export const reached = (ctx: Ctx, { from, before }: Days): Promise<ReachedRow[]> =>
  ctx.sql<ReachedRow>`
    select c.pipeline_id as "pipelineId", c.furthest_stage_id as "furthestStageId", sum(c.count)::bigint as count
    from sales.cohort_count c
    where c.pipeline_id = any(array(select p.id from sales.pipeline p)) and c.day >= ${from} and c.day < ${before}
    group by 1, 2 having sum(c.count) <> 0`

/** How many were begun, won and lost between two instants, to the second. */
export async function moments(
  ctx: Ctx,
  { from, to, brandId }: { from: string; to: string; brandId: string | null },
): Promise<{ begun: number; won: number; lost: number }> {
  const [row] = await ctx.sql<{ begun: number; won: number; lost: number }>`
    select
      (select count(*) from sales.deal d where d.created_at >= ${from} and d.created_at < ${to} and d.archived_at is null
        and (${brandId}::uuid is null or d.brand_id = ${brandId}::uuid)) as begun,
      count(*) filter (where s.kind = 'won') as won, count(*) filter (where s.kind = 'lost') as lost
    from sales.deal d join sales.stage s on s.org_id = d.org_id and s.id = d.stage_id
    where d.pipeline_id = any(array(select p.id from sales.pipeline p)) and d.closed_at >= ${from} and d.closed_at < ${to}
      and d.archived_at is null and (${brandId}::uuid is null or d.brand_id = ${brandId}::uuid)`
  return row ?? { begun: 0, won: 0, lost: 0 }
}
