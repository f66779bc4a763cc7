import type { Ctx } from '#kernel/ctx.ts'
import { isClosing, type Stage, type WritePipeline } from '#sales/contract/pipeline.ts'
import * as deals from '#sales/server/deals/deals.store.ts'
import { inStage } from '#sales/server/deals/moves.ts'
import { keysAtEnd } from '#sales/server/deals/places.ts'
import * as ranks from '#sales/server/deals/ranks.store.ts'
import { tellSteps } from '#sales/server/deals/telling.ts'
import * as store from '#sales/server/pipelines/pipelines.store.ts'
import { stageHasDeals, stageKindFixed, stageUnknown } from '#sales/server/problems.ts'

type Leaving = { id: string; gone: readonly Stage[]; stages: readonly Stage[]; remaps: WritePipeline['remaps'] }

/** Stages go, and their deals go on to where they are told, in their order, at the end. Those of nowhere to go keep theirs. */
export async function remap(ctx: Ctx, { id, gone, stages, remaps }: Leaving): Promise<void> {
  if (gone.length === 0) return
  const counts = await store.countIn(
    ctx,
    gone.map((stage) => stage.id),
  )
  for (const stage of gone) {
    const count = counts.find(({ stageId }) => stageId === stage.id)?.count ?? 0
    if (count === 0) continue
    const toId = remaps.find(({ stageId }) => stageId === stage.id)?.toStageId
    if (toId === undefined) throw stageHasDeals({ stageId: stage.id, stage: stage.name, count })
    const to = stages.find((one) => one.id === toId)
    if (!to) throw stageUnknown()
    if (to.kind !== stage.kind && (isClosing(to.kind) || isClosing(stage.kind))) throw stageKindFixed({ stage: stage.name })
    await moveAll(ctx, stage, { ...to, pipelineId: id, currency: '', brandId: null, asksNextStep: false })
  }
  await store.archiveStages(
    ctx,
    gone.map((stage) => stage.id),
  )
}

async function moveAll(ctx: Ctx, from: Stage, to: store.StageRow): Promise<void> {
  const places = await ranks.lockAllOf(ctx, from.id)
  const keys = await keysAtEnd(ctx, to.id, places.length)
  const rows = await deals.lockAll(
    ctx,
    places.map(({ id }) => id),
  )
  const keyById = new Map(places.map(({ id }, i) => [id, keys[i] ?? '']))
  const now = ctx.now.toISOString()
  const steps = rows.map((before) => ({ before, after: inStage(before, to, keyById.get(before.id) ?? '', before, now) }))
  for (const { after } of steps) await deals.update(ctx, after)
  await tellSteps(ctx, steps)
}
