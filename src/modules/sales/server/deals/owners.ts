import type { Ctx } from '#kernel/ctx.ts'
import * as store from '#sales/server/deals/deals.store.ts'
import { tellChange } from '#sales/server/deals/telling.ts'

/** Writes down whose a deal is that is held. */
export async function give(ctx: Ctx, row: store.DealRow, ownerId: string | null): Promise<void> {
  const after = { ...row, ownerId, version: row.version + 1 }
  await store.update(ctx, after)
  await tellChange(ctx, row, after)
}

/** Somebody left: what they were selling is nobody's again. */
export async function letGo(ctx: Ctx, personId: string): Promise<void> {
  for (const row of await store.lockAll(ctx, await store.openIdsOf(ctx, personId)))
    if (row.ownerId === personId && row.closedAt === null) await give(ctx, row, null)
}
