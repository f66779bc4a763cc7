import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import { ReturnDialog } from '#purchasing/web/receipts/return-dialog.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const order = { id: 'o1', version: 3, lines: [{ id: 'l1', supplyUnit: 'kg' }] } as PurchaseOrder
const receipt = {
  lines: [{ id: 'r1', orderLineId: 'l1', name: 'Harina', quantityMilli: 25_000, returnedMilli: 0 }],
} as Receipt

async function returning() {
  const { user } = await render(<ReturnDialog order={order} receipt={receipt} onClose={() => {}} />, {
    answers: { 'POST /purchase-orders/:id/returns': refuse(409, { code: 'purchasing.return_too_much', title: 'Solo quedan 20 kg.' }) },
  })
  return { user, giveBack: () => user.click(screen.getByRole('button', { name: 'Devolver' })) }
}

const isWrong = (label: string) => screen.getByLabelText(label).getAttribute('aria-invalid') === 'true'
const sent = () => askedFor().filter(({ method }) => method === 'POST')

test('who gives goods back without saying how much, or why, is told below the field', async () => {
  const { user, giveBack } = await returning()
  await giveBack()
  expect(screen.getByText('Poné cuánto devolvés de al menos un producto.')).toBeTruthy()
  expect(isWrong('Harina')).toBe(true)
  await user.type(screen.getByLabelText('Harina'), '5')
  await user.type(screen.getByLabelText(/Por qué/), '   ')
  await giveBack()
  expect([isWrong('Harina'), screen.getByLabelText(/Por qué/).getAttribute('aria-invalid')]).toEqual([false, 'true'])
  expect(sent()).toEqual([])
})

test('what the supplier cannot take back is said, and what was typed stays', async () => {
  const { user, giveBack } = await returning()
  await user.type(screen.getByLabelText('Harina'), '25')
  await user.type(screen.getByLabelText(/Por qué/), 'Vino húmeda')
  await giveBack()
  expect((await screen.findByRole('alert')).textContent).toContain('Solo quedan 20 kg.')
  expect(screen.getByLabelText<HTMLTextAreaElement>(/Por qué/).value).toBe('Vino húmeda')
  expect(sent().map(({ headers }) => headers.get('if-match'))).toEqual(['"3"'])
})
