import { problem } from '#kernel/problem.ts'

export const pipelineNotFound = problem('sales.pipeline_not_found', 404)
export const pipelineUnknown = problem('sales.pipeline_unknown', 422)
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
/** In a pipeline whose open deals always say what comes next. */
export const dealStepNeeded = problem('sales.deal_step_needed', 422)
export const dealContactUnknown = problem('sales.deal_contact_unknown', 422)
export const dealOwnerUnknown = problem('sales.deal_owner_unknown', 422)
export const dealBrandUnknown = problem('sales.deal_brand_unknown', 422)
export const lostReasonMissing = problem('sales.lost_reason_missing', 422)
export const lostReasonUnknown = problem('sales.lost_reason_unknown', 422)

export const proposalNotFound = problem('sales.proposal_not_found', 404)
export const proposalTemplateNotFound = problem('sales.proposal_template_not_found', 404)
export const proposalVersionNotFound = problem('sales.proposal_version_not_found', 404)
export const proposalContactUnknown = problem('sales.proposal_contact_unknown', 422)
export const proposalOwnerUnknown = problem('sales.proposal_owner_unknown', 422)
export const proposalBrandUnknown = problem('sales.proposal_brand_unknown', 422)
/** It is past the draft: what was approved or sent is not changed any more. */
export const proposalLocked = problem<{ state: string }>('sales.proposal_locked', 409)
/** There is no way from the one state to the other. */
export const proposalStepRefused = problem<{ from: string; to: string }>('sales.proposal_step_refused', 409)
/** Something is missing or wrong in what it says: `issues` in words. */
export const proposalUnready = problem<{ issues: string[] }>('sales.proposal_unready', 422)
export const approvalNeeded = problem('sales.approval_needed', 409)
/** Sending it back says why. */
export const approvalNeedsReason = problem('sales.approval_needs_reason', 422)
/** The discount is more than what it is taken from: of the line `line`, or of everything when 0. */
export const discountTooLarge = problem<{ line: number }>('sales.discount_too_large', 422)
export const amountTooLarge = problem('sales.amount_too_large', 422)
export const validityInPast = problem('sales.validity_in_past', 422)
/** The text holds something that no proposal can show. */
export const textRefused = problem<{ node: string }>('sales.text_refused', 422)
/** The photograph of a cover is not there, or is none. */
export const pictureUnknown = problem('sales.picture_unknown', 422)
export const documentTooLarge = problem('sales.document_too_large', 422)
export const templateNameTaken = problem<{ name: string }>('sales.template_name_taken', 409)
export const proposalBrandInUse = problem('sales.proposal_brand_in_use', 409)
export const prefixInvalid = problem<{ prefix: string }>('sales.prefix_invalid', 422)

export const rateNotFound = problem('sales.rate_not_found', 404)
export const rateOfOwnCurrency = problem<{ currency: string }>('sales.rate_of_own_currency', 422)
export const rateInFuture = problem<{ currency: string; day: string }>('sales.rate_in_future', 422)
export const rateTwice = problem<{ currency: string; day: string }>('sales.rate_twice', 422)
/** A link that is nobody's. */
export const proposalLinkUnknown = problem('sales.proposal_link_unknown', 404)
export const proposalNotSent = problem('sales.proposal_not_sent', 409)
/** It was accepted: nothing of it can change any more. */
export const proposalDecided = problem('sales.proposal_decided', 409)
/** Its last day has passed. */
export const proposalOver = problem('sales.proposal_over', 409)
export const proposalNoMail = problem('sales.proposal_no_mail', 422)
/** Nowhere in the values of the template stands the link. */
export const templateWithoutLink = problem('sales.template_without_link', 422)
/** There is no answer yet that could be certified. */
export const proposalNotDecided = problem('sales.proposal_not_decided', 409)

export const tooManyDeals = problem<{ limit: number }>('sales.too_many_deals', 422)
