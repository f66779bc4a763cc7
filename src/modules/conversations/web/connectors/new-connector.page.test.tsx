import { screen } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NewConnectorPage } from '#conversations/web/connectors/new-connector.page.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

test('all that is missing to connect a number is said at once, below each field', async () => {
  const { user } = await render(<NewConnectorPage />, { answers: { 'GET /teams': { items: [] } } })
  await user.click(screen.getByRole('button', { name: 'Conectar' }))
  expect(screen.getAllByText('Falta completar este dato.')).toHaveLength(3)
  expect(screen.queryByText('Completá este dato.')).toBeNull()
  expect(screen.getByText(/3 datos/)).toBeTruthy()
  expect(askedFor().some(({ method }) => method === 'POST')).toBe(false)
})
