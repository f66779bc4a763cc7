import { permission } from '#kernel/contract/declare.ts'

export const canReadSurveys = permission('surveys.read-surveys')
/** What is asked, when, and of whom. */
export const canManageSurveys = permission('surveys.manage-surveys')
