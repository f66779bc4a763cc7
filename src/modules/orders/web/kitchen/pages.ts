import { IconToolsKitchen2 } from '@tabler/icons-react'
import { canReadOrders } from '#orders/contract/permissions.ts'
import type { Command, NavItem, WebPage } from '#web/module.ts'

// What only the kitchen needs comes with it.
export const behindKitchen = () => import('./kitchen.live.ts')

export const kitchenPages: readonly WebPage[] = [
  {
    path: '/cocina',
    title: 'orders.kitchen.title',
    permission: canReadOrders,
    skeleton: 'board',
    search: (raw) => ({
      ...(typeof raw['estacion'] === 'string' && { estacion: raw['estacion'] }),
      ...(typeof raw['marca'] === 'string' && { marca: raw['marca'] }),
    }),
    page: () => import('./kitchen.page.tsx').then((file) => file.KitchenPage),
  },
]

export const kitchenNav: readonly NavItem[] = [
  {
    group: 'sell',
    icon: IconToolsKitchen2,
    label: 'orders.kitchen.title',
    to: '/cocina',
    permission: canReadOrders,
    order: 22,
    onPhone: false,
  },
]

export const kitchenCommands: readonly Command[] = [
  {
    name: 'orders.kitchen',
    label: 'orders.kitchen.title',
    icon: IconToolsKitchen2,
    permission: canReadOrders,
    run: ({ go }) => go('/cocina'),
  },
]
