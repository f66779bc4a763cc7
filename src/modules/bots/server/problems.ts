import { problem } from '#kernel/problem.ts'

export const flowNotFound = problem('bots.flow_not_found', 404)
export const versionNotFound = problem('bots.version_not_found', 404)
/** What is grave about what is drawn, as many as `faults` says. */
export const flowFaulty = problem<{ count: number; rules: string[] }>('bots.flow_faulty', 422)
/** It is on, or somebody is inside. */
export const flowInUse = problem('bots.flow_in_use', 409)
export const notPublished = problem('bots.not_published', 409)
export const tooManyFlows = problem<{ limit: number }>('bots.too_many_flows', 409)
export const conversationNotFound = problem('bots.conversation_not_found', 404)
export const nothingToResume = problem('bots.nothing_to_resume', 409)

export const answerNotFound = problem('bots.answer_not_found', 404)
/** With a file the words are its caption. */
export const answerTooLong = problem<{ limit: number }>('bots.answer_too_long', 422)
/** What was uploaded is not kept any more, or never was. */
export const fileGone = problem('bots.file_gone', 422)
export const answerBrandUnknown = problem('bots.answer_brand_unknown', 422)
export const tooManyAnswers = problem<{ limit: number }>('bots.too_many_answers', 422)
export const awayReplyNotFound = problem('bots.away_reply_not_found', 404)
export const awayPlaceTaken = problem('bots.away_place_taken', 409)
export const awayPlaceUnknown = problem('bots.away_place_unknown', 422)
/** A text names data that do not exist. */
export const unknownVariables = problem<{ names: string }>('bots.unknown_variables', 422)
