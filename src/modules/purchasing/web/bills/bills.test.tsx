import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Bill } from '#purchasing/contract/bill.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { BillDialog } from '#purchasing/web/bills/bill-dialog.tsx'
import { PayDialog } from '#purchasing/web/bills/pay-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const isWrong = (label: string) => screen.getByLabelText(label, { selector: 'input' }).getAttribute('aria-invalid') === 'true'
const sent = () => askedFor().filter(({ method }) => method === 'POST')

test('who records a bill of nobody, without its number or its amount is told below each field', async () => {
  const { user } = await render(<BillDialog onClose={() => {}} />, { answers: { 'GET /suppliers': { items: [], next: null } } })
  await user.click(await screen.findByRole('button', { name: 'Guardar factura' }))
  expect(['Proveedor', 'Número', 'Sin impuestos', 'IVA'].map(isWrong)).toEqual([true, true, true, false])
  expect(screen.getByText('La factura no puede ser de cero.')).toBeTruthy()
  expect(sent()).toEqual([])
})

test('a bill of an order is of what is left to bill of it, and of something', async () => {
  const line = {
    id: 'l1',
    name: 'Harina',
    supplyUnit: 'bolsa',
    receivedMilli: 3000,
    returnedMilli: 1000,
    billedMilli: 0,
    priceMinor: 100_00,
  }
  const order = { id: 'o1', supplierId: 's1', currency: 'ARS', lines: [line] } as unknown as PurchaseOrder
  const { user } = await render(<BillDialog order={order} onClose={() => {}} />, { answers: { 'POST /supplier-bills': {} } })
  const save = () => user.click(screen.getByRole('button', { name: 'Guardar factura' }))
  await user.type(await screen.findByLabelText('Número'), 'A-1')
  const amount = screen.getByLabelText('Harina')
  await user.clear(amount)
  await save()
  expect(isWrong('Harina')).toBe(true)
  await user.type(amount, '2')
  expect(isWrong('Harina')).toBe(false)
  await save()
  expect(sent().map(({ body }) => body)).toMatchObject([
    { supplierId: 's1', orderId: 'o1', number: 'A-1', lines: [{ orderLineId: 'l1', quantityMilli: 2000, priceMinor: 100_00 }] },
  ])
})

test('a payment of nothing is not written down: the amount is asked for at its field, and a credit pays its part', async () => {
  const bill = { id: 'b1', supplierId: 's1', currency: 'ARS', owedMinor: 1000_00 } as Bill
  const { user } = await render(<PayDialog bill={bill} onClose={() => {}} />, {
    answers: {
      'GET /supplier-bills': { items: [{ id: 'c1', currency: 'ARS', owedMinor: 300_00 }], next: null },
      'POST /supplier-payments': {},
    },
  })
  await screen.findByText(/Salen/)
  const amount = screen.getByLabelText('Monto')
  const pay = () => user.click(screen.getByRole('button', { name: 'Anotar pago' }))
  await user.clear(amount)
  await pay()
  expect(isWrong('Monto')).toBe(true)
  expect(sent()).toEqual([])
  await user.type(amount, '500')
  await pay()
  expect(sent().map(({ body }) => body)).toMatchObject([
    {
      parts: [
        { billId: 'b1', amountMinor: 500_00 },
        { billId: 'c1', amountMinor: 300_00 },
      ],
    },
  ])
})
