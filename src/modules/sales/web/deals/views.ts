import { IconLayoutKanban } from '@tabler/icons-react'
import { type ComponentType, lazy } from 'react'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import type { PipelineSearch } from '#sales/web/deals/board-search.ts'
import type { Icon } from '#web/module.ts'

export type ViewProps = {
  pipeline: Pipeline
  search: PipelineSearch & Record<string, unknown>
  openId: string | undefined
  onOpen: (dealId: string | undefined) => void
  onNew: (stageId?: string) => void
  onEdit: (dealId: string) => void
}

/** A way to look at a pipeline: `value` stands in the address (`board-search.ts`), `label` is the key of its word. */
export type View = { value: 'tablero' | 'lista' | 'pronostico'; label: string; icon: Icon; view: ComponentType<ViewProps> }

export const views: readonly View[] = [
  {
    value: 'tablero',
    label: 'sales.views.board',
    icon: IconLayoutKanban,
    view: lazy(() => import('#sales/web/deals/board.tsx').then((file) => ({ default: file.Board }))),
  },
]
