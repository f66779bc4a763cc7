import { z } from 'zod'
import type { Metric } from '#kernel/module.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import * as store from '#crm/server/contacts/contacts.store.ts'

/** People met in a period, in all and by day of the zone. Contacts belong to the organization, so a brand does not narrow them. */
export const NewContacts = z.object({ count: z.number(), days: z.array(z.object({ day: z.iso.date(), count: z.number() })) })

export const newContacts: Metric<z.infer<typeof NewContacts>> = {
  code: 'crm.new-contacts',
  permission: canReadContacts,
  result: NewContacts,
  async measure(ctx, query) {
    const days = await store.countCreatedByDay(ctx, query)
    return { count: days.reduce((sum, day) => sum + day.count, 0), days }
  },
}
