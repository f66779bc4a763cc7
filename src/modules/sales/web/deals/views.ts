import { IconChartBar, IconChartHistogram, IconLayoutKanban, IconList } from '@tabler/icons-react'
import { type ComponentType } from 'react'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import type { PipelineSearch } from '#sales/web/deals/board-search.ts'
import type { Icon } from '#web/module.ts'
import { latePart } from '#web/late-part.tsx'

export type ViewProps = {
  pipeline: Pipeline
  search: PipelineSearch & Record<string, unknown>
  openId: string | undefined
  onOpen: (dealId: string | undefined) => void
  onNew: (stageId?: string) => void
  onEdit: (dealId: string) => void
}

/**
 * A way to look at a pipeline: `value` stands in the address (`board-search.ts`), `label` is the key of its word. `filters`:
 * which of the header's narrow it: all of them, or whose deals it is about.
 */
export type View = {
  value: 'tablero' | 'lista' | 'pronostico' | 'metricas'
  label: string
  icon: Icon
  filters: 'all' | 'whose'
  view: ComponentType<ViewProps>
}

export const views: readonly View[] = [
  {
    value: 'tablero',
    label: 'sales.views.board',
    icon: IconLayoutKanban,
    filters: 'all',
    view: latePart(() => import('#sales/web/deals/board.tsx').then((file) => file.Board)),
  },
  {
    value: 'lista',
    label: 'sales.views.list',
    icon: IconList,
    filters: 'all',
    view: latePart(() => import('#sales/web/figures/deal-list.tsx').then((file) => file.DealList)),
  },
  {
    value: 'pronostico',
    label: 'sales.views.forecast',
    icon: IconChartBar,
    filters: 'whose',
    view: latePart(() => import('#sales/web/figures/forecast-view.tsx').then((file) => file.ForecastView)),
  },
  {
    value: 'metricas',
    label: 'sales.views.metrics',
    icon: IconChartHistogram,
    filters: 'whose',
    view: latePart(() => import('#sales/web/figures/metrics-view.tsx').then((file) => file.MetricsView)),
  },
]
