import { IconArrowsExchange } from '@tabler/icons-react'
import { canManagePipelines } from '#sales/contract/permissions.ts'
import type { SettingsPage } from '#web/module.ts'

export const exchangeRateSettings: readonly SettingsPage[] = [
  {
    path: 'cotizaciones',
    section: 'organization',
    icon: IconArrowsExchange,
    title: 'sales.rates.title',
    hint: 'sales.rates.short',
    also: 'sales.rates.also',
    permission: canManagePipelines,
    order: 77,
    page: () => import('./exchange-rates.page.tsx').then((file) => file.ExchangeRatesPage),
  },
]
