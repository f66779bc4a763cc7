import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { predictOf } from '#crm/server/lead-model/predictions.ts'
import { rescore } from '#crm/server/scoring/scores.ts'
import * as store from '#crm/server/scoring/scores.store.ts'
import { active } from '#crm/server/scoring/settings.ts'

const atOnce = 500
const freshHours = 20

/**
 * Scores again whoever is scored by older rules, and whose points have faded for a day. Cut short, it goes on where it was:
 * what is done is no longer due.
 */
export const refreshScores = job({
  name: 'crm.refresh-scores',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    let isDone = false
    while (!isDone && !desk.signal.aborted)
      isDone = await desk.transaction(async (ctx) => {
        const { version } = await active(ctx)
        const before = new Date(ctx.now.getTime() - freshHours * 3_600_000).toISOString()
        const due = await store.due(ctx, { version, before, limit: atOnce })
        await rescore(
          ctx,
          due.map(({ contactId }) => contactId),
        )
        return due.length < atOnce
      })
  },
})

/** Somebody is new or known better: what they are may be worth other points. `withChance`: their open leads are others too. */
export const rescoreContacts = job({
  name: 'crm.rescore-contacts',
  payload: z.object({ contactIds: z.array(z.uuid()), withChance: z.boolean().optional() }),
  async run(ctx, { contactIds, withChance }) {
    await rescore(ctx, contactIds)
    if (withChance) await predictOf(ctx, contactIds)
  },
})
