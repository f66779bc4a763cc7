import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { RetentionForm } from '#crm/web/privacy/retention-form.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

test('who is told that somebody else saved sees theirs beside what they chose, and may save that after all', async () => {
  const rule = { suggestedDays: 90, leastDays: 30, updatedAt: null, updatedByName: null }
  const rules = (imports: number) => [
    { ...rule, code: 'crm.imports', days: imports },
    { ...rule, code: 'crm.exports', days: 90 },
  ]
  let saved = { items: rules(365), version: 1 }
  const { user } = await render(<RetentionForm />, {
    answers: {
      'GET /retention-rules': () => saved,
      'GET /retention-previews/:code': { code: 'x.y', days: 1, count: 0, oldestAt: null },
      'PUT /retention-rules': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
    },
  })
  const exports = await screen.findByRole('combobox', { name: 'Exportaciones y descargas' })
  await user.click(exports)
  await user.click(await screen.findByRole('option', { name: 'Siempre' }))
  saved = { items: rules(730), version: 2 }
  const versions = () => askedFor().flatMap(({ method, headers }) => (method === 'PUT' ? headers.get('if-match') : []))
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(await screen.findByText('Alguien cambió esto.')).toBeTruthy()
  await waitFor(() => expect(screen.getByDisplayValue('2 años')).toBeTruthy())
  expect((exports as HTMLInputElement).value).toBe('Siempre')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(versions()).toEqual(['"1"', '"2"']))
})
