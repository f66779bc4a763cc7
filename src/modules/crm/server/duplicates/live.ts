import { live, type Live, type Topic, type Viewer } from '#kernel/module.ts'
import { contactMerged, contactUnmerged, duplicatesChanged } from '#crm/contract/events.ts'
import { canMergeContacts, canReadContacts } from '#crm/contract/permissions.ts'

const topic = 'crm.duplicates'
const record = (id: string): string => `crm.contact:${id}`
const reads = (viewer: Viewer): boolean => viewer.permissions.has(canReadContacts.code)

export const duplicateLives: readonly Live[] = [
  live(
    contactMerged,
    ({ survivorId, loserId }) => ['crm.contacts', record(survivorId), record(loserId)],
    (viewer, { survivorId, loserId }) => (reads(viewer) ? { survivorId, loserId } : null),
  ),
  live(
    contactUnmerged,
    ({ survivorId, loserId }) => ['crm.contacts', record(survivorId), record(loserId)],
    (viewer, { survivorId, loserId }) => (reads(viewer) ? { survivorId, loserId } : null),
  ),
  live(
    duplicatesChanged,
    ({ contactIds }) => [topic, ...contactIds.slice(0, 100).map(record)],
    (viewer, { contactIds }) => (reads(viewer) ? { contactIds: contactIds.slice(0, 100) } : null),
  ),
]

export const duplicateTopics: readonly Topic[] = [{ prefix: topic, mayWatch: (ctx) => Promise.resolve(ctx.can(canMergeContacts)) }]
