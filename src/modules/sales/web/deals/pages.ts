import { IconLayoutKanban, IconTargetArrow } from '@tabler/icons-react'
import { getBoard } from '#sales/contract/deal-api.ts'
import { listPipelines } from '#sales/contract/pipeline-api.ts'
import { canReadDeals, canWriteDeals } from '#sales/contract/permissions.ts'
import { pipelineSearch } from '#sales/web/deals/board-search.ts'
import { dealFromConversation } from '#sales/web/deals/from-conversation.ts'
import type { Command, ConversationCommand, NavItem, Panel, WebPage } from '#web/module.ts'
import { preload } from '#web/query.ts'

export const dealPages: readonly WebPage[] = [
  {
    path: '/embudos/{-$pipelineId}',
    title: 'sales.nav.pipelines',
    permission: canReadDeals,
    skeleton: 'board',
    search: pipelineSearch,
    page: () => import('./pipeline.page.tsx').then((file) => file.PipelinePage),
    preload: ({ queryClient, params }) =>
      Promise.all([
        preload(queryClient, listPipelines, {}),
        params['pipelineId'] ? preload(queryClient, getBoard, { id: params['pipelineId'] }) : undefined,
      ]),
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
    icon: IconTargetArrow,
    permission: canWriteDeals,
    keys: 'd',
    run: dealFromConversation,
  },
]
