import { IconLayoutKanban } from '@tabler/icons-react'
import { canReadDeals, canWriteDeals } from '#sales/contract/permissions.ts'
import type { Command, ConversationCommand, NavItem, Panel, WebPage } from '#web/module.ts'

// What only boards need comes with the first of them: the inbox, which everybody opens first, does not wait for it.
export const behind = () => import('./deals.live.ts')

export const dealPages: readonly WebPage[] = [
  {
    path: '/embudos/{-$pipelineId}',
    title: 'sales.nav.pipelines',
    permission: canReadDeals,
    skeleton: 'board',
    page: () => import('./pipeline.page.tsx').then((file) => file.PipelinePage),
    preload: (to) => behind().then((file) => file.preloadBoard(to)),
  },
]

export const dealNav: readonly NavItem[] = [
  {
    group: 'sell',
    icon: IconLayoutKanban,
    label: 'sales.nav.pipelines',
    to: '/embudos',
    permission: canReadDeals,
    order: 30,
  },
]

export const dealCommands: readonly Command[] = [
  {
    name: 'sales.go',
    label: 'sales.nav.pipelines',
    icon: IconLayoutKanban,
    permission: canReadDeals,
    keys: 'g e',
    run: ({ go }) => go('/embudos'),
  },
]

export const dealPanels: readonly Panel<'contact'>[] = [
  {
    slot: 'contact',
    name: 'sales.deals',
    title: 'sales.panel.title',
    permission: canReadDeals,
    order: 30,
    panel: () => import('./contact-deals.tsx').then((file) => file.ContactDeals),
  },
]

export const dealConversationCommands: readonly ConversationCommand[] = [
  {
    name: 'sales.deal-from-conversation',
    label: 'sales.keys.deal',
    icon: IconLayoutKanban,
    permission: canWriteDeals,
    keys: 'd',
    action: () => import('./from-conversation.ts').then((file) => file.dealFromConversation),
  },
]
