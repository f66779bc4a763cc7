import { isClosing, type Stage, type StageKind, type WriteStage } from '#sales/contract/pipeline.ts'
import { pipelineStages, stageKindFixed } from '#sales/server/problems.ts'

const count = (stages: readonly { kind: StageKind }[], kind: StageKind): number => stages.filter((stage) => stage.kind === kind).length

/**
 * Exactly one way to win and one to lose, and at least one stage before them. A stage in which deals stand stays on its side:
 * what is open would otherwise be closed without anybody having closed it.
 */
export function checkStages(stages: readonly WriteStage[], before: readonly Stage[], filled: ReadonlySet<string>): void {
  for (const kind of ['won', 'lost'] as const) if (count(stages, kind) !== 1) throw pipelineStages({ kind })
  if (stages.every(({ kind }) => isClosing(kind))) throw pipelineStages({ kind: 'open' })
  for (const stage of stages) {
    const old = before.find(({ id }) => id === stage.id)
    if (!old || old.kind === stage.kind || !filled.has(old.id)) continue
    if (isClosing(old.kind) || isClosing(stage.kind)) throw stageKindFixed({ stage: old.name })
  }
}
