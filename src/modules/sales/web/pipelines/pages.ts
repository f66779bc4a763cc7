import { IconLayoutKanban } from '@tabler/icons-react'
import { canManagePipelines } from '#sales/contract/permissions.ts'
import { behind } from '#sales/web/deals/pages.ts'
import type { SettingsPage } from '#web/module.ts'

export const pipelineSettings: readonly SettingsPage[] = [
  {
    path: 'embudos',
    section: 'organization',
    icon: IconLayoutKanban,
    title: 'sales.settings.title',
    hint: 'sales.settings.hint',
    also: 'sales.settings.also',
    permission: canManagePipelines,
    order: 75,
    page: () => import('./pipeline-list.page.tsx').then((file) => file.PipelineListPage),
    preload: (to) => behind().then((file) => file.preloadPipelines(to)),
  },
  {
    path: 'embudos/$id',
    section: 'organization',
    title: 'sales.settings.one',
    permission: canManagePipelines,
    isHidden: true,
    page: () => import('./pipeline.page.tsx').then((file) => file.PipelineSettingsPage),
    preload: (to) => behind().then((file) => file.preloadPipelines(to)),
  },
]
