import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { lock } from '#commerce/server/promotions/promotions.store.ts'
import * as uses from '#commerce/server/promotions/uses.store.ts'

/** Counters of limits are copies of what uses say. Every night they are compared; a difference is put right, and told the operator. */
export const recountPromotions = job({
  name: 'commerce.recount-promotions',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async run(ctx) {
    for (const { id, used, counted } of await uses.miscounted(ctx)) {
      ctx.log.warn({ promotionId: id, used, counted }, 'a promotion was miscounted')
      await lock(ctx, id)
      await uses.recount(ctx, id)
    }
  },
})
