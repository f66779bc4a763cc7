import { z } from 'zod'
import { mergeUndoDays } from '#crm/contract/duplicate.ts'
import { contactMerged, contactUnmerged, contactUpdated } from '#crm/contract/events.ts'
import { brandRemoved, memberRemoved } from '#identity/contract/events.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { after, on, type Reaction } from '#kernel/module.ts'
import { proposalUpdated } from '#sales/contract/proposal-events.ts'
import { proposalBrandInUse } from '#sales/server/problems.ts'
import * as merges from '#sales/server/proposals/contact-merge.store.ts'
import * as store from '#sales/server/proposals/proposals.store.ts'

/** Lists show names without asking whose they are: they follow the contact in the transaction of its change. */
async function rename(ctx: Ctx, contactId: string, name: string): Promise<void> {
  for (const row of await store.rename(ctx, contactId, name))
    await ctx.emit(proposalUpdated, { proposalId: row.id, contactId, ownerId: row.ownerId })
}

export const forgetProposalMerges = job({
  name: 'sales.forget-proposal-merges',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  run: (ctx) => merges.forget(ctx, new Date(ctx.now.getTime() - mergeUndoDays * 86_400_000).toISOString()),
})

export const releaseProposals = job({
  name: 'sales.release-proposals',
  payload: memberRemoved.data,
  run: (ctx, { personId }) => store.letGo(ctx, personId),
})

export const proposalReactions: readonly Reaction[] = [
  on(contactUpdated, async (ctx, { contactId, changed, row }) => {
    if (changed.includes('name')) await rename(ctx, contactId, row.name)
  }),
  on(contactMerged, async (ctx, { mergeId, survivorId, loserId, row }) => {
    await merges.keep(ctx, { mergeId, survivorId, loserId }, await merges.handOver(ctx, loserId, survivorId, null))
    await rename(ctx, survivorId, row.name)
  }),
  on(contactUnmerged, async (ctx, { mergeId, survivorId, loserId, rows }) => {
    const back = await merges.take(ctx, mergeId)
    const loser = rows.find(({ id }) => id === loserId)
    if (back.length === 0 || !loser) return
    await merges.handOver(ctx, survivorId, loserId, back)
    await rename(ctx, loserId, loser.name)
  }),
  on(brandRemoved, async (ctx, { brandId }) => {
    if (await store.brandIsUsed(ctx, brandId)) throw proposalBrandInUse()
  }),
  after(memberRemoved, releaseProposals),
]
