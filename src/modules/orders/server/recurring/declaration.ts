import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { live, on, serve, type Live, type PersonalData, type Reaction, type Route, type Schedule } from '#kernel/module.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import * as api from '#orders/contract/recurring-order-api.ts'
import { recurringChanged } from '#orders/contract/recurring-order-events.ts'
import { askCustomer } from '#orders/server/recurring/asking.job.ts'
import { lookAtDates, makeOrder } from '#orders/server/recurring/making.job.ts'
import * as recurring from '#orders/server/recurring/recurring.ts'
import * as store from '#orders/server/recurring/recurring.store.ts'

export const recurringRoutes: readonly Route[] = [
  serve(api.listRecurringOrders, recurring.list),
  serve(api.listRecurringRuns, recurring.runs),
  serve(api.createRecurringOrder, recurring.create),
  serve(api.updateRecurringOrder, recurring.update),
  serve(api.moveRecurringOrder, recurring.move),
  serve(api.skipRecurringOrder, recurring.skip),
]

export const recurringJobs = [lookAtDates, makeOrder, askCustomer]
export const recurringSchedules: readonly Schedule[] = [
  { name: 'orders.look-at-recurring-dates', everySeconds: 900, job: lookAtDates, per: 'organization' },
]

export const recurringReactions: readonly Reaction[] = [
  on(contactMerged, async (ctx, merge) => {
    for (const { id } of await store.handOver(ctx, merge)) await ctx.emit(recurringChanged, { id, contactId: merge.survivorId })
  }),
  on(contactUnmerged, async (ctx, merge) => {
    for (const { id } of await store.handBack(ctx, merge)) await ctx.emit(recurringChanged, { id, contactId: merge.loserId })
  }),
]

export const recurringLives: readonly Live[] = [
  live(
    recurringChanged,
    ({ contactId }) => ['orders.board', `crm.contact:${contactId}`],
    (viewer, data) => (viewer.permissions.has(canReadOrders.code) ? data : null),
  ),
]

/** What somebody has again and again goes with them. */
export const recurringPersonalData: readonly PersonalData[] = [
  {
    table: 'orders.recurring_order',
    subject: 'contact',
    columns: ['address', 'note', 'lines', 'payment_method', 'rhythm', 'starts_on', 'next_on', 'ends_on', 'state'],
    rows: { by: 'contact_id' },
    purpose: 'orders.personal-data.purchase',
    onErasure: 'delete',
    order: 'created_at',
  },
  { table: 'orders.recurring_order', subject: 'user', columns: ['created_by_name'], purpose: 'orders.personal-data.authorship' },
]

export const recurringImpersonal: Readonly<Record<string, string>> = {
  'orders.recurring_order.door': 'Whereby its first one came in.',
  'orders.recurring_run': 'What became of a date: about whom says the order that comes again, and goes with it.',
}
