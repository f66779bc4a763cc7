import { z } from 'zod'
import { Id, nilId } from '#kernel/contract/ids.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { job } from '#kernel/jobs/job.ts'
import { on, type Reaction, type Schedule } from '#kernel/module.ts'
import { dealChanged, dealCreated, dealMoved } from '#sales/contract/deal-events.ts'
import { pipelinesChanged } from '#sales/contract/pipeline-events.ts'
import * as identity from '#identity/server/public.ts'
import * as heaps from '#sales/server/metrics/heaps.store.ts'
import { deltasOf, noParts, partsOf } from '#sales/server/metrics/parts.ts'
import * as store from '#sales/server/metrics/tallies.store.ts'
import { tallyRowsOf } from '#sales/server/metrics/tally-rows.ts'

/** Counts these deals as they are now. What is counted rightly already costs one reading. They are held by whoever asks. */
export async function recount(ctx: Ctx, ids: readonly string[]): Promise<void> {
  const changed = (await store.find(ctx, ids)).flatMap((deal) => {
    const parts = partsOf(deal, ctx.zone)
    const deltas = deltasOf(deal.parts ?? noParts, parts)
    const isSame = deltas.cohorts.length + deltas.outcomes.length + deltas.durations.length === 0
    return isSame ? [] : [{ id: deal.id, parts, deltas }]
  })
  if (changed.length === 0) return
  const outcomes = changed.flatMap(({ deltas }) => deltas.outcomes)
  const rows = tallyRowsOf(
    { cohorts: changed.flatMap(({ deltas }) => deltas.cohorts), outcomes, durations: changed.flatMap(({ deltas }) => deltas.durations) },
    outcomes.length === 0 ? '' : (await identity.organization(ctx)).currency,
  )
  await store.add(
    ctx,
    rows,
    changed.map(({ id, parts }) => ({ id, parts })),
  )
}

const atOnce = 500

/**
 * Counts all deals of these pipelines again, a batch in a transaction: deals may be moved meanwhile. `isFresh`: everything
 * counted so far is thrown away first, because what deals are said to have added cannot be relied on.
 */
export const recountPipelines = job({
  name: 'sales.recount-pipelines',
  payload: z.object({ pipelineIds: z.array(Id), isFresh: z.boolean() }),
  async work(desk, { pipelineIds, isFresh }) {
    if (isFresh) await desk.transaction((ctx) => store.forget(ctx, pipelineIds))
    for (let after: string | undefined = nilId; after !== undefined && !desk.signal.aborted;) {
      const from: string = after
      after = await desk.transaction(async (ctx) => {
        const ids = await store.idsAfter(ctx, pipelineIds, from, atOnce)
        await store.hold(ctx, ids)
        await recount(ctx, ids)
        return ids.length === atOnce ? ids.at(-1) : undefined
      })
    }
  },
})

/** Stages in another order mean that other deals came as far as each of them, another zone that days begin elsewhere. */
async function followLayouts(ctx: Ctx): Promise<void> {
  const changed = await store.changedLayouts(ctx, (await identity.organization(ctx)).currency)
  if (changed.length === 0) return
  await store.keepLayouts(ctx, changed)
  ctx.enqueue(recountPipelines, { pipelineIds: changed.map(({ pipelineId }) => pipelineId), isFresh: false })
}

/** Every night: puts rows together, a month in a transaction, and has counted anew what does not add up. */
export const tidyTallies = job({
  name: 'sales.tidy-tallies',
  payload: z.object({}) as z.ZodType<Record<string, never>>,
  async work(desk) {
    const found = await desk.transaction(async (ctx) => {
      await followLayouts(ctx)
      return heaps.all(ctx)
    })
    for (const heap of found) {
      if (desk.signal.aborted) return
      await desk.transaction((ctx) => heaps.putTogether(ctx, heap))
    }
    await desk.transaction(async (ctx) => {
      const pipelineIds = await store.miscounted(ctx)
      if (pipelineIds.length === 0) return
      ctx.log.warn({ pipelineIds }, 'figures of pipelines did not add up and are counted again')
      ctx.enqueue(recountPipelines, { pipelineIds, isFresh: true })
    })
  },
})

const recountOne = (ctx: Ctx, { card }: { card: { id: string } }): Promise<void> => recount(ctx, [card.id])

export const tallyReactions: readonly Reaction[] = [
  on(dealCreated, recountOne),
  on(dealMoved, recountOne),
  on(dealChanged, recountOne),
  on(pipelinesChanged, followLayouts),
]

export const tallySchedules: readonly Schedule[] = [
  { name: 'sales.tidy-tallies', everySeconds: 86_400, job: tidyTallies, per: 'organization' },
]
