import { z } from 'zod'
import { Activity } from '#crm/contract/activity.ts'
import { recordActivities } from '#crm/server/public.ts'
import { job } from '#kernel/jobs/job.ts'
import { gather, type Reaction } from '#kernel/module.ts'
import { orderCancelled, orderPlaced } from '#orders/contract/order-events.ts'

/**
 * What somebody ordered, and what of that came to nothing, after the commit: it makes them a customer, ends what was going to
 * remind them, and is in the sums that segments, scores and the queue ask for.
 */
export const recordOrders = job({
  name: 'orders.record-orders',
  payload: z.object({ items: z.array(Activity) }),
  run: (ctx, { items }) => recordActivities(ctx, items),
})

type Step = z.output<typeof orderPlaced.data>

const did =
  (kind: 'order.placed' | 'order.cancelled') =>
  ({ card, fromState, at }: Step): Activity | null =>
    // A draft that is given up was never an order.
    card.contactId === null || (kind === 'order.cancelled' && fromState === 'draft')
      ? null
      : {
          contactId: card.contactId,
          kind,
          at,
          source: `${kind}:${card.id}`,
          value: { amountMinor: card.totalMinor, currency: card.currency },
        }

const soon = { withinMs: 1_000 }

export const activityReactions: readonly Reaction[] = [
  gather(orderPlaced, recordOrders, did('order.placed'), soon),
  gather(orderCancelled, recordOrders, did('order.cancelled'), soon),
]
