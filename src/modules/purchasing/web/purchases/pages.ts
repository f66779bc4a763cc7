import { IconCashBanknote, IconTruck } from '@tabler/icons-react'
import { canBuy, canManagePurchasing, canReadPayables, canReadPurchases, canReceiveGoods } from '#purchasing/contract/permissions.ts'
import type { Command, NavItem, Panel, SettingsPage, WebPage } from '#web/module.ts'

export const purchasePages: readonly WebPage[] = [
  {
    path: '/compras',
    title: 'purchasing.nav.purchases',
    permission: canReadPurchases,
    skeleton: 'board',
    page: () => import('./purchase-list.page.tsx').then((file) => file.PurchaseListPage),
  },
  {
    path: '/compras/pagos',
    title: 'purchasing.nav.payables',
    permission: canReadPayables,
    skeleton: 'list',
    page: () => import('../bills/payables.page.tsx').then((file) => file.PayablesPage),
  },
  {
    path: '/compras/$id',
    title: 'purchasing.nav.purchases',
    permission: canReadPurchases,
    skeleton: 'record',
    page: () => import('./purchase.page.tsx').then((file) => file.PurchasePage),
  },
  {
    path: '/compras/$id/recibir',
    title: 'purchasing.receipt.title',
    permission: canReceiveGoods,
    skeleton: 'plain',
    page: () => import('../receipts/receipt.page.tsx').then((file) => file.ReceiptPage),
  },
]

export const purchaseNav: readonly NavItem[] = [
  {
    group: 'operate',
    icon: IconTruck,
    label: 'purchasing.nav.purchases',
    to: '/compras',
    permission: canReadPurchases,
    order: 40,
    onPhone: false,
  },
]

export const purchaseSettings: readonly SettingsPage[] = [
  {
    path: 'compras',
    section: 'organization',
    icon: IconTruck,
    title: 'purchasing.settings.title',
    hint: 'purchasing.settings.hint',
    also: 'purchasing.settings.also',
    permission: canManagePurchasing,
    order: 64,
    page: () => import('../settings/purchasing.page.tsx').then((file) => file.PurchasingPage),
  },
]

export const purchaseCommands: readonly Command[] = [
  {
    name: 'purchasing.go',
    label: 'purchasing.nav.purchases',
    icon: IconTruck,
    permission: canReadPurchases,
    run: ({ go }) => go('/compras'),
  },
  {
    name: 'purchasing.suggested',
    label: 'purchasing.suggested.title',
    icon: IconTruck,
    permission: canBuy,
    run: ({ go }) => go('/compras?ver=pedir'),
  },
  {
    name: 'purchasing.payables',
    label: 'purchasing.nav.payables',
    icon: IconCashBanknote,
    permission: canReadPayables,
    run: ({ go }) => go('/compras/pagos'),
  },
]

export const supplierPanel = {
  slot: 'contact',
  name: 'purchasing.supplier',
  title: 'purchasing.supplier.title',
  permission: canReadPurchases,
  order: 30,
  panel: () => import('../suppliers/supplier-panel.tsx').then((file) => file.SupplierPanel),
} satisfies Panel<'contact'>

export const restockPanel = {
  slot: 'restock',
  name: 'purchasing.restock',
  title: 'purchasing.suggested.order_short',
  permission: canBuy,
  panel: () => import('../suppliers/restock-button.tsx').then((file) => file.RestockButton),
} satisfies Panel<'restock'>
