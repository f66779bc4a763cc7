import { IconClipboardCheck } from '@tabler/icons-react'
import { canCountStock } from '#inventory/contract/permissions.ts'
import type { Command, WebPage } from '#web/module.ts'

export const countPages: readonly WebPage[] = [
  {
    path: '/stock/conteos',
    title: 'inventory.count.title',
    permission: canCountStock,
    skeleton: 'list',
    page: () => import('./count-list.page.tsx').then((file) => file.CountListPage),
  },
  {
    path: '/stock/conteos/$id',
    title: 'inventory.count.one',
    permission: canCountStock,
    skeleton: 'list',
    page: () => import('./count.page.tsx').then((file) => file.CountPage),
  },
]

export const countCommands: readonly Command[] = [
  {
    name: 'inventory.counts',
    label: 'inventory.count.title',
    icon: IconClipboardCheck,
    permission: canCountStock,
    also: 'inventory.count.also',
    run: ({ go }) => go('/stock/conteos'),
  },
]
