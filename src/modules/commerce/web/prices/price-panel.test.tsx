import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { PricedVariant } from '#commerce/contract/price.ts'
import { PricePanel } from '#commerce/web/prices/price-panel.tsx'
import { general } from '#commerce/web/testing/samples.ts'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const id = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const rice: PricedVariant = {
  id: id(2),
  productId: id(3),
  name: 'Arroz a granel',
  sku: null,
  unit: 'g',
  costMinor: null,
  costCurrency: null,
  prices: [],
}

test('a price from a quantity on is read as people of the place write numbers, and what is none is said below its field', async () => {
  const { user } = await render(<PricePanel productId={rice.productId} />, {
    session: { permissions: ['commerce.manage-prices'] },
    answers: {
      'GET /products/:id/prices': { items: [rice] },
      'GET /price-lists': { items: [general] },
      'POST /price-lists/:listId/prices': { items: [rice] },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Agregar un precio' }))
  await user.type(screen.getByRole('textbox', { name: 'Precio' }), '1250,5')
  const least = screen.getByRole('textbox', { name: 'Desde qué cantidad' })
  await user.type(least, 'mucho')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await screen.findByText(/Escribí un número/)
  expect(askedFor().filter(({ method }) => method === 'POST')).toEqual([])

  await user.clear(least)
  await user.type(least, '1.500')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() =>
    expect(askedFor().find(({ method }) => method === 'POST')?.body).toMatchObject({
      items: [{ leastMilli: 1_500_000, amountMinor: 125_050 }],
    }),
  )
})
