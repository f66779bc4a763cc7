import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { AdjustDialog } from '#inventory/web/movements/adjust-dialog.tsx'
import { aStockRow } from '#inventory/web/testing/samples.ts'
import { render } from '#web/testing/render.tsx'

const flour = aStockRow({ onHandMilli: 12_000, availableMilli: 12_000 })

test('kilos that left are said as they were understood, while they can still be typed otherwise', async () => {
  const { user } = await render(<AdjustDialog item={flour} onClose={() => {}} />, { answers: { 'GET /stock-locations': { items: [] } } })
  const field = await screen.findByRole('textbox', { name: 'Cantidad' })
  await user.type(field, '1.250')
  expect(screen.getByText('Se anota 1,25 kg')).toBeTruthy()
  await user.clear(field)
  await user.type(field, '1250')
  expect(screen.queryByText(/Se anota/)).toBeNull()
})
