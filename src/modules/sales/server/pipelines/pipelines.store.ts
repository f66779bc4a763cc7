import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { LostReason, Pipeline, Stage } from '#sales/contract/pipeline.ts'

export type PipelineRow = Omit<Pipeline, 'stages'>
export type StageRow = Stage & { pipelineId: string; currency: string; brandId: string | null; asksNextStep: boolean }

const pipelineColumns = sql`p.id, p.name, p.brand_id as "brandId", p.currency, p.asks_next_step as "asksNextStep", p.archived_at as "archivedAt", p.version`
const stageColumns = sql`s.id, s.pipeline_id as "pipelineId", s.name, s.kind, s.probability, s.rotting_days as "rottingDays",
  s.required_fields as "requiredFields", s.color`

/** In their order; archived ones last. */
export const all = (ctx: Ctx): Promise<PipelineRow[]> =>
  ctx.sql<PipelineRow>`select ${pipelineColumns} from sales.pipeline p order by p.archived_at is not null, p.position, p.id`

export const stages = (ctx: Ctx, pipelineIds: readonly string[]): Promise<(Stage & { pipelineId: string })[]> =>
  ctx.sql<Stage & { pipelineId: string }>`
    select ${stageColumns} from sales.stage s where s.pipeline_id = any(${pipelineIds}) and s.archived_at is null order by s.position, s.id`

export async function find(ctx: Ctx, id: string): Promise<PipelineRow | undefined> {
  const [row] = await ctx.sql<PipelineRow>`select ${pipelineColumns} from sales.pipeline p where p.id = ${id}`
  return row
}

export async function lock(ctx: Ctx, id: string): Promise<PipelineRow | undefined> {
  const [row] = await ctx.sql<PipelineRow>`select ${pipelineColumns} from sales.pipeline p where p.id = ${id} for no key update`
  return row
}

const stageFrom = sql`from sales.stage s join sales.pipeline p on p.org_id = s.org_id and p.id = s.pipeline_id
  where s.archived_at is null and p.archived_at is null`

/** A stage that deals may come into, held: nobody else puts anything there until this transaction ends. */
export async function holdStage(ctx: Ctx, id: string): Promise<StageRow | undefined> {
  const [row] = await ctx.sql<StageRow>`
    select ${stageColumns}, p.currency, p.brand_id as "brandId", p.asks_next_step as "asksNextStep" ${stageFrom} and s.id = ${id} for no key update of s`
  return row
}

/** All of a pipeline, held in the order of their ids. */
export const holdStages = (ctx: Ctx, pipelineId: string): Promise<Stage[]> =>
  ctx.sql<Stage>`
    select ${stageColumns} from sales.stage s where s.pipeline_id = ${pipelineId} and s.archived_at is null order by s.id for no key update of s`

/** How many stand in each; `closed` counts those that were won or lost there too. */
export const countIn = (ctx: Ctx, stageIds: readonly string[]): Promise<{ stageId: string; count: number }[]> =>
  ctx.sql<{ stageId: string; count: number }>`
    select d.stage_id as "stageId", count(*) as count from sales.deal d where d.stage_id = any(${stageIds}) group by d.stage_id`

export async function countOpen(ctx: Ctx, pipelineId: string): Promise<number> {
  const [row] = await ctx.sql<{ count: number }>`
    select count(*) as count from sales.deal d where d.pipeline_id = ${pipelineId} and d.closed_at is null and d.archived_at is null`
  return row?.count ?? 0
}

type Written = Pick<PipelineRow, 'id' | 'name' | 'brandId' | 'currency' | 'asksNextStep'>

export async function insert(ctx: Ctx, pipeline: Written): Promise<void> {
  await ctx.sql`
    insert into sales.pipeline (id, name, brand_id, position, currency, asks_next_step, created_at)
    select ${pipeline.id}, ${pipeline.name}, ${pipeline.brandId}::uuid, coalesce(max(p.position) + 1, 0), ${pipeline.currency},
      ${pipeline.asksNextStep}::boolean, ${ctx.now}::timestamptz
    from sales.pipeline p`
}

export async function update(ctx: Ctx, pipeline: Written): Promise<void> {
  await ctx.sql`
    update sales.pipeline set name = ${pipeline.name}, brand_id = ${pipeline.brandId}, currency = ${pipeline.currency},
      asks_next_step = ${pipeline.asksNextStep}, version = version + 1
    where id = ${pipeline.id}`
}

export async function setArchived(ctx: Ctx, id: string, at: string | null): Promise<void> {
  await ctx.sql`update sales.pipeline set archived_at = ${at}, version = version + 1 where id = ${id}`
}

export async function order(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`
    update sales.pipeline p set position = o.position - 1
    from unnest(${ids}::uuid[]) with ordinality o (id, position) where p.id = any(${ids}) and p.id = o.id`
}

/** Writes stages as they are now, in their order: those that are there and those that are new. */
export async function putStages(ctx: Ctx, pipelineId: string, rows: readonly Stage[]): Promise<void> {
  const positioned = rows.map((row, position) => ({ ...row, position }))
  await ctx.sql`
    insert into sales.stage (id, pipeline_id, name, kind, probability, position, rotting_days, required_fields, color)
    select s.id, ${pipelineId}, s.name, s.kind, s.probability, s.position, s."rottingDays", s."requiredFields", s.color
    from jsonb_to_recordset(${JSON.stringify(positioned)}::jsonb) as s(id uuid, name text, kind text, probability bigint, position bigint,
      "rottingDays" bigint, "requiredFields" text[], color text)
    on conflict (org_id, id) do update set name = excluded.name, kind = excluded.kind, probability = excluded.probability,
      position = excluded.position, rotting_days = excluded.rotting_days, required_fields = excluded.required_fields, color = excluded.color`
}

export async function archiveStages(ctx: Ctx, ids: readonly string[]): Promise<void> {
  await ctx.sql`update sales.stage set archived_at = ${ctx.now} where id = any(${ids})`
}

export const lostReasons = (ctx: Ctx): Promise<LostReason[]> =>
  ctx.sql<LostReason>`
    select r.id, r.name, r.archived_at is not null as "isArchived" from sales.lost_reason r
    order by r.archived_at is not null, r.position, r.id`

/** In their order; those that are not among them are offered no more. */
export async function writeLostReasons(ctx: Ctx, items: readonly { id: string; name: string }[]): Promise<void> {
  await ctx.sql`
    update sales.lost_reason set archived_at = ${ctx.now} where not id = any(${items.map(({ id }) => id)}) and archived_at is null`
  await ctx.sql`
    insert into sales.lost_reason (id, name, position)
    select r.id, r.name, r.position from jsonb_to_recordset(${JSON.stringify(items.map((item, position) => ({ ...item, position })))}::jsonb)
      as r(id uuid, name text, position bigint)
    on conflict (org_id, id) do update set name = excluded.name, position = excluded.position, archived_at = null`
}

/** A brand is gone: what was only its own is everybody's. */
export async function forgetBrand(ctx: Ctx, brandId: string): Promise<void> {
  await ctx.sql`update sales.pipeline set brand_id = null, version = version + 1 where brand_id = ${brandId}`
  await ctx.sql`update sales.deal set brand_id = null, version = version + 1 where brand_id = ${brandId}`
}
