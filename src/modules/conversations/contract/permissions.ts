import { permission } from '#kernel/contract/declare.ts'

/**
 * The base of everything: the inbox, with the conversations assigned to oneself. The next two only widen it, so a role
 * that holds one of them holds this one too.
 */
export const canReadOwn = permission('conversations.read-own')
/** Also the conversations of one's teams and the ones that belong to nobody yet. */
export const canReadTeam = permission('conversations.read-team')
export const canReadAll = permission('conversations.read-all')
/** Write to customers, leave notes, take, snooze, resolve and reopen what one may read. */
export const canReply = permission('conversations.reply')
/** Hand conversations to other people and teams. */
export const canAssign = permission('conversations.assign')
export const canManageChannels = permission('conversations.manage-channels')
/** What is promised to customers, and in how much time. */
export const canManageSla = permission('conversations.manage-sla')
export const canManageCanned = permission('conversations.manage-canned')
/** Who waits, who is on what: of the conversations that one may read. */
export const canSupervise = permission('conversations.supervise')
/** Rules, capacity, skills: to whom conversations go by themselves. */
export const canManageRouting = permission('conversations.manage-routing')
/** Write templates and hand them to the provider for review. */
export const canManageTemplates = permission('conversations.manage-templates')
