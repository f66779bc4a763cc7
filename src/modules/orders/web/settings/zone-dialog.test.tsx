import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Zone } from '#orders/contract/zone.ts'
import { ZoneDialog } from '#orders/web/settings/zone-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const zone = {
  id: 'z1',
  brandId: 'b1',
  name: 'Centro',
  area: { kind: 'radius', latitude: -31.4, longitude: -64.1, meters: 1500 },
  feeMinor: 0,
  minimumMinor: 0,
  freeFromMinor: null,
  minutes: 45,
  version: 1,
} as Zone
const saved = () => askedFor().find(({ method }) => method === 'PATCH')?.body as Zone | undefined

test('how far is delivered is read as people of the place write it, and what it costs too', async () => {
  const { user } = await render(<ZoneDialog brandId="b1" zone={zone} currency="ARS" onClose={() => {}} />, {
    answers: { 'PATCH /delivery-zones/:id': zone },
  })
  const far = await screen.findByLabelText<HTMLInputElement>('Hasta (km)')
  expect(far.value).toBe('1,5')
  await user.clear(far)
  await user.type(far, '1.500')
  await user.clear(screen.getByLabelText('Costo de envío'))
  await user.type(screen.getByLabelText('Costo de envío'), '1.500,50')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(screen.getByText('Tiene que ser 200 o menos.')).toBeTruthy()
  expect(screen.queryByText(/^Escribí la ubicación/)).toBeNull()
  expect(saved()).toBeUndefined()
  await user.clear(far)
  await user.type(far, '2,5')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(saved()).toMatchObject({ area: { meters: 2500 }, feeMinor: 150_050 }))
})
