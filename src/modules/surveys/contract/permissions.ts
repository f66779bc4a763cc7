import { permission } from '#kernel/contract/declare.ts'

export const canReadSurveys = permission('surveys.read-surveys')
/** Scores by who attended, and who attended each answer. Without it they are told by team, channel and brand. */
export const canReadByAgent = permission('surveys.read-by-agent')
/** What is asked, when, and of whom. */
export const canManageSurveys = permission('surveys.manage-surveys')
