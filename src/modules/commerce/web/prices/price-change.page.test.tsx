import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { PriceChangePage } from '#commerce/web/prices/price-change.page.tsx'
import { general } from '#commerce/web/testing/samples.ts'
import { render } from '#web/testing/render.tsx'

test('a change of prices is called after what it does, once that is said', async () => {
  const { user } = await render(<PriceChangePage />, {
    session: { permissions: ['commerce.manage-prices'] },
    answers: {
      'GET /price-lists': { items: [general] },
      'GET /categories': { items: [] },
      'POST /price-changes/preview': { count: 0 },
    },
  })
  const called = await screen.findByRole('textbox', { name: 'Nombre del cambio' })
  expect(called).toHaveProperty('value', '')
  await user.type(screen.getByRole('textbox', { name: /Porcentaje/ }), '8,5')
  expect(called).toHaveProperty('value', '8,5 %')
  await user.clear(called)
  await user.type(called, 'Inflación')
  await user.clear(screen.getByRole('textbox', { name: /Porcentaje/ }))
  expect(called).toHaveProperty('value', 'Inflación')
})
