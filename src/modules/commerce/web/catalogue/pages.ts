import { IconCategory, IconListDetails, IconPackage, IconPlus, IconScale } from '@tabler/icons-react'
import { canReadCatalogue, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import type { Command, NavItem, SettingsPage, WebPage } from '#web/module.ts'

// Nothing of it is on the first screen: it comes when something happens to the catalogue.
export const catalogueLive = () => import('./catalogue.live.ts')

export const cataloguePages: readonly WebPage[] = [
  {
    path: '/catalogo',
    title: 'commerce.catalogue.title',
    permission: canReadCatalogue,
    skeleton: 'list',
    page: () => import('./product-list.page.tsx').then((file) => file.ProductListPage),
  },
  {
    path: '/catalogo/nuevo',
    title: 'commerce.product.new_title',
    permission: canWriteCatalogue,
    skeleton: 'record',
    page: () => import('./product.page.tsx').then((file) => file.NewProductPage),
  },
  {
    path: '/catalogo/categorias',
    title: 'commerce.category.title',
    permission: canReadCatalogue,
    skeleton: 'list',
    page: () => import('./category-list.page.tsx').then((file) => file.CategoryListPage),
  },
  {
    path: '/catalogo/opciones',
    title: 'commerce.modifier_group.title',
    permission: canReadCatalogue,
    skeleton: 'list',
    page: () => import('./modifier-group-list.page.tsx').then((file) => file.ModifierGroupListPage),
  },
  {
    path: '/catalogo/$id',
    title: 'commerce.product.title',
    permission: canReadCatalogue,
    skeleton: 'record',
    page: () => import('./product.page.tsx').then((file) => file.ProductPage),
  },
]

export const catalogueNav: readonly NavItem[] = [
  { group: 'sell', icon: IconPackage, label: 'commerce.catalogue.title', to: '/catalogo', permission: canReadCatalogue, order: 36 },
]

export const catalogueCommands: readonly Command[] = [
  {
    name: 'commerce.catalogue',
    label: 'commerce.catalogue.title',
    icon: IconPackage,
    permission: canReadCatalogue,
    keys: 'g p',
    also: 'commerce.catalogue.also',
    run: ({ go }) => go('/catalogo'),
  },
  {
    name: 'commerce.new-product',
    label: 'commerce.product.create',
    icon: IconPlus,
    permission: canWriteCatalogue,
    run: ({ go }) => go('/catalogo/nuevo'),
  },
  {
    name: 'commerce.categories',
    label: 'commerce.category.title',
    icon: IconCategory,
    permission: canReadCatalogue,
    run: ({ go }) => go('/catalogo/categorias'),
  },
  {
    name: 'commerce.modifier-groups',
    label: 'commerce.modifier_group.title',
    icon: IconListDetails,
    permission: canReadCatalogue,
    run: ({ go }) => go('/catalogo/opciones'),
  },
]

export const catalogueSettings: readonly SettingsPage[] = [
  {
    path: 'balanza',
    section: 'organization',
    title: 'commerce.scale.title',
    hint: 'commerce.scale.short',
    also: 'commerce.scale.also',
    icon: IconScale,
    permission: canWriteCatalogue,
    order: 76,
    page: () => import('./scale-layouts.page.tsx').then((file) => file.ScaleLayoutsPage),
  },
]
