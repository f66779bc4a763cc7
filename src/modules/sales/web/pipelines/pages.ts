import { IconLayoutKanban } from '@tabler/icons-react'
import { listLostReasons, listPipelines } from '#sales/contract/pipeline-api.ts'
import { canManagePipelines } from '#sales/contract/permissions.ts'
import type { SettingsPage } from '#web/module.ts'
import { preload } from '#web/query.ts'

export const pipelineSettings: readonly SettingsPage[] = [
  {
    path: 'embudos',
    section: 'organization',
    icon: IconLayoutKanban,
    title: 'sales.settings.title',
    hint: 'sales.settings.hint',
    permission: canManagePipelines,
    order: 75,
    page: () => import('./pipeline-list.page.tsx').then((file) => file.PipelineListPage),
    preload: ({ queryClient }) => Promise.all([preload(queryClient, listPipelines, {}), preload(queryClient, listLostReasons, {})]),
  },
  {
    path: 'embudos/$id',
    section: 'organization',
    title: 'sales.settings.one',
    permission: canManagePipelines,
    isHidden: true,
    page: () => import('./pipeline.page.tsx').then((file) => file.PipelineSettingsPage),
    preload: ({ queryClient }) => preload(queryClient, listPipelines, {}),
  },
]
