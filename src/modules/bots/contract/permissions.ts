import { permission } from '#kernel/contract/declare.ts'

/** What bots say and do, and why they said it. */
export const canReadBots = permission('bots.read-bots')
/** Draw flows, publish them and go back to an older one. */
export const canManageBots = permission('bots.manage-bots')
/** The questions that are asked again and again, and their answers. */
export const canManageAnswers = permission('bots.manage-answers')
