import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'

/** What it says, how it stands, or a date of it that came. */
export const recurringChanged = event('orders.recurring.changed', z.object({ id: Id, contactId: Id }))
