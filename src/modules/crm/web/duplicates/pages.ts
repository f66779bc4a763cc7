import { IconCopyCheck } from '@tabler/icons-react'
import { getMergeProposal, listDuplicates } from '#crm/contract/duplicate-api.ts'
import { canMergeContacts } from '#crm/contract/permissions.ts'
import type { Command, WebPage } from '#web/module.ts'
import { preload, preloadPages } from '#web/query.ts'

export const duplicatePages: readonly WebPage[] = [
  {
    path: '/contactos/duplicados',
    title: 'crm.duplicates.title',
    permission: canMergeContacts,
    page: () => import('./duplicate-list.page.tsx').then((file) => file.DuplicateListPage),
    preload: ({ queryClient }) => preloadPages(queryClient, listDuplicates, {}),
  },
  {
    path: '/contactos/$id/unir/$otherId',
    title: 'crm.merge.title',
    permission: canMergeContacts,
    page: () => import('./merge.page.tsx').then((file) => file.MergePage),
    preload: ({ queryClient, params }) =>
      preload(queryClient, getMergeProposal, { id: params['id'] ?? '', otherId: params['otherId'] ?? '' }),
  },
]

export const duplicateCommand: Command = {
  name: 'crm.duplicates',
  label: 'crm.duplicates.title',
  icon: IconCopyCheck,
  permission: canMergeContacts,
  also: 'crm.command.duplicates_also',
  run: ({ go }) => go('/contactos/duplicados'),
}
