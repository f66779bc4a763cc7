import type { Ctx } from '#kernel/ctx.ts'
import type { Retention } from '#kernel/module.ts'
import * as erasures from '#crm/server/privacy/erasures.ts'
import * as store from '#crm/server/privacy/retention-kinds.store.ts'

/** What this module keeps and may forget by itself. Contents of files follow their rows a day or two later. */
export const retention: readonly Retention[] = [
  {
    code: 'crm.inactive-leads',
    order: 10,
    suggestedDays: 730,
    leastDays: 30,
    preview: store.inactiveLeads,
    async remove(ctx, before, limit) {
      // Each erasure is a job that goes through every table: a night takes some of them.
      const ids = await store.someInactiveLeads(ctx, before, Math.min(limit, mostErasures))
      for (const id of ids) await erasures.begin(ctx, id, 'retention')
      return { count: ids.length, isMore: false }
    },
  },
  {
    code: 'crm.activity',
    order: 40,
    suggestedDays: 1_095,
    leastDays: 90,
    preview: store.oldActivity,
    async remove(ctx, before, limit) {
      const count = await store.removeActivity(ctx, before, limit)
      return { count, isMore: count >= limit }
    },
  },
  {
    code: 'crm.imports',
    order: 50,
    suggestedDays: 365,
    leastDays: 30,
    preview: store.oldImports,
    remove: (ctx, before, limit) => withFiles(ctx, limit, store.removeImports(ctx, before, limit)),
  },
  {
    code: 'crm.exports',
    order: 60,
    suggestedDays: 30,
    leastDays: 1,
    preview: store.oldExports,
    remove: (ctx, before, limit) => withFiles(ctx, limit, store.removeExports(ctx, before, limit)),
  },
]

const mostErasures = 100

async function withFiles(
  ctx: Ctx,
  limit: number,
  removing: Promise<{ count: number; fileIds: string[] }>,
): Promise<{ count: number; isMore: boolean }> {
  const { count, fileIds } = await removing
  await ctx.files.remove(ctx, fileIds)
  return { count, isMore: count >= limit }
}
