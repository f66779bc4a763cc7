import { IconTag, IconTrendingUp } from '@tabler/icons-react'
import { canManagePrices, canReadCatalogue } from '#commerce/contract/permissions.ts'
import type { Command, LiveHandler, NavItem, WebPage } from '#web/module.ts'

export const pricePages: readonly WebPage[] = [
  {
    path: '/precios',
    title: 'commerce.prices.title',
    permission: canReadCatalogue,
    skeleton: 'list',
    page: () => import('./prices.page.tsx').then((file) => file.PricesPage),
  },
  {
    path: '/precios/listas',
    title: 'commerce.prices.lists',
    permission: canManagePrices,
    skeleton: 'list',
    page: () => import('./price-lists.page.tsx').then((file) => file.PriceListsPage),
  },
  {
    path: '/precios/cambiar',
    title: 'commerce.prices.change',
    permission: canManagePrices,
    skeleton: 'plain',
    page: () => import('./price-change.page.tsx').then((file) => file.PriceChangePage),
  },
  {
    path: '/precios/cambios',
    title: 'commerce.prices.changes',
    permission: canManagePrices,
    skeleton: 'list',
    page: () => import('./price-change-list.page.tsx').then((file) => file.PriceChangeListPage),
  },
  {
    path: '/precios/cambios/$id',
    title: 'commerce.prices.changes',
    permission: canManagePrices,
    skeleton: 'list',
    page: () => import('./price-change-record.page.tsx').then((file) => file.PriceChangeRecordPage),
  },
]

export const priceNav: readonly NavItem[] = [
  {
    group: 'sell',
    icon: IconTag,
    label: 'commerce.prices.title',
    to: '/precios',
    permission: canReadCatalogue,
    order: 37,
    onPhone: false,
  },
]

export const priceCommands: readonly Command[] = [
  {
    name: 'commerce.change-prices',
    label: 'commerce.prices.change',
    icon: IconTrendingUp,
    permission: canManagePrices,
    also: 'commerce.prices.change_also',
    run: ({ go }) => go('/precios/cambiar'),
  },
]

export const priceLive = async (): Promise<readonly LiveHandler[]> => (await import('./prices.live.ts')).priceHandlers
