import { IconMessageForward } from '@tabler/icons-react'
import { canManageOrdering } from '#orders/contract/permissions.ts'
import type { SettingsPage } from '#web/module.ts'

export const noticeSettings: readonly SettingsPage[] = [
  {
    path: 'pedidos/avisos',
    section: 'channels',
    icon: IconMessageForward,
    title: 'orders.telling.title',
    hint: 'orders.telling.hint',
    also: 'orders.telling.also',
    permission: canManageOrdering,
    order: 67,
    page: () => import('./notices.page.tsx').then((file) => file.NoticesPage),
  },
]
