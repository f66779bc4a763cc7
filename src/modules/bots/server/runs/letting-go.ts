import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import * as store from './runs.store.ts'
import { giveUp } from './turns.ts'

const atOnce = 20

/** A flow was switched off: whoever is inside it gets a person. A few at a time, so that nothing is held for long. */
export const letGo = job({
  name: 'bots.let-go',
  payload: z.object({ flowId: Id }),
  async run(ctx, { flowId }) {
    const runs = await store.activeOfFlow(ctx, flowId, atOnce)
    for (const { id, conversationId } of runs) await giveUp(ctx, id, conversationId, 'switched_off')
    if (runs.length === atOnce) ctx.enqueue(letGo, { flowId })
  },
})

export const letGoOf = (ctx: Ctx, flowId: string): void => ctx.enqueue(letGo, { flowId }, { key: flowId })
