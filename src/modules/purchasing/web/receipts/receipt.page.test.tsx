import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ReceiptPage } from '#purchasing/web/receipts/receipt.page.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const line = { id: 'l1', variantId: 'v1', name: 'Harina', unit: 'kg', supplyUnit: 'bolsa', supplyMilli: 1000, stockMilli: 1000 }
const counted = { quantityMilli: 4000, receivedMilli: 0, returnedMilli: 0 }
const order = {
  id: 'o1',
  number: 'OC-1',
  supplierName: 'Molino',
  currency: 'ARS',
  lines: [{ ...line, ...counted }],
  actions: ['receive'],
  version: 3,
}

test('who takes in goods without having counted any, or with a count that is no number, is told, and nothing is taken in', async () => {
  const { user } = await render(<ReceiptPage />, {
    answers: { 'GET /purchase-orders/:id': order, 'POST /purchase-orders/:id/receipts': order },
    at: '/compras/o1/recibir',
    route: '/compras/$id/recibir',
  })
  const taken = () => askedFor().filter(({ method }) => method === 'POST')
  const came = await screen.findByLabelText('Llegó')
  await user.click(screen.getByRole('button', { name: 'Recibir' }))
  expect(screen.getByRole('alert').textContent).toContain('Poné cuánto llegó de al menos un producto.')
  await user.type(came, '4x')
  await user.click(screen.getByRole('button', { name: 'Recibir 1 producto' }))
  expect(came.getAttribute('aria-invalid')).toBe('true')
  expect(taken()).toEqual([])
  await user.clear(came)
  await user.type(came, '4')
  await user.click(screen.getByRole('button', { name: 'Recibir 1 producto' }))
  expect(taken().map(({ body }) => body)).toMatchObject([{ lines: [{ orderLineId: 'l1', quantityMilli: 4000 }] }])
})
