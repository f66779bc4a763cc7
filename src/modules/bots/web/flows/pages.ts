import { IconRobot } from '@tabler/icons-react'
import { getFlow, listFlows } from '#bots/contract/flow-api.ts'
import { flowsChanged, runEnded, runHandedOff, runStarted } from '#bots/contract/flow-events.ts'
import { canReadBots } from '#bots/contract/permissions.ts'
import { liveHandler, type NavItem, type WebPage } from '#web/module.ts'
import { preload } from '#web/query.ts'

export const flowPages: readonly WebPage[] = [
  {
    path: '/bots',
    title: 'bots.list.title',
    permission: canReadBots,
    skeleton: 'list',
    page: () => import('./flow-list.page.tsx').then((file) => file.FlowListPage),
    preload: ({ queryClient }) => preload(queryClient, listFlows, {}),
  },
  {
    path: '/bots/$id',
    title: 'bots.list.title',
    permission: canReadBots,
    skeleton: 'board',
    page: () => import('./flow.page.tsx').then((file) => file.FlowPage),
    preload: ({ queryClient, params }) => preload(queryClient, getFlow, { id: params.id ?? '' }),
  },
]

export const flowNav: readonly NavItem[] = [
  { group: 'operate', icon: IconRobot, label: 'bots.list.title', to: '/bots', permission: canReadBots, order: 20, onPhone: false },
]

export const flowHandlers = [flowsChanged, runStarted, runHandedOff, runEnded].map((event) =>
  liveHandler<{ flowId: string }>(event, (queryClient) => void queryClient.invalidateQueries({ queryKey: [listFlows.path] })),
)
