import { IconBuildingWarehouse } from '@tabler/icons-react'
import { canTakeOrders } from '#orders/contract/permissions.ts'
import { canReadStock } from '#inventory/contract/permissions.ts'
import type { Command, NavItem, Panel, WebPage } from '#web/module.ts'

export const stockPages: readonly WebPage[] = [
  {
    path: '/stock',
    title: 'inventory.stock.title',
    permission: canReadStock,
    skeleton: 'list',
    page: () => import('./stock-list.page.tsx').then((file) => file.StockListPage),
  },
]

export const stockNav: readonly NavItem[] = [
  { group: 'operate', icon: IconBuildingWarehouse, label: 'inventory.stock.title', to: '/stock', permission: canReadStock, order: 36 },
]

export const stockCommands: readonly Command[] = [
  {
    name: 'inventory.stock',
    label: 'inventory.stock.title',
    icon: IconBuildingWarehouse,
    permission: canReadStock,
    keys: 'g s',
    also: 'inventory.stock.also',
    run: ({ go }) => go('/stock'),
  },
]

export const soldOutPanel: Panel<'soldOut'> = {
  slot: 'soldOut',
  name: 'inventory.wait',
  title: 'inventory.waiting.tell',
  permission: canTakeOrders,
  panel: () => import('./wait-button.tsx').then((file) => file.WaitButton),
}

export const productPanel: Panel<'product'> = {
  slot: 'product',
  name: 'inventory.product',
  title: 'inventory.stock.title',
  permission: canReadStock,
  panel: () => import('./product-stock.tsx').then((file) => file.ProductStock),
}
