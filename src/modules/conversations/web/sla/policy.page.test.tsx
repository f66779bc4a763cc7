import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { PolicyPage } from '#conversations/web/sla/policy.page.tsx'
import { render } from '#web/testing/render.tsx'

const draw = (id: string) =>
  render(<PolicyPage />, {
    at: `/ajustes/tiempos/${id}`,
    route: '/ajustes/tiempos/$id',
    answers: { 'GET /sla-policies': { items: [] } },
  })

test('of a rule that is no more it is said so, and the way leads to those there are', async () => {
  await draw('0193b3a0-0000-7000-8000-0000000000e1')
  expect(await screen.findByText('Esta regla ya no existe')).toBeTruthy()
  expect(screen.queryByText(/quitá algún filtro/)).toBeNull()
  expect(screen.getByRole('link', { name: 'Ver las reglas' }).getAttribute('href')).toBe('/ajustes/tiempos')
})

test('a new rule without a name is asked for it at its field', async () => {
  const { user } = await draw('nueva')
  await user.click(await screen.findByRole('button', { name: 'Crear regla' }))
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
})
