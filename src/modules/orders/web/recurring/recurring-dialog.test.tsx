import { screen } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { RecurringOrder } from '#orders/contract/recurring-order.ts'
import { RecurringDialog } from '#orders/web/recurring/recurring-dialog.tsx'
import { render } from '#web/testing/render.tsx'

const recurring = {
  id: 'r1',
  brandId: 'b1',
  contactName: 'Ana Ruiz',
  rhythm: 'week',
  nextOn: '2026-11-28',
  endsOn: null,
  wantedMinute: null,
  makes: 'confirmed',
  askDays: null,
  fulfilment: 'pickup',
  address: null,
  zoneId: null,
  lines: [],
  version: 1,
} as unknown as RecurringOrder
const brand = {
  id: 'b1',
  name: 'Gallo Madrid',
  logoUrl: null,
  color: '#c2410c',
  zone: 'Europe/Madrid',
  currency: 'EUR',
  locale: 'es' as const,
}

test('an order that comes again cannot begin on a day that is over where its brand is', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-22T00:30:00Z') })
  onTestFinished(() => void vi.useRealTimers())
  await render(<RecurringDialog recurring={recurring} onClose={() => {}} />, { session: { brands: [brand] } })
  expect((await screen.findByLabelText<HTMLInputElement>('Próxima fecha')).min).toBe('2026-11-22')
})
