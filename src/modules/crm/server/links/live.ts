import { live, type Live } from '#kernel/module.ts'
import { contactLinked, contactUnlinked } from '#crm/contract/events.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'

/** Both records show a link that came or went. */
export const linkLives: readonly Live[] = [contactLinked, contactUnlinked].map((event) =>
  live(
    event,
    ({ contactIds }) => contactIds.map((id) => `crm.contact:${id}`),
    (viewer, data) => (viewer.permissions.has(canReadContacts.code) ? data : null),
  ),
)
