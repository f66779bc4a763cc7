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
