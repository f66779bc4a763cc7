import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { StationsSection } from '#orders/web/settings/stations-section.tsx'
import { render } from '#web/testing/render.tsx'

test('a station without a name is asked for it at its field', async () => {
  const { user } = await render(<StationsSection />, { answers: { 'GET /kitchen-stations': { items: [], version: 1 } } })
  await user.click(await screen.findByRole('button', { name: 'Agregar' }))
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
})
