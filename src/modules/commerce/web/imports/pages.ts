import { IconTableImport } from '@tabler/icons-react'
import { canWriteCatalogue } from '#commerce/contract/permissions.ts'
import type { Command, WebPage } from '#web/module.ts'

export const importLive = () => import('./imports.live.ts')

export const importPages: readonly WebPage[] = [
  {
    path: '/catalogo/importar',
    title: 'commerce.import.title',
    permission: canWriteCatalogue,
    skeleton: 'plain',
    page: () => import('./import-list.page.tsx').then((file) => file.ProductImportListPage),
  },
  {
    path: '/catalogo/importar/$id',
    title: 'commerce.import.title',
    permission: canWriteCatalogue,
    skeleton: 'plain',
    page: () => import('./import.page.tsx').then((file) => file.ProductImportPage),
  },
]

export const importCommands: readonly Command[] = [
  {
    name: 'commerce.import-products',
    label: 'commerce.import.title',
    icon: IconTableImport,
    permission: canWriteCatalogue,
    run: ({ go }) => go('/catalogo/importar'),
  },
]
