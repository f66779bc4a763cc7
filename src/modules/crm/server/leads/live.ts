import { live, type Live, type Topic, type Viewer } from '#kernel/module.ts'
import * as events from '#crm/contract/events.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'

const list = 'crm.leads'
const record = (id: string): string => `crm.contact:${id}`
const reads = (viewer: Viewer): boolean => viewer.permissions.has(canReadContacts.code)

/** The list of leads and the records of those concerned ask again. */
export const lives: readonly Live[] = [
  live(
    events.leadReceived,
    ({ contactId }) => [list, record(contactId)],
    (viewer, { contactId }) => (reads(viewer) ? { contactIds: [contactId] } : null),
  ),
  live(
    events.leadUpdated,
    ({ contactId }) => [list, record(contactId)],
    (viewer, { contactId }) => (reads(viewer) ? { contactIds: [contactId] } : null),
  ),
  live(
    events.leadStageChanged,
    ({ contactId }) => [list, record(contactId)],
    (viewer, { contactId }) => (reads(viewer) ? { contactIds: [contactId] } : null),
  ),
  live(
    events.contactClassified,
    ({ contactIds }) => [list, ...contactIds.slice(0, 100).map(record)],
    (viewer, data) => (reads(viewer) ? data : null),
  ),
]

export const topics: readonly Topic[] = [{ prefix: list, mayWatch: (ctx) => Promise.resolve(ctx.can(canReadContacts)) }]
