import type { Ctx } from '#kernel/ctx.ts'
import type { NewDeal } from '#sales/server/deals/deals.store.ts'
import type { NewStageEvent } from '#sales/server/deals/stage-events.store.ts'

export type PastDeal = NewDeal & { lostReasonId: string | null; lastActivityAt: string }
export type PastStep = NewStageEvent & { actorId: string; actorName: string }

/** Deals as they are now, with everything that happened to them: what the use cases write one by one, in one go. */
export async function insertPast(ctx: Ctx, deals: readonly PastDeal[], steps: readonly PastStep[]): Promise<void> {
  await ctx.sql`
    insert into sales.deal (id, pipeline_id, stage_id, rank_key, title, contact_id, contact_name, conversation_id, brand_id, owner_id,
      amount_minor, currency, probability, expected_close, next_step, next_step_at, lost_reason_id, closed_at, stage_entered_at,
      last_activity_at, search_text, created_at, created_by_id, created_by_name)
    select d.id, d."pipelineId", d."stageId", d."rankKey", d.title, d."contactId", d."contactName", d."conversationId", d."brandId",
      d."ownerId", d."amountMinor", d.currency, d.probability, d."expectedClose", d."nextStep", d."nextStepAt", d."lostReasonId",
      d."closedAt", d."stageEnteredAt", d."lastActivityAt", d."searchText", d."createdAt", d."createdById", d."createdByName"
    from jsonb_to_recordset(${JSON.stringify(deals)}::jsonb) as d(id uuid, "pipelineId" uuid, "stageId" uuid, "rankKey" text, title text,
      "contactId" uuid, "contactName" text, "conversationId" uuid, "brandId" uuid, "ownerId" uuid, "amountMinor" bigint, currency text,
      probability bigint, "expectedClose" date, "nextStep" text, "nextStepAt" timestamptz, "lostReasonId" uuid, "closedAt" timestamptz,
      "stageEnteredAt" timestamptz, "lastActivityAt" timestamptz, "searchText" text, "createdAt" timestamptz, "createdById" uuid,
      "createdByName" text)`
  await ctx.sql`
    insert into sales.deal_stage_event (id, deal_id, pipeline_id, from_stage_id, to_stage_id, from_kind, to_kind, from_name, to_name, at,
      actor_id, actor_name, amount_minor, currency, probability)
    select e.id, e."dealId", e."pipelineId", e."fromStageId", e."toStageId", e."fromKind", e."toKind", e."fromName", e."toName", e.at,
      e."actorId", e."actorName", e."amountMinor", e.currency, e.probability
    from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as e(id uuid, "dealId" uuid, "pipelineId" uuid, "fromStageId" uuid,
      "toStageId" uuid, "fromKind" text, "toKind" text, "fromName" text, "toName" text, at timestamptz, "actorId" uuid, "actorName" text,
      "amountMinor" bigint, currency text, probability bigint)`
}
