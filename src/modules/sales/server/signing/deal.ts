import type { Ctx } from '#kernel/ctx.ts'
import { close } from '#sales/server/deals/moves.ts'

/** The deal behind a proposal that was accepted. Throws what its pipeline asks for first. */
export async function win(ctx: Ctx, dealId: string): Promise<void> {
  await close(ctx, { id: dealId, outcome: 'won', lostReasonId: null, lostNote: null })
}
