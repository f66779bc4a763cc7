import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { emptySearch } from '#crm/web/contacts/contact-query.ts'
import { ViewBar } from '#crm/web/contacts/view-bar.tsx'
import { refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const draw = (answer: unknown) =>
  render(<ViewBar views={[]} search={{ ...emptySearch, buscar: 'ana' }} columns={[]} go={() => {}} />, {
    answers: { 'POST /contact-views': answer },
  })

test.each([
  ['what its name is refused for', { path: 'name', message: 'Ya hay una vista con ese nombre.' }],
  ['what it is refused for', undefined],
])('%s is said in the window of a view, where what was typed stays', async (_what, issue) => {
  const title = issue?.message ?? 'Ya tenés 100 vistas. Eliminá alguna.'
  const { user } = await draw(refuse(409, { code: 'crm.refused', title, ...(issue && { issues: [issue] }) }))
  await user.click(await screen.findByRole('button', { name: 'Guardar vista' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Guardar vista' }))
  const name = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Nombre de la vista' })
  await user.click(dialog.getByRole('button', { name: 'Guardar' }))
  expect(dialog.getByText('Falta completar este dato.')).toBeTruthy()
  await user.type(name, 'Las de Ana')
  await user.click(dialog.getByRole('switch', { name: /^Compartir con el equipo/ }))
  await user.click(dialog.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(dialog.getByText(title)).toBeTruthy())
  expect(screen.getAllByText(title)).toHaveLength(1)
  expect([name.value, name.getAttribute('aria-invalid')]).toEqual(['Las de Ana', issue ? 'true' : null])
})
