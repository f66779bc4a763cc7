import { canReadStock } from '#inventory/contract/permissions.ts'
import type { WebPage } from '#web/module.ts'

export const movementPages: readonly WebPage[] = [
  {
    path: '/stock/movimientos',
    title: 'inventory.movements.title',
    permission: canReadStock,
    skeleton: 'list',
    page: () => import('./movement-list.page.tsx').then((file) => file.MovementListPage),
  },
  {
    path: '/stock/transferencias',
    title: 'inventory.transfer.list',
    permission: canReadStock,
    skeleton: 'list',
    page: () => import('./transfer-list.page.tsx').then((file) => file.TransferListPage),
  },
  {
    path: '/stock/transferencias/$id',
    title: 'inventory.transfer.list',
    permission: canReadStock,
    skeleton: 'record',
    page: () => import('./transfer.page.tsx').then((file) => file.TransferPage),
  },
]
