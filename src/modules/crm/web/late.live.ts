import { attentionHandlers } from '#crm/web/attention/attention.live.ts'
import { liveHandlers } from '#crm/web/contacts/contacts.live.ts'
import { leadHandlers } from '#crm/web/leads/leads.live.ts'
import { taskHandlers } from '#crm/web/tasks/tasks.live.ts'

/** What open screens do when something happens to contacts: none of it is on the first screen. */
export const lateHandlers = [...liveHandlers, ...leadHandlers, ...attentionHandlers, ...taskHandlers]
