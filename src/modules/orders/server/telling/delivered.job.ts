import { tellOccasion } from '#crm/server/public.ts'
import { job } from '#kernel/jobs/job.ts'
import { after, type Reaction } from '#kernel/module.ts'
import { orderDelivered } from '#orders/contract/order-events.ts'

/** Whoever asks people how it was hears of it: who got something, and where one talks with them. */
export const tellDelivered = job({
  name: 'orders.tell-delivered',
  payload: orderDelivered.data,
  async run(ctx, { card: { id, contactId, conversationId }, at }) {
    if (contactId === null || conversationId === null) return
    await tellOccasion(ctx, { kind: 'delivery', source: `order:${id}`, contactId, conversationId, at })
  },
})

export const deliveredReactions: readonly Reaction[] = [after(orderDelivered, tellDelivered)]
