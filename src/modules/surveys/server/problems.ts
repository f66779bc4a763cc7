import { problem } from '#kernel/problem.ts'

export const surveyNotFound = problem('surveys.survey_not_found', 404)
/** A brand, channel or team that does not exist. */
export const scopeUnknown = problem('surveys.scope_unknown', 422)
export const contactUnknown = problem('surveys.contact_unknown', 422)
/** Their data is kept and nothing else is done with it. */
export const contactRestricted = problem('surveys.contact_restricted', 409)
