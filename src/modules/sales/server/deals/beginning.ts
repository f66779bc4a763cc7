import type { Ctx } from '#kernel/ctx.ts'
import type { CreateDeal } from '#sales/contract/deal.ts'
import { isClosing } from '#sales/contract/pipeline.ts'
import * as layout from '#sales/server/pipelines/layout.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import { pipelineUnknown, stageUnknown } from '#sales/server/problems.ts'

/**
 * The stage that a deal begins in, held: the one asked for, or the first of the pipeline asked for, or of the first one.
 * Whoever has no pipeline yet gets the usual one.
 */
export async function firstStage(
  ctx: Ctx,
  { pipelineId, stageId }: Pick<CreateDeal, 'pipelineId' | 'stageId'>,
): Promise<pipelines.StageRow> {
  const wanted = stageId ?? (await stageOf(ctx, pipelineId))
  const stage = wanted === undefined ? undefined : await pipelines.holdStage(ctx, wanted)
  if (!stage || (pipelineId !== undefined && stage.pipelineId !== pipelineId)) throw stageUnknown()
  return stage
}

async function stageOf(ctx: Ctx, pipelineId: string | undefined): Promise<string | undefined> {
  const living = (await pipelines.all(ctx)).filter(({ archivedAt }) => archivedAt === null)
  const pipeline = pipelineId === undefined ? living[0] : living.find(({ id }) => id === pipelineId)
  if (!pipeline && pipelineId !== undefined) throw pipelineUnknown()
  const id = pipeline?.id ?? (await layout.layOut(ctx))
  return (await pipelines.stages(ctx, [id])).find(({ kind }) => !isClosing(kind))?.id
}
