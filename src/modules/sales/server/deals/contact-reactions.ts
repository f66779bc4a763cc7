import { z } from 'zod'
import { mergeUndoDays } from '#crm/contract/duplicate.ts'
import { contactMerged, contactUnmerged, contactUpdated } from '#crm/contract/events.ts'
import { memberRemoved } from '#identity/contract/events.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { after, on, type Reaction } from '#kernel/module.ts'
import * as queue from '#sales/server/deals/deal-queue.ts'
import { searchTextOf } from '#sales/server/deals/deals.ts'
import * as store from '#sales/server/deals/deals.store.ts'
import * as merges from '#sales/server/deals/merge.store.ts'
import { letGo } from '#sales/server/deals/owners.ts'
import { tellPlace } from '#sales/server/deals/telling.ts'

/** Boards show names without asking whose they are: they follow the contact in the transaction of its change. */
async function give(ctx: Ctx, ids: readonly string[], contactId: string, name: string): Promise<void> {
  const rows = await store.lockAll(ctx, ids)
  await store.rename(
    ctx,
    rows.map(({ id, title }) => ({ id, searchText: searchTextOf(title, name) })),
    contactId,
    name,
  )
  for (const row of rows) {
    const now = { ...row, contactId, contactName: name, version: row.version + 1 }
    if (row.closedAt === null) await queue.keep(ctx, now)
    await tellPlace(ctx, now)
  }
}

async function absorb(ctx: Ctx, { mergeId, survivorId, loserId, row }: z.output<typeof contactMerged.data>): Promise<void> {
  const ids = await store.idsOfContact(ctx, loserId)
  await give(ctx, ids, survivorId, row.name)
  await merges.keep(ctx, mergeId, ids)
}

/** What came with the merge goes back; what was begun since stays with the survivor. */
async function release(ctx: Ctx, { mergeId, survivorId, loserId, rows }: z.output<typeof contactUnmerged.data>): Promise<void> {
  const kept = new Set(await merges.take(ctx, mergeId))
  const name = rows.find(({ id }) => id === loserId)?.name
  if (name === undefined) return
  const ids = (await store.idsOfContact(ctx, survivorId)).filter((id) => kept.has(id))
  await give(ctx, ids, loserId, name)
}

export const forgetMerges = job({
  name: 'sales.forget-contact-merges',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  run: (ctx) => merges.forget(ctx, new Date(ctx.now.getTime() - mergeUndoDays * 86_400_000).toISOString()),
})

export const releaseDeals = job({
  name: 'sales.release-deals',
  payload: memberRemoved.data,
  run: (ctx, { personId }) => letGo(ctx, personId),
})

export const contactReactions: readonly Reaction[] = [
  on(contactUpdated, async (ctx, { contactId, changed, row }) => {
    if (changed.includes('name')) await give(ctx, await store.idsOfContact(ctx, contactId), contactId, row.name)
  }),
  on(contactMerged, absorb),
  on(contactUnmerged, release),
  after(memberRemoved, releaseDeals),
]
