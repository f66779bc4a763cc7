import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import { LandedDialog } from '#purchasing/web/receipts/landed-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

test('who adds a cost without saying what it was, or how much, is told below the field', async () => {
  const { user } = await render(<LandedDialog receipt={{ id: 'r1' } as Receipt} onClose={() => {}} />, {
    answers: { 'POST /purchase-receipts/:id/landed-costs': {} },
  })
  const add = () => user.click(screen.getByRole('button', { name: 'Sumar al costo' }))
  const isWrong = (label: string) => screen.getByLabelText(label).getAttribute('aria-invalid') === 'true'
  const sent = () => askedFor().filter(({ method }) => method === 'POST')
  await screen.findByRole('dialog')
  await add()
  expect(['Qué fue', 'Monto sin impuestos'].map(isWrong)).toEqual([true, true])
  expect(sent()).toEqual([])
  await user.type(screen.getByLabelText('Qué fue'), 'Flete')
  await user.type(screen.getByLabelText('Monto sin impuestos'), '2400')
  await add()
  expect(sent().map(({ body }) => body)).toEqual([{ name: 'Flete', amountMinor: 2400_00, basis: 'value' }])
})
