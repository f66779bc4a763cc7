import { z } from 'zod'
import { mergeUndoDays } from '#crm/contract/duplicate.ts'
import { contactMerged, contactUnmerged } from '#crm/contract/events.ts'
import { job } from '#kernel/jobs/job.ts'
import { on, type Reaction } from '#kernel/module.ts'
import * as store from '#commerce/server/prices/customers.store.ts'

export const forgetMerges = job({
  name: 'commerce.forget-contact-merges',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  run: (ctx) => store.forget(ctx, new Date(ctx.now.getTime() - mergeUndoDays * 86_400_000).toISOString()),
})

/** Prices that were agreed with somebody stay theirs. */
export const customerReactions: readonly Reaction[] = [
  on(contactMerged, (ctx, { mergeId, survivorId, loserId }) => store.handOver(ctx, { mergeId, from: loserId, to: survivorId })),
  on(contactUnmerged, (ctx, { mergeId, survivorId, loserId }) => store.giveBack(ctx, { mergeId, from: survivorId, to: loserId })),
]
