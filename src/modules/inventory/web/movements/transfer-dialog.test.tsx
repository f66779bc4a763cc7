import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { TransferDialog } from '#inventory/web/movements/transfer-dialog.tsx'
import { render } from '#web/testing/render.tsx'

test('a transfer of nothing says that something has to be added, where it is added', async () => {
  const { user } = await render(<TransferDialog fromId={null} onClose={() => {}} />, {
    answers: { 'GET /stock-locations': { items: [] }, 'GET /stock': { items: [], next: null } },
  })
  await user.click(await screen.findByRole('button', { name: 'Enviar' }))
  expect(screen.getByText('Agregá al menos un producto.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Agregar un producto' })))
})
