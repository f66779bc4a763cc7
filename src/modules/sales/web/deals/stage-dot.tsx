import type { ReactNode } from 'react'
import type { StageColor } from '#sales/contract/pipeline.ts'
import { hueOfStage } from '#sales/web/deals/stage-kinds.ts'
import { StateDot } from '#web/ui/marks.tsx'

/** A stage by its colour and its word. */
export function StageDot({ color, children }: { color: StageColor; children: ReactNode }) {
  const hue = hueOfStage[color]
  return <StateDot {...(hue !== undefined && { hue })}>{children}</StateDot>
}
