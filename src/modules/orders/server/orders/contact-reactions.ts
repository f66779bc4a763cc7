import { z } from 'zod'
import { mergeUndoDays } from '#crm/contract/duplicate.ts'
import type { ContactRow } from '#crm/contract/contact.ts'
import { contactMerged, contactUnmerged, contactUpdated } from '#crm/contract/events.ts'
import { memberRemoved } from '#identity/contract/events.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { after, on, type Reaction } from '#kernel/module.ts'
import { searchTextOf } from '#orders/server/orders/frame.ts'
import * as merges from '#orders/server/orders/merge.store.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { releaseOrders } from '#orders/server/orders/people.ts'
import { tellChange } from '#orders/server/orders/telling.ts'

type Person = Pick<ContactRow, 'id' | 'name' | 'phone'>

/** Boards and the kitchen show names without asking whose they are: they follow the contact in the transaction of its change. */
async function give(ctx: Ctx, ids: readonly string[], to: Person): Promise<void> {
  if (ids.length === 0) return
  const rows = await store.lockAll(ctx, ids)
  await store.rename(
    ctx,
    rows.map((row) => ({ id: row.id, searchText: searchTextOf(row, to) })),
    to,
  )
  for (const row of rows)
    if (row.closedAt === null) await tellChange(ctx, { ...row, contactId: to.id, contactName: to.name, version: row.version + 1 })
}

async function absorb(ctx: Ctx, { mergeId, survivorId, loserId, row }: z.output<typeof contactMerged.data>): Promise<void> {
  const ids = await store.idsOfContact(ctx, loserId)
  await give(ctx, ids, { ...row, id: survivorId })
  await merges.keep(ctx, mergeId, ids)
}

/** What came with the merge goes back; what was ordered since stays with the survivor. */
async function release(ctx: Ctx, { mergeId, survivorId, loserId, rows }: z.output<typeof contactUnmerged.data>): Promise<void> {
  const kept = new Set(await merges.take(ctx, mergeId))
  const loser = rows.find(({ id }) => id === loserId)
  if (!loser) return
  const ids = (await store.idsOfContact(ctx, survivorId)).filter((id) => kept.has(id))
  await give(ctx, ids, loser)
}

export const forgetMerges = job({
  name: 'orders.forget-contact-merges',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  run: (ctx) => merges.forget(ctx, new Date(ctx.now.getTime() - mergeUndoDays * 86_400_000).toISOString()),
})

export const contactReactions: readonly Reaction[] = [
  on(contactUpdated, async (ctx, { contactId, changed, row }) => {
    if (changed.includes('name') || changed.includes('identities')) await give(ctx, await store.idsOfContact(ctx, contactId), row)
  }),
  on(contactMerged, absorb),
  on(contactUnmerged, release),
  after(memberRemoved, releaseOrders),
]
