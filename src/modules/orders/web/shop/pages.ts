import { IconBuildingStore } from '@tabler/icons-react'
import { canManageOrdering } from '#orders/contract/permissions.ts'
import type { SettingsPage } from '#web/module.ts'

export const shopSettings: readonly SettingsPage[] = [
  {
    path: 'tienda',
    section: 'channels',
    icon: IconBuildingStore,
    title: 'orders.web_shop.title',
    hint: 'orders.web_shop.hint',
    also: 'orders.web_shop.also',
    permission: canManageOrdering,
    order: 66,
    page: () => import('./shop-settings.page.tsx').then((file) => file.ShopSettingsPage),
  },
]
