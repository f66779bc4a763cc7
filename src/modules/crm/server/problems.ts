import { problem } from '#kernel/problem.ts'

/** Reasons as problems carry them: one word for the sentence to choose by. */
export const reasonWord = (reason: string): string => reason.replaceAll('-', '_')

export const contactNotFound = problem('crm.contact_not_found', 404)
/** The contact is in another one now: `into` is where. */
export const contactMerged = problem<{ into: string }>('crm.contact_merged', 409)
export const identityInvalid = problem<{ kind: string; value: string; reason: string }>('crm.identity_invalid', 422)
/** Somebody else has it. */
export const identityTaken = problem<{ kind: string; value: string; contactId: string; contactName: string; isArchived: boolean }>(
  'crm.identity_taken',
  409,
)
export const identityUnreadable = problem('crm.identity_unreadable', 422)
/** The nth address of those given says nothing about where it is. */
export const addressEmpty = problem<{ number: number }>('crm.address_empty', 422)
export const changeNotFound = problem('crm.change_not_found', 404)
export const changeUndoExpired = problem<{ hours: number }>('crm.change_undo_expired', 409)
export const linkNotFound = problem('crm.link_not_found', 404)
export const linkToItself = problem('crm.link_to_itself', 422)
export const linkNeedsCompany = problem<{ name: string }>('crm.link_needs_company', 422)
export const ownerUnknown = problem('crm.owner_unknown', 422)
export const tagNotFound = problem('crm.tag_not_found', 404)
export const tagUnknown = problem('crm.tag_unknown', 422)
export const tagNameTaken = problem<{ name: string }>('crm.tag_name_taken', 409)
export const tooManyTags = problem<{ limit: number }>('crm.too_many_tags', 409)
export const fieldNotFound = problem('crm.field_not_found', 404)
export const fieldUnknown = problem<{ key: string }>('crm.field_unknown', 422)
export const fieldKeyTaken = problem<{ key: string }>('crm.field_key_taken', 409)
export const fieldInvalid = problem<{ key: string; label: string; reason: string }>('crm.field_invalid', 422)
export const fieldIncomplete = problem<{ missing: string }>('crm.field_incomplete', 422)
export const tooManyFields = problem<{ limit: number }>('crm.too_many_fields', 409)
export const segmentNotFound = problem('crm.segment_not_found', 404)
export const segmentNameTaken = problem<{ name: string }>('crm.segment_name_taken', 409)
/** `way`: the names on which it comes back to itself, `A → B → A`. */
export const segmentInCircle = problem<{ way: string }>('crm.segment_in_circle', 422)
export const segmentInUse = problem<{ by: string }>('crm.segment_in_use', 409)
/** A filter or a condition names a segment that is no longer there. */
export const segmentGone = problem('crm.segment_gone', 422)
export const segmentTermUnknown = problem<{ term: string }>('crm.segment_term_unknown', 422)
export const segmentConditionInvalid = problem<{ term: string; reason: string }>('crm.segment_condition_invalid', 422)
export const segmentTooLarge = problem<{ limit: number }>('crm.segment_too_large', 422)
export const segmentIsStatic = problem('crm.segment_is_static', 409)
export const segmentIsDynamic = problem<{ name: string }>('crm.segment_is_dynamic', 409)
export const tooManySegments = problem<{ limit: number }>('crm.too_many_segments', 409)
export const duplicateNotFound = problem('crm.duplicate_not_found', 404)
export const mergeNotFound = problem('crm.merge_not_found', 404)
export const mergeWithItself = problem('crm.merge_with_itself', 422)
/** Why two cannot be one; `detail` is what stands in the way. */
export const mergeObstructed = problem<{ reason: string; detail: string }>('crm.merge_obstructed', 409)
export const mergeUndoExpired = problem<{ days: number }>('crm.merge_undo_expired', 409)
export const formNotFound = problem('crm.form_not_found', 404)
export const formClosed = problem('crm.form_closed', 409)
export const formNeedsIdentity = problem('crm.form_needs_identity', 422)
export const formFieldUnusable = problem<{ key: string }>('crm.form_field_unusable', 422)
/** `issues` name the answers by their keys. */
export const formRefused = problem<{ issues: { path: string; message: string }[] }>('crm.form_refused', 422)
export const leadPageNotFound = problem('crm.lead_page_not_found', 404)
export const leadPageTaken = problem<{ name: string }>('crm.lead_page_taken', 409)
/** What the provider has against it: `token`, `permission`, `unknown_page`, `unreachable`. */
export const leadPageRefused = problem<{ reason: string }>('crm.lead_page_refused', 422)
export const leadAdsHandshakeRefused = problem('crm.lead_ads_handshake_refused', 403)
export const leadAdsSignatureWrong = problem('crm.lead_ads_signature_wrong', 401)
export const leadNotFound = problem('crm.lead_not_found', 404)
export const stageNeedsReason = problem('crm.stage_needs_reason', 422)
export const disqualifyNeedsReason = problem('crm.disqualify_needs_reason', 422)
export const exportNotFound = problem('crm.export_not_found', 404)
/** No such version of the rules was ever in force. */
export const scoreVersionNotFound = problem('crm.score_version_not_found', 404)
export const leadModelNotFound = problem('crm.lead_model_not_found', 404)
export const erasureNotFound = problem('crm.erasure_not_found', 404)
/** The name that was typed is not the contact's. */
export const erasureNotConfirmed = problem('crm.erasure_not_confirmed', 422)
export const erasureUnderWay = problem('crm.erasure_under_way', 409)
export const personalExportNotFound = problem('crm.personal_export_not_found', 404)
export const retentionUnknown = problem<{ code: string }>('crm.retention_unknown', 422)
export const retentionTooShort = problem<{ days: number }>('crm.retention_too_short', 422)
export const attentionItemNotFound = problem('crm.attention_item_not_found', 404)
/** Somebody else has it in hand; `isKnown`: and `name` says who. */
export const attentionTaken = problem<{ name: string; isKnown: boolean }>('crm.attention_taken', 409)
export const attentionWeightsInvalid = problem<{ sum: number }>('crm.attention_weights_invalid', 422)
/** What only a person can do, not a key of the API. */
export const peopleOnly = problem('crm.people_only', 409)
export const taskNotFound = problem('crm.task_not_found', 404)
export const taskContactUnknown = problem('crm.task_contact_unknown', 422)
export const taskAssigneeUnknown = problem('crm.task_assignee_unknown', 422)
export const taskDueMissing = problem('crm.task_due_missing', 422)
