import { z } from 'zod'
import { mergeUndoDays } from '#crm/contract/duplicate.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { contactMerged, contactUnmerged, contactUpdated } from '#crm/contract/events.ts'
import { searchable } from '#kernel/contract/text.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { on, type Reaction } from '#kernel/module.ts'
import * as store from '#purchasing/server/suppliers/suppliers.store.ts'

const give = (ctx: Ctx, ids: readonly string[], to: Pick<ContactRow, 'id' | 'name'>): Promise<void> =>
  store.give(ctx, ids, to, searchable(to.name))

/** Of two contacts that were suppliers each the survivor has both accounts: what was agreed with either stays. */
async function absorb(ctx: Ctx, { mergeId, survivorId, loserId, row }: z.output<typeof contactMerged.data>): Promise<void> {
  const ids = (await store.ofContact(ctx, loserId)).map(({ id }) => id)
  if (ids.length === 0) return
  await give(ctx, ids, { id: survivorId, name: row.name })
  await store.keepMerge(ctx, mergeId, ids)
}

async function release(ctx: Ctx, { mergeId, loserId, rows }: z.output<typeof contactUnmerged.data>): Promise<void> {
  const loser = rows.find(({ id }) => id === loserId)
  const ids = await store.takeMerge(ctx, mergeId)
  if (loser) await give(ctx, ids, loser)
}

export const forgetMerges = job({
  name: 'purchasing.forget-contact-merges',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  run: (ctx) => store.forgetMerges(ctx, new Date(ctx.now.getTime() - mergeUndoDays * 86_400_000).toISOString()),
})

export const contactReactions: readonly Reaction[] = [
  on(contactUpdated, async (ctx, { contactId, changed, row }) => {
    if (!changed.includes('name')) return
    await give(
      ctx,
      (await store.ofContact(ctx, contactId)).map(({ id }) => id),
      row,
    )
  }),
  on(contactMerged, absorb),
  on(contactUnmerged, release),
]
