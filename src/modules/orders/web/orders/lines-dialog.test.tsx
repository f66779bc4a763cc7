import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Order } from '#orders/contract/order.ts'
import { LinesDialog } from '#orders/web/orders/lines-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const line = { id: 'l1', name: 'Balde', unit: 'piece', quantityMilli: 2000, deliveredMilli: 2000, returnedMilli: 0, removedAt: null }
const order = { id: 'o1', lines: [line] } as unknown as Order

test('what comes back without how much and why says both, and is noted once they are there', async () => {
  const { user } = await render(<LinesDialog order={order} kind="back" onClose={() => {}} />, {
    answers: { 'POST /orders/:id/returns': order },
  })
  const note = await screen.findByRole('button', { name: 'Anotar la devolución' })
  const amount = screen.getByRole('textbox', { name: /Balde/ })
  await user.click(note)
  expect(screen.getByText('Poné cuánto de al menos un producto.')).toBeTruthy()
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(amount))
  await user.clear(amount)
  await user.type(amount, '1')
  await user.type(screen.getByLabelText(/por qué/i), 'Llegó frío')
  await user.click(note)
  await waitFor(() =>
    expect(askedFor().find(({ method }) => method !== 'GET')?.body).toMatchObject({
      lines: [{ lineId: 'l1', quantityMilli: 1000 }],
      reason: 'Llegó frío',
    }),
  )
})
