import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import { BusinessDay } from '#kernel/contract/time.ts'
import { canReadOrders, canTakeOrders } from '#orders/contract/permissions.ts'
import {
  CreateRecurringOrder,
  ListRecurringOrders,
  RecurringOrder,
  RecurringRun,
  RecurringState,
  UpdateRecurringOrder,
} from '#orders/contract/recurring-order.ts'

/** By their next date. */
export const listRecurringOrders = endpoint({
  method: 'GET',
  path: '/recurring-orders',
  permission: canReadOrders,
  input: ListRecurringOrders,
  output: pageOf(RecurringOrder),
})
/** What became of its last dates, newest first. */
export const listRecurringRuns = endpoint({
  method: 'GET',
  path: '/recurring-orders/:id/runs',
  permission: canReadOrders,
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(RecurringRun) }),
})
export const createRecurringOrder = endpoint({
  method: 'POST',
  path: '/recurring-orders',
  permission: canTakeOrders,
  input: CreateRecurringOrder,
  output: RecurringOrder,
})
export const updateRecurringOrder = endpoint({
  method: 'PATCH',
  path: '/recurring-orders/:id',
  permission: canTakeOrders,
  input: UpdateRecurringOrder,
  output: RecurringOrder,
  versioned: true,
})
/** Of what is paused no date counts; what goes on again does so with the first date to come. What is ended stays ended. */
export const moveRecurringOrder = endpoint({
  method: 'PUT',
  path: '/recurring-orders/:id/state',
  permission: canTakeOrders,
  input: z.object({ id: Id, state: RecurringState }),
  output: RecurringOrder,
})
/** The next date is left out, once. `on` is which one that is: of two who press it the second leaves out nothing more. */
export const skipRecurringOrder = endpoint({
  method: 'POST',
  path: '/recurring-orders/:id/skips',
  permission: canTakeOrders,
  input: z.object({ id: Id, on: BusinessDay }),
  output: RecurringOrder,
})
