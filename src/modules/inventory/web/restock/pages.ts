import { canReadStock } from '#inventory/contract/permissions.ts'
import type { WebPage } from '#web/module.ts'

export const restockPages: readonly WebPage[] = [
  {
    path: '/stock/reponer',
    title: 'inventory.restock.title',
    permission: canReadStock,
    skeleton: 'list',
    page: () => import('./restock.page.tsx').then((file) => file.RestockPage),
  },
]
