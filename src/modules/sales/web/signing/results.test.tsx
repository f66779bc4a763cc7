import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { canManageTemplates } from '#sales/contract/permissions.ts'
import { Results } from '#sales/web/signing/results.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

test('who saves no cost of preparing a proposal is asked for one at its field', async () => {
  const { user } = await render(<Results />, {
    session: { permissions: [canManageTemplates.code] },
    answers: { 'GET /proposal-results': { sent: 0, money: [], cost: null } },
  })
  await user.click(await screen.findByRole('button', { name: 'Decí cuánto te cuesta preparar una' }))
  await user.click(await screen.findByRole('button', { name: 'Guardar' }))
  expect(screen.getByRole('textbox', { name: /^Costo/ }).getAttribute('aria-invalid')).toBe('true')
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
  expect(askedFor().every(({ method }) => method === 'GET')).toBe(true)
})
