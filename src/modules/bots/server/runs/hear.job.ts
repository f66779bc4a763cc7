import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { Desk } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import * as store from './runs.store.ts'
import { giveUp, turn } from './turns.ts'

/**
 * A customer wrote. One job per message, one after the other in a conversation; each hears everything that is new, so that
 * it does not matter which comes first or how often.
 */
export const hear = job({
  name: 'bots.hear',
  payload: z.object({ conversationId: Id }),
  attempts: 4,
  urgent: true,
  async work(desk: Desk, { conversationId: id }) {
    try {
      await desk.transaction((ctx) => turn(ctx, id))
    } catch (error) {
      if (!desk.lastAttempt) throw error
      // Better a person than silence.
      desk.log.error({ err: error, conversationId: id }, 'a bot could not answer; a person has to')
      await desk.transaction(async (ctx) => {
        const run = await store.latest(ctx, id)
        if (run) await giveUp(ctx, run.id, id, 'broken')
      })
    }
  },
})
