import { z } from 'zod'
import { messageReceived } from '#conversations/contract/events.ts'
import { Id } from '#kernel/contract/ids.ts'
import { job, type JobType } from '#kernel/jobs/job.ts'
import { gather, serve, type Reaction, type Route } from '#kernel/module.ts'
import { Problem } from '#kernel/problem.ts'
import * as api from '#orders/contract/catalogue-order-api.ts'
import * as catalogue from '#orders/server/chat/catalogue-orders.ts'

export const chatRoutes: readonly Route[] = [
  serve(api.getCatalogueOrder, catalogue.preview),
  serve(api.takeCatalogueOrder, catalogue.take),
  serve(api.getCatalogueSetting, catalogue.setting),
  serve(api.updateCatalogueSetting, catalogue.changeSetting),
]

/** Each by itself: what is wrong with one order is not wrong with the others. */
export const takeHeardOrder = job({
  name: 'orders.take-heard-order',
  payload: z.object({ messageId: Id }),
  async work(desk, payload) {
    try {
      await desk.transaction((ctx) => catalogue.take(ctx, payload))
    } catch (error) {
      // Nothing of it can be ordered, or a choice is missing: the message stands in the thread with what there is to do, and
      // nothing of the order is left behind.
      if (!(error instanceof Problem)) throw error
    }
  },
})

export const takeHeardOrders = job({
  name: 'orders.take-heard-orders',
  payload: z.object({ items: z.array(Id) }),
  async run(ctx, { items }) {
    if (!(await catalogue.setting(ctx)).takesByItself) return
    for (const messageId of items) ctx.enqueue(takeHeardOrder, { messageId }, { key: `orders.heard:${messageId}` })
  },
})

export const chatJobs: readonly JobType[] = [takeHeardOrder as JobType, takeHeardOrders as JobType]

export const chatReactions: readonly Reaction[] = [
  gather(messageReceived, takeHeardOrders, ({ message }) => (message.kind === 'order' ? message.id : null), { withinMs: 500 }),
]
