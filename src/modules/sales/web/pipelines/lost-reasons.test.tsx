import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { LostReasons } from '#sales/web/pipelines/lost-reasons.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

test('reasons that somebody else wrote meanwhile are not written over, and what is typed here stays until theirs is asked for', async () => {
  let saved = { items: [{ id: 'r1', name: 'Precio', isArchived: false }], version: 1 }
  const { user } = await render(<LostReasons />, {
    answers: {
      'GET /lost-reasons': () => saved,
      'PUT /lost-reasons': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
    },
  })
  await user.type(await screen.findByDisplayValue('Precio'), ' alto')
  saved = { items: [...saved.items, { id: 'r2', name: 'Se mudó', isArchived: false }], version: 2 }
  await user.click(screen.getByRole('button', { name: 'Guardar motivos' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(
    askedFor()
      .find(({ method }) => method === 'PUT')
      ?.headers.get('if-match'),
  ).toBe('"1"')
  expect(screen.getByDisplayValue('Precio alto')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(screen.getByDisplayValue('Se mudó')).toBeTruthy())
  expect(screen.getByDisplayValue('Precio')).toBeTruthy()
})
