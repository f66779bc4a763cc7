import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { dealsReordered } from '#sales/contract/deal-events.ts'
import { keyBetween, keysBetween, longestKey } from '#sales/server/deals/rank.ts'
import * as ranks from '#sales/server/deals/ranks.store.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'

/** Where to put something: below one, above another, or on top. */
export type Wanted = { afterId: string | null; beforeId: string | null }
export const onTop: Wanted = { afterId: null, beforeId: null }

/**
 * A key in a stage that is held, so that nobody takes the same place meanwhile. The neighbours are read now: where one of
 * them is elsewhere by now the other one says the place, and without both it is the top.
 */
export async function keyFor(ctx: Ctx, stageId: string, dealId: string, { afterId, beforeId }: Wanted): Promise<string> {
  const but = [dealId]
  const above = afterId === null ? null : await ranks.placeOf(ctx, stageId, afterId)
  if (above !== null) return made(ctx, stageId, keyBetween(above, await ranks.firstAfter(ctx, stageId, above, but)))
  const below = beforeId === null ? null : await ranks.placeOf(ctx, stageId, beforeId)
  if (below !== null) return made(ctx, stageId, keyBetween(await ranks.lastBefore(ctx, stageId, below, but), below))
  return made(ctx, stageId, keyBetween(null, await ranks.firstAfter(ctx, stageId, null, but)))
}

/** Keys for several on top of a stage that is held, in their order. */
export async function keysOnTop(ctx: Ctx, stageId: string, dealIds: readonly string[]): Promise<string[]> {
  return keysBetween(null, await ranks.firstAfter(ctx, stageId, null, dealIds), dealIds.length)
}

/** Keys for several at the end of a stage that is held. */
export async function keysAtEnd(ctx: Ctx, stageId: string, count: number): Promise<string[]> {
  return keysBetween(await ranks.lastBefore(ctx, stageId, null, []), null, count)
}

function made(ctx: Ctx, stageId: string, key: string): string {
  if (key.length > longestKey) ctx.enqueue(rebalanceStage, { stageId })
  return key
}

/**
 * Gives all of a stage short keys again, after all that it has, so that none collides with an old one. A job of its own:
 * whoever moves a card holds the stage and that card, and would wait here for cards that others hold.
 */
export const rebalanceStage = job({
  name: 'sales.rebalance-stage',
  payload: z.object({ stageId: Id }),
  async run(ctx, { stageId }) {
    const stage = await pipelines.holdStage(ctx, stageId)
    if (!stage) return
    const places = await ranks.lockAllOf(ctx, stageId)
    if (!places.some(({ rankKey }) => rankKey.length > longestKey)) return
    const keys = keysBetween(places.at(-1)?.rankKey ?? null, null, places.length)
    await ranks.rewrite(
      ctx,
      places.map(({ id }, i) => ({ id, rankKey: keys[i] ?? '' })),
    )
    await ctx.emit(dealsReordered, { pipelineId: stage.pipelineId, stageId })
  },
})
