import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import * as store from '#orders/server/shop/baskets.store.ts'

const keptMs = 30 * 86_400_000
const atOnce = 2_000

/** Baskets that nobody came back to. Orders that were made of some stay what they are. */
export const forgetBaskets = job({
  name: 'orders.forget-baskets',
  payload: z.object({}),
  async run(ctx) {
    const gone = await store.forget(ctx, new Date(ctx.now.getTime() - keptMs).toISOString(), atOnce)
    if (gone === atOnce) ctx.enqueue(forgetBaskets, {})
  },
})
