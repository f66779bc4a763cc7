import { fireEvent, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { PriceListsPage } from '#commerce/web/prices/price-lists.page.tsx'
import { general } from '#commerce/web/testing/samples.ts'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const holidays = { ...general, name: 'Fiestas', isMain: false, validFrom: '2026-12-24T03:00:00.000Z', validTo: '2027-01-01T03:00:00.000Z' }

test('a list of prices holds on the last of its days as well', async () => {
  const { user } = await render(<PriceListsPage />, {
    session: { permissions: ['commerce.manage-prices'] },
    answers: {
      'GET /price-lists': { items: [holidays] },
      'GET /segments': { items: [] },
      'PUT /price-lists/:id': holidays,
    },
  })
  await user.click(await screen.findByText('Fiestas'))
  const last = await screen.findByLabelText<HTMLInputElement>('Hasta')
  expect(last.value).toBe('2026-12-31')
  fireEvent.change(last, { target: { value: '2026-12-30' } })
  fireEvent.blur(last)
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(askedFor().find(({ method }) => method === 'PUT')).toBeTruthy())
  expect(askedFor().find(({ method }) => method === 'PUT')?.body).toMatchObject({ validTo: '2026-12-31T03:00:00.000Z' })
})
