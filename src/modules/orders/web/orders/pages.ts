import { IconReceipt } from '@tabler/icons-react'
import { canReadOrders, canTakeOrders } from '#orders/contract/permissions.ts'
import type { Command, NavItem, WebPage } from '#web/module.ts'

export const orderLive = () => import('./orders.live.ts')

export const orderPages: readonly WebPage[] = [
  {
    path: '/pedidos',
    title: 'orders.nav.orders',
    permission: canReadOrders,
    skeleton: 'board',
    page: () => import('./order-list.page.tsx').then((file) => file.OrderListPage),
  },
  {
    path: '/pedidos/nuevo',
    title: 'orders.new.title',
    permission: canTakeOrders,
    skeleton: 'plain',
    page: () => import('./new-order.page.tsx').then((file) => file.NewOrderPage),
  },
  {
    path: '/pedidos/$id',
    title: 'orders.nav.orders',
    permission: canReadOrders,
    skeleton: 'record',
    page: () => import('./order.page.tsx').then((file) => file.OrderPage),
  },
  {
    path: '/pedidos/$id/ticket',
    title: 'orders.ticket.title',
    permission: canReadOrders,
    frame: 'bare',
    skeleton: 'plain',
    page: () => import('./ticket.page.tsx').then((file) => file.TicketPage),
  },
]

export const orderNav: readonly NavItem[] = [
  { group: 'sell', icon: IconReceipt, label: 'orders.nav.orders', to: '/pedidos', permission: canReadOrders, order: 20 },
]

export const orderCommands: readonly Command[] = [
  {
    name: 'orders.go',
    label: 'orders.nav.orders',
    icon: IconReceipt,
    permission: canReadOrders,
    keys: 'g p',
    run: ({ go }) => go('/pedidos'),
  },
  {
    name: 'orders.new',
    label: 'orders.new.title',
    icon: IconReceipt,
    permission: canTakeOrders,
    run: ({ go }) => go('/pedidos/nuevo'),
  },
]
