import { IconReceipt } from '@tabler/icons-react'
import { canReadOrders, canTakeOrders } from '#orders/contract/permissions.ts'
import type { ConversationCommand, Panel } from '#web/module.ts'

export const chatPanels = [
  {
    slot: 'contact',
    name: 'orders.contact',
    title: 'orders.nav.orders',
    permission: canReadOrders,
    order: 20,
    panel: () => import('./contact-orders.tsx').then((file) => file.ContactOrders),
  } satisfies Panel<'contact'>,
  {
    slot: 'message',
    name: 'orders.message',
    title: 'orders.nav.orders',
    permission: canReadOrders,
    panel: () => import('./message-order.tsx').then((file) => file.MessageOrder),
  } satisfies Panel<'message'>,
] as const

export const chatConversationCommands: readonly ConversationCommand[] = [
  {
    name: 'orders.order-from-conversation',
    label: 'orders.keys.order',
    icon: IconReceipt,
    permission: canTakeOrders,
    keys: 'p',
    action: () => import('./builder-sheet.tsx').then((file) => file.orderFromConversation),
  },
]
