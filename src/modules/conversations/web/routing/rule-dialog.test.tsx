import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { RuleDialog } from '#conversations/web/routing/rule-dialog.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

test('a new rule says at its fields what it lacks, and goes to the first of them', async () => {
  const { user } = await render(<RuleDialog rule={null} onClose={() => {}} />, {
    answers: {
      'GET /teams': { items: [{ id: 't1', name: 'Ventas', memberIds: [] }] },
      'GET /channel-names': { items: [] },
      'GET /labels': { items: [] },
      'GET /routing/rules': { items: [] },
    },
  })
  const name = await screen.findByLabelText('Nombre')
  await user.click(screen.getByRole('button', { name: 'Crear regla' }))
  expect(screen.getByText('Ponele un nombre.')).toBeTruthy()
  expect(screen.getByText('Elegí un equipo.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(name))
  expect(askedFor().filter(({ method }) => method === 'POST')).toEqual([])
})
