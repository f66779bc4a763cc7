import { IconBuildingWarehouse } from '@tabler/icons-react'
import { canManageStock } from '#inventory/contract/permissions.ts'
import type { SettingsPage } from '#web/module.ts'

export const stockSettings: readonly SettingsPage[] = [
  {
    path: 'stock',
    section: 'organization',
    icon: IconBuildingWarehouse,
    title: 'inventory.stock.title',
    hint: 'inventory.settings.hint',
    also: 'inventory.settings.also',
    permission: canManageStock,
    order: 62,
    page: () => import('./stock-settings.page.tsx').then((file) => file.StockSettingsPage),
  },
]
