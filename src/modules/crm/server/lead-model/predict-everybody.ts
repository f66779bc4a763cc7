import { z } from 'zod'
import { nilId } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import * as cases from '#crm/server/lead-model/cases.store.ts'
import { predictOf } from '#crm/server/lead-model/predictions.ts'
import * as store from '#crm/server/lead-model/predictions.store.ts'

const atOnce = 500

/** After a training: all open leads by the new version, or nothing about anybody when it did not pass. */
export const predictEverybody = job({
  name: 'crm.predict-everybody',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    for (const find of [cases.contactsWithOpen, store.shownAfter])
      for (let after = nilId; !desk.signal.aborted;) {
        const found = await desk.transaction(async (ctx) => {
          const ids = (await find(ctx, after, atOnce)).map(({ contactId }) => contactId)
          await predictOf(ctx, ids)
          return ids
        })
        if (found.length < atOnce) break
        after = found.at(-1) as string
      }
  },
})
