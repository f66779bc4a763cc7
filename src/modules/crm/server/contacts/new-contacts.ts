import type { Metric } from '#kernel/module.ts'
import { contactCreated, contactsImported } from '#crm/contract/events.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'

/** People met in a period, in all and over time. Contacts belong to the organization, so a brand does not narrow them. */
export const newContacts: Metric = {
  code: 'contacts',
  permission: canReadContacts,
  order: 60,
  movedBy: [contactCreated, contactsImported],
  async measure(ctx, query) {
    const points = await store.countCreatedOverTime(ctx, query)
    const value = points.reduce((sum, point) => sum + point.value, 0)
    return [
      { code: 'new-contacts', shape: 'number', unit: 'count', value },
      { code: 'new-contacts-over-time', shape: 'series', unit: 'count', lines: [{ key: 'new-contacts', points }] },
    ]
  },
}
