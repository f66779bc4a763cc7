import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { AdjustDialog } from '#inventory/web/movements/adjust-dialog.tsx'
import { render } from '#web/testing/render.tsx'

const flour = {
  variantId: '0193b3a0-0000-7000-8000-00000000000a',
  productId: '0193b3a0-0000-7000-8000-00000000000b',
  categoryId: null,
  name: 'Harina',
  sku: null,
  unit: 'kg' as const,
  tracking: 'quantity' as const,
  allowsNegative: false,
  isKept: true,
  reorderRule: 'fixed' as const,
  reorderPointMilli: 5_000,
  reorderUpToMilli: 20_000,
  leadDays: 3,
  standing: 'enough' as const,
  onHandMilli: 12_000,
  reservedMilli: 0,
  incomingMilli: 0,
  availableMilli: 12_000,
  valueMinor: null,
  expiresOn: null,
  levels: [],
  lots: [],
  version: 1,
}

test('kilos that left are said as they were understood, while they can still be typed otherwise', async () => {
  const { user } = await render(<AdjustDialog item={flour} onClose={() => {}} />, { answers: { 'GET /stock-locations': { items: [] } } })
  const field = await screen.findByRole('textbox', { name: 'Cantidad' })
  await user.type(field, '1.250')
  expect(screen.getByText('Se anota 1,25 kg')).toBeTruthy()
  await user.clear(field)
  await user.type(field, '1250')
  expect(screen.queryByText(/Se anota/)).toBeNull()
})
