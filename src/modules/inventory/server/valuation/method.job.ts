import { z } from 'zod'
import { job } from '#kernel/jobs/job.ts'
import { Id } from '#kernel/contract/ids.ts'
import { methodOf, settingOf } from '#inventory/server/settings/settings.ts'
import * as changes from '#inventory/server/valuation/changes.ts'
import * as store from '#inventory/server/valuation/changes.store.ts'

const chunk = 100

/** Everything that is counted by another method than it should be is counted again, some at a time. */
export const applyMethod = job({
  name: 'inventory.apply-method',
  payload: z.object({ documentId: Id }),
  async work(desk, { documentId }) {
    for (;;) {
      const count = await desk.transaction(async (ctx) => {
        const setting = await settingOf(ctx)
        const rows = await store.otherwise(ctx, setting.method, setting.categoryMethods, chunk)
        const wanted = new Map(rows.map(({ variantId, categoryId }) => [variantId, methodOf(setting, categoryId)]))
        await changes.switchMethod(ctx, documentId, wanted)
        return rows.length
      })
      if (count < chunk || desk.signal.aborted) return
    }
  },
})
