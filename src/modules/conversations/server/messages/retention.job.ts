import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import * as store from './receive.store.ts'

/** The provider delivers for seven days; what is about a message that never came by then is about nobody's. */
const earlyDays = 8

export const forgetEarlyFacts = job({
  name: 'conversations.forget-early-facts',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  run: (ctx) => store.forgetEarly(ctx, new Date(ctx.now.getTime() - earlyDays * 86_400_000).toISOString()),
})
