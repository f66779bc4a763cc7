import { IconReceipt } from '@tabler/icons-react'
import { canManageOrdering } from '#orders/contract/permissions.ts'
import type { SettingsPage } from '#web/module.ts'

export const orderingSettings: readonly SettingsPage[] = [
  {
    path: 'pedidos',
    section: 'organization',
    icon: IconReceipt,
    title: 'orders.settings.title',
    hint: 'orders.settings.hint',
    also: 'orders.settings.also',
    permission: canManageOrdering,
    order: 60,
    page: () => import('./ordering.page.tsx').then((file) => file.OrderingPage),
  },
]
