import { z } from 'zod'
import { Id, nilId } from '#kernel/contract/ids.ts'
import { job } from '#kernel/jobs/job.ts'
import * as queue from '#sales/server/deals/deal-queue.ts'
import * as deals from '#sales/server/deals/deals.store.ts'

const atOnce = 500

/** Stages have other patience now: when their deals wait for somebody is counted again, a batch in a transaction. */
export const refreshWaiting = job({
  name: 'sales.refresh-waiting',
  payload: z.object({ stageIds: z.array(Id) }),
  async work(desk, { stageIds }) {
    for (let after: string | undefined = nilId; after !== undefined && !desk.signal.aborted;) {
      const from: string = after
      after = await desk.transaction(async (ctx) => {
        const rows = await deals.openIn(ctx, stageIds, from, atOnce)
        for (const row of rows) await queue.keep(ctx, row)
        return rows.length === atOnce ? rows.at(-1)?.id : undefined
      })
    }
  },
})
