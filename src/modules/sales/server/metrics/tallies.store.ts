import type { Ctx } from '#kernel/ctx.ts'
import type { Counted, Parts } from '#sales/server/metrics/parts.ts'
import type { TallyRows } from '#sales/server/metrics/tally-rows.ts'

export type Tallied = Counted & { id: string; parts: Parts | null }

/** Deals with their history, and what was counted of them so far. */
export const find = (ctx: Ctx, ids: readonly string[]): Promise<Tallied[]> =>
  ctx.sql<Tallied>`
    select d.id, d.pipeline_id as "pipelineId", s.kind, d.owner_id as "ownerId", d.brand_id as "brandId", d.amount_minor as "amountMinor",
      d.currency, d.lost_reason_id as "lostReasonId", d.created_at as "createdAt", d.closed_at as "closedAt", d.archived_at as "archivedAt",
      t.parts,
      (select coalesce(jsonb_agg(o.id order by o.kind = 'won', o.position, o.id), '[]') from sales.stage o
        where o.pipeline_id = d.pipeline_id and o.archived_at is null and o.kind <> 'lost') as order,
      (select coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'at', e.at, 'stageId', e.to_stage_id)), '[]')
        from sales.deal_stage_event e where e.deal_id = d.id) as steps
    from sales.deal d
    join sales.stage s on s.org_id = d.org_id and s.id = d.stage_id
    left join sales.deal_tally t on t.org_id = d.org_id and t.deal_id = d.id
    where d.id = any(${ids})`

export type NewTally = { id: string; parts: Parts }

/** Rows that add what changed, and what is counted of each deal from now on. One statement, one round trip. */
export async function add(ctx: Ctx, rows: TallyRows, tallies: readonly NewTally[]): Promise<void> {
  const withIds = (all: readonly object[]): string => JSON.stringify(all.map((row) => ({ ...row, id: ctx.newId() })))
  await ctx.sql`
    with cohorts as (
      insert into sales.cohort_count (id, pipeline_id, day, furthest_stage_id, outcome, count)
      select c.id, c."pipelineId", c.day, c."furthestStageId", c.outcome, c.count
      from jsonb_to_recordset(${withIds(rows.cohorts)}::jsonb)
        as c(id uuid, "pipelineId" uuid, day date, "furthestStageId" uuid, outcome text, count bigint)
    ), cohort_months as (
      insert into sales.cohort_month (id, pipeline_id, month, furthest_stage_id, outcome, owner_id, brand_id, count)
      select c.id, c."pipelineId", c.month, c."furthestStageId", c.outcome, c."ownerId", c."brandId", c.count
      from jsonb_to_recordset(${withIds(rows.cohortMonths)}::jsonb)
        as c(id uuid, "pipelineId" uuid, month date, "furthestStageId" uuid, outcome text, "ownerId" uuid, "brandId" uuid, count bigint)
    ), outcomes as (
      insert into sales.outcome_count (id, pipeline_id, day, outcome, owner_id, brand_id, currency, lost_reason_id, count, valued,
        amount_minor, cycle_seconds)
      select o.id, o."pipelineId", o.day, o.outcome, o."ownerId", o."brandId", o.currency, o."lostReasonId", o.count, o.valued,
        o."amountMinor", o."cycleSeconds"
      from jsonb_to_recordset(${withIds(rows.outcomes)}::jsonb)
        as o(id uuid, "pipelineId" uuid, day date, outcome text, "ownerId" uuid, "brandId" uuid, currency text, "lostReasonId" uuid,
          count bigint, valued bigint, "amountMinor" bigint, "cycleSeconds" bigint)
    ), outcome_months as (
      insert into sales.outcome_month (id, pipeline_id, month, day, outcome, owner_id, brand_id, currency, lost_reason_id, count, valued,
        amount_minor, cycle_seconds)
      select o.id, o."pipelineId", o.month, o.day, o.outcome, o."ownerId", o."brandId", o.currency, o."lostReasonId", o.count, o.valued,
        o."amountMinor", o."cycleSeconds"
      from jsonb_to_recordset(${withIds(rows.outcomeMonths)}::jsonb)
        as o(id uuid, "pipelineId" uuid, month date, day date, outcome text, "ownerId" uuid, "brandId" uuid, currency text,
          "lostReasonId" uuid, count bigint, valued bigint, "amountMinor" bigint, "cycleSeconds" bigint)
    ), durations as (
      insert into sales.duration_count (id, pipeline_id, month, stage_id, seconds, count)
      select t.id, t."pipelineId", t.month, t."stageId", t.seconds, t.count
      from jsonb_to_recordset(${withIds(rows.durations)}::jsonb)
        as t(id uuid, "pipelineId" uuid, month date, "stageId" uuid, seconds bigint, count bigint)
    ), duration_months as (
      insert into sales.duration_month (id, pipeline_id, month, stage_id, seconds, owner_id, brand_id, count)
      select t.id, t."pipelineId", t.month, t."stageId", t.seconds, t."ownerId", t."brandId", t.count
      from jsonb_to_recordset(${withIds(rows.durationMonths)}::jsonb)
        as t(id uuid, "pipelineId" uuid, month date, "stageId" uuid, seconds bigint, "ownerId" uuid, "brandId" uuid, count bigint)
    )
    insert into sales.deal_tally (deal_id, parts)
    select t.id, t.parts from jsonb_to_recordset(${JSON.stringify(tallies)}::jsonb) as t(id uuid, parts jsonb)
    on conflict (org_id, deal_id) do update set parts = excluded.parts`
}

/** Ids after an id, a batch at a time. */
export async function idsAfter(ctx: Ctx, pipelineIds: readonly string[], after: string, limit: number): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    select d.id from sales.deal d where d.pipeline_id = any(${pipelineIds}) and d.id > ${after} order by d.id limit ${limit}`
  return rows.map(({ id }) => id)
}

/** Held, so that nobody changes them while they are counted. */
export async function hold(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`select d.id from sales.deal d where d.id = any(${ids}) order by d.id for no key update`
}

/**
 * Pipelines whose stages stand in another order, whose days are cut elsewhere or whose amounts are added up in another
 * currency than when they were counted. The number in front grows with what is counted of a deal.
 */
export const changedLayouts = (ctx: Ctx, home: string): Promise<{ pipelineId: string; layout: string }[]> =>
  ctx.sql<{ pipelineId: string; layout: string }>`
    select p.id as "pipelineId", l.layout
    from sales.pipeline p
    cross join lateral (
      select ${`2 ${ctx.zone} ${home}`}::text || ' '
        || coalesce(string_agg(s.id::text, ' ' order by s.kind = 'won', s.position, s.id), '') as layout
      from sales.stage s where s.pipeline_id = p.id and s.archived_at is null and s.kind <> 'lost') l
    left join sales.pipeline_tally t on t.org_id = p.org_id and t.pipeline_id = p.id
    where t.layout is distinct from l.layout order by p.id`

export async function keepLayouts(ctx: Ctx, layouts: readonly { pipelineId: string; layout: string }[]): Promise<void> {
  await ctx.sql`
    insert into sales.pipeline_tally (pipeline_id, layout)
    select l."pipelineId", l.layout from jsonb_to_recordset(${JSON.stringify(layouts)}::jsonb) as l("pipelineId" uuid, layout text)
    on conflict (org_id, pipeline_id) do update set layout = excluded.layout`
}

/** Pipelines of which another number of deals is counted than there are. */
export async function miscounted(ctx: Ctx): Promise<string[]> {
  const rows = await ctx.sql<{ id: string }>`
    select p.id from sales.pipeline p
    where (select count(*) from sales.deal d where d.pipeline_id = p.id and d.archived_at is null)
      is distinct from (select coalesce(sum(c.count), 0) from sales.cohort_count c where c.pipeline_id = p.id)
      or (select coalesce(sum(c.count), 0) from sales.cohort_count c where c.pipeline_id = p.id)
      is distinct from (select coalesce(sum(c.count), 0) from sales.cohort_month c where c.pipeline_id = p.id)
    order by p.id`
  return rows.map(({ id }) => id)
}

/** As if nothing had ever been counted. */
export async function forget(ctx: Ctx, pipelineIds: readonly string[]): Promise<void> {
  await ctx.sql`delete from sales.deal_tally t using sales.deal d where d.id = t.deal_id and d.pipeline_id = any(${pipelineIds})`
  await ctx.sql`delete from sales.cohort_count where pipeline_id = any(${pipelineIds})`
  await ctx.sql`delete from sales.outcome_count where pipeline_id = any(${pipelineIds})`
  await ctx.sql`delete from sales.duration_count where pipeline_id = any(${pipelineIds})`
  await ctx.sql`delete from sales.cohort_month where pipeline_id = any(${pipelineIds})`
  await ctx.sql`delete from sales.outcome_month where pipeline_id = any(${pipelineIds})`
  await ctx.sql`delete from sales.duration_month where pipeline_id = any(${pipelineIds})`
}
