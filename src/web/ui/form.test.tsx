import { TextInput } from '@mantine/core'
import { screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { ApiProblem } from '#web/api.ts'
import { useSend } from '#web/query.ts'
import { refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons, FormProblem, issuesByField, useContractForm } from '#web/ui/form.tsx'

const createContact = endpoint({
  method: 'POST',
  path: '/contacts',
  permission: member,
  input: z.object({ name: z.string(), address: z.object({ city: z.string() }) }),
  output: z.object({}),
})

function NewContact({ onSaved = () => {} }: { onSaved?: () => void }) {
  const { send } = useSend(createContact, { onDone: onSaved })
  const form = useContractForm({
    initialValues: { name: '', address: { city: '' } },
    validate: { name: (value) => (value.trim() ? null : 'Poné un nombre') },
    save: (values) => send(values),
  })
  return (
    <CheckedForm onSubmit={form.submit}>
      <FormProblem form={form} />
      <TextInput label="Nombre" {...form.field('name')} />
      <TextInput label="Ciudad" {...form.field('address.city')} />
      <FormButtons submit="Crear contacto" isSaving={form.isSaving} />
    </CheckedForm>
  )
}

const press = { name: 'Crear contacto' }

test('what can be said before sending is said, and the field is reached', async () => {
  const { user } = await render(<NewContact />)
  await user.click(screen.getByRole('button', press))
  expect(screen.getByText('Poné un nombre')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Nombre')))
})

test('what the server refuses shows under its field, in its words', async () => {
  const issues = [{ path: 'address.city', message: 'Esa ciudad no existe' }]
  const { user } = await render(<NewContact />, {
    answers: { 'POST /contacts': refuse(422, { code: 'kernel.invalid_input', title: 'Revisá los datos', issues }) },
  })
  await user.type(screen.getByLabelText('Nombre'), 'Ana')
  await user.click(screen.getByRole('button', press))
  expect(await screen.findByText('Esa ciudad no existe')).toBeTruthy()
  expect(screen.getByLabelText('Ciudad').getAttribute('aria-invalid')).toBe('true')
  expect(screen.queryByText('Revisá los datos')).toBeNull()
})

test('a refusal of the whole stands above the form, and what was typed stays', async () => {
  const { user } = await render(<NewContact />, {
    answers: { 'POST /contacts': refuse(409, { code: 'crm.duplicate', title: 'Ya existe ese contacto.' }) },
  })
  await user.type(screen.getByLabelText('Nombre'), 'Ana')
  await user.click(screen.getByRole('button', press))
  expect((await screen.findByRole('alert')).textContent).toBe('Ya existe ese contacto.')
  expect(screen.getByLabelText<HTMLInputElement>('Nombre').value).toBe('Ana')
})

test('when it is done the form says so to whoever waits', async () => {
  const saved = vi.fn()
  const { user } = await render(<NewContact onSaved={saved} />, { answers: { 'POST /contacts': {} } })
  await user.type(screen.getByLabelText('Nombre'), 'Ana')
  await user.click(screen.getByRole('button', press))
  await waitFor(() => expect(saved).toHaveBeenCalledOnce())
})

test('an issue of a part belongs to the nearest field that the form has', () => {
  const problem = (path: string) => new ApiProblem({ code: 'x.y', status: 422, issues: [{ path, message: 'm' }] })
  const values = { lines: [{ sku: '' }], name: '' }
  expect(issuesByField(problem('lines.0.sku'), values)).toEqual({ byField: { 'lines.0.sku': 'm' }, others: false })
  expect(issuesByField(problem('lines.4.sku'), values)).toEqual({ byField: { lines: 'm' }, others: false })
  expect(issuesByField(problem('unknown'), values)).toEqual({ byField: {}, others: true })
  expect(issuesByField(new Error('x'), values)).toEqual({ byField: {}, others: true })
})
