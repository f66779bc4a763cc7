import { IconDiscount2 } from '@tabler/icons-react'
import { canManagePromotions, canReadCatalogue } from '#commerce/contract/permissions.ts'
import { listPromotions } from '#commerce/contract/promotion-api.ts'
import type { Command, NavItem, WebPage } from '#web/module.ts'
import { preload } from '#web/query.ts'

export const promotionPages: readonly WebPage[] = [
  {
    path: '/promociones',
    title: 'commerce.promotions.title',
    permission: canReadCatalogue,
    skeleton: 'list',
    page: () => import('./promotion-list.page.tsx').then((file) => file.PromotionListPage),
    preload: ({ queryClient }) => preload(queryClient, listPromotions, {}),
  },
  {
    path: '/promociones/nueva',
    title: 'commerce.promotions.new',
    permission: canManagePromotions,
    skeleton: 'record',
    page: () => import('./promotion.page.tsx').then((file) => file.NewPromotionPage),
  },
  {
    path: '/promociones/$id',
    title: 'commerce.promotions.one',
    permission: canReadCatalogue,
    skeleton: 'record',
    page: () => import('./promotion.page.tsx').then((file) => file.PromotionPage),
  },
]

export const promotionNav: readonly NavItem[] = [
  {
    group: 'sell',
    icon: IconDiscount2,
    label: 'commerce.promotions.title',
    to: '/promociones',
    permission: canReadCatalogue,
    order: 46,
    onPhone: false,
  },
]

export const promotionCommands: readonly Command[] = [
  {
    name: 'commerce.promotions',
    label: 'commerce.promotions.title',
    icon: IconDiscount2,
    permission: canReadCatalogue,
    also: 'commerce.promotions.also',
    run: ({ go }) => go('/promociones'),
  },
  {
    name: 'commerce.promotions-new',
    label: 'commerce.promotions.new',
    icon: IconDiscount2,
    permission: canManagePromotions,
    run: ({ go }) => go('/promociones/nueva'),
  },
]
