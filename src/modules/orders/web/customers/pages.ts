import { IconUsersGroup } from '@tabler/icons-react'
import { canReadOrders } from '#orders/contract/permissions.ts'
import type { Command, Panel, WebPage } from '#web/module.ts'

export const customerPanels = [
  {
    slot: 'contact',
    name: 'orders.contact-value',
    title: 'orders.customers.panel',
    permission: canReadOrders,
    order: 22,
    panel: () => import('./contact-value.tsx').then((file) => file.ContactValue),
  } satisfies Panel<'contact'>,
] as const

export const customerPages: readonly WebPage[] = [
  {
    path: '/pedidos/clientes',
    title: 'orders.customers.title',
    permission: canReadOrders,
    skeleton: 'board',
    page: () => import('./customers.page.tsx').then((file) => file.CustomersPage),
  },
]

export const customerCommands: readonly Command[] = [
  {
    name: 'orders.customers',
    label: 'orders.customers.title',
    icon: IconUsersGroup,
    permission: canReadOrders,
    run: ({ go }) => go('/pedidos/clientes'),
  },
]
