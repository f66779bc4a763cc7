import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NewDialog } from '#purchasing/web/purchases/new-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

test('who begins an order of nobody is asked of whom, and then it begins', async () => {
  const { user, router } = await render(<NewDialog onClose={() => {}} />, {
    answers: { 'GET /suppliers': { items: [{ id: 's1', name: 'Cartonera Sur' }], next: null }, 'POST /purchase-orders': { id: 'o1' } },
  })
  const supplier = await screen.findByRole('combobox', { name: 'Proveedor' })
  await user.click(screen.getByRole('button', { name: 'Empezar la orden' }))
  expect(supplier.getAttribute('aria-invalid')).toBe('true')
  expect(askedFor().filter(({ method }) => method === 'POST')).toEqual([])
  await user.click(supplier)
  await user.click(await screen.findByRole('option', { name: 'Cartonera Sur' }))
  await user.click(screen.getByRole('button', { name: 'Empezar la orden' }))
  expect(askedFor().at(-1)?.body).toEqual({ supplierId: 's1' })
  expect(router.state.location.pathname).toBe('/compras/o1')
})
