import type { AttentionKind } from '#kernel/module.ts'
import { dealChanged, dealCreated, dealMoved } from '#sales/contract/deal-events.ts'
import { canReadDeals, canWriteDeals } from '#sales/contract/permissions.ts'
import { kind } from '#sales/server/deals/deal-queue.ts'
import * as store from '#sales/server/deals/deals.store.ts'
import { give } from '#sales/server/deals/owners.ts'

/** Deals in the queue: whoever may read them sees all, and who takes one of nobody has it. */
export const dealKind: AttentionKind = {
  kind,
  words: 'sales.attention.deal',
  reach: (permissions) => (permissions.has(canReadDeals.code) ? 'all' : 'none'),
  permission: canWriteDeals,
  async take(ctx, id) {
    if (ctx.actor.kind !== 'user') return 'busy'
    const row = await store.lockFree(ctx, id)
    if (!row) return 'busy'
    if (row.ownerId !== null) return row.ownerId === ctx.actor.id ? 'taken' : 'busy'
    await give(ctx, row, ctx.actor.id)
    return 'taken'
  },
  movedBy: [dealCreated, dealMoved, dealChanged],
}
