import type { Ctx } from '#kernel/ctx.ts'
import { sql } from '#kernel/db/sql.ts'
import type { TimelineQuery } from '#kernel/module.ts'
import type { DealStageEvent } from '#sales/contract/deal.ts'
import type { StageKind } from '#sales/contract/pipeline.ts'

export type NewStageEvent = Omit<DealStageEvent, 'actorName'> & { dealId: string; pipelineId: string }

export async function add(ctx: Ctx, events: readonly NewStageEvent[]): Promise<void> {
  if (events.length === 0) return
  const actor = ctx.actor.kind === 'system' ? { id: null, name: null } : { id: ctx.actor.id, name: ctx.actor.name }
  await ctx.sql`
    insert into sales.deal_stage_event (id, deal_id, pipeline_id, from_stage_id, to_stage_id, from_kind, to_kind, from_name, to_name, at,
      actor_id, actor_name, amount_minor, currency, probability)
    select e.id, e."dealId", e."pipelineId", e."fromStageId", e."toStageId", e."fromKind", e."toKind", e."fromName", e."toName", e.at,
      ${actor.id}::uuid, ${actor.name}::text, e."amountMinor", e.currency, e.probability
    from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(id uuid, "dealId" uuid, "pipelineId" uuid, "fromStageId" uuid,
      "toStageId" uuid, "fromKind" text, "toKind" text, "fromName" text, "toName" text, at timestamptz, "amountMinor" bigint,
      currency text, probability bigint)`
}

const columns = sql`
  e.id, e.from_stage_id as "fromStageId", e.to_stage_id as "toStageId", e.from_name as "fromName", e.to_name as "toName",
  e.from_kind as "fromKind", e.to_kind as "toKind", e.at, e.actor_name as "actorName", e.amount_minor as "amountMinor", e.currency,
  e.probability`

export const ofDeal = (ctx: Ctx, dealId: string): Promise<DealStageEvent[]> =>
  ctx.sql<DealStageEvent>`
    select ${columns} from sales.deal_stage_event e where e.deal_id = ${dealId} order by e.at desc, e.id desc limit 500`

/** The open stage that it stood in last. */
export async function lastOpenStage(ctx: Ctx, dealId: string): Promise<string | null> {
  const [row] = await ctx.sql<{ stageId: string }>`
    select e.from_stage_id as "stageId" from sales.deal_stage_event e
    where e.deal_id = ${dealId} and e.from_kind = any('{open,proposal,negotiation}') order by e.at desc, e.id desc limit 1`
  return row?.stageId ?? null
}

export type Moment = {
  id: string
  at: string
  fromKind: StageKind | null
  toKind: StageKind
  toName: string
  title: string
  dealId: string
  pipelineId: string
  actorName: string | null
}

/** Steps of the deals of a contact, newest first. */
export const moments = (ctx: Ctx, query: TimelineQuery): Promise<Moment[]> =>
  ctx.sql<Moment>`
    select e.id, e.at, e.from_kind as "fromKind", e.to_kind as "toKind", e.to_name as "toName", d.title, d.id as "dealId",
      d.pipeline_id as "pipelineId", e.actor_name as "actorName"
    from sales.deal d join sales.deal_stage_event e on e.org_id = d.org_id and e.deal_id = d.id
    where d.contact_id = ${query.contactId} and d.archived_at is null
      and (e.at, e.id) < (${query.before}::timestamptz, ${query.beforeId}::uuid)
    order by e.at desc, e.id desc limit ${query.limit}`
