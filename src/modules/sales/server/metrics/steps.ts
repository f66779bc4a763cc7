/** A deal came into a stage. */
export type Step = { id: string; at: string; stageId: string }

/** In the order in which they happened, whatever the order they were read in. */
export const inOrder = (steps: readonly Step[]): Step[] =>
  steps.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))

export type TimeInStage = { stageId: string; seconds: number; leftAt: string }

/**
 * How long a deal stood in each stage that it is not in any more: all visits added up, and when it left for the last time.
 * The stage where it stands now is not over yet and is not among them.
 */
export function timeInStages(steps: readonly Step[]): TimeInStage[] {
  const ordered = inOrder(steps)
  const byStage = new Map<string, TimeInStage>()
  for (const [i, { stageId, at }] of ordered.entries()) {
    const next = ordered[i + 1]
    if (!next) continue
    const before = byStage.get(stageId)?.seconds ?? 0
    byStage.set(stageId, { stageId, seconds: before + (Date.parse(next.at) - Date.parse(at)) / 1000, leftAt: next.at })
  }
  const current = ordered.at(-1)?.stageId
  return [...byStage.values()].filter(({ stageId }) => stageId !== current)
}
