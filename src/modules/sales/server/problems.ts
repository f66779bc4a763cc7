import { problem } from '#kernel/problem.ts'

export const pipelineNotFound = problem('sales.pipeline_not_found', 404)
export const pipelineUnknown = problem('sales.pipeline_unknown', 422)
export const pipelineMissing = problem('sales.pipeline_missing', 422)
export const pipelineHasDeals = problem<{ count: number }>('sales.pipeline_has_deals', 409)
/** `kind`: which kind of stage is missing or there twice. */
export const pipelineStages = problem<{ kind: string }>('sales.pipeline_stages', 422)
export const pipelineOrderIncomplete = problem('sales.pipeline_order_incomplete', 422)
export const stageUnknown = problem('sales.stage_unknown', 422)
export const stageHasDeals = problem<{ stageId: string; stage: string; count: number }>('sales.stage_has_deals', 409)
export const stageKindFixed = problem<{ stage: string }>('sales.stage_kind_fixed', 409)
/** `fields`: what the deal has to say first; `names`: the same in words. */
export const fieldsMissing = problem<{ stage: string; deal: string; fields: string; names: string }>('sales.fields_missing', 422)

export const dealNotFound = problem('sales.deal_not_found', 404)
export const dealUnknown = problem('sales.deal_unknown', 422)
export const dealArchived = problem('sales.deal_archived', 409)
export const dealTitleMissing = problem('sales.deal_title_missing', 422)
export const dealStepMissing = problem('sales.deal_step_missing', 422)
export const dealContactUnknown = problem('sales.deal_contact_unknown', 422)
export const dealOwnerUnknown = problem('sales.deal_owner_unknown', 422)
export const dealBrandUnknown = problem('sales.deal_brand_unknown', 422)
export const lostReasonMissing = problem('sales.lost_reason_missing', 422)
export const lostReasonUnknown = problem('sales.lost_reason_unknown', 422)
