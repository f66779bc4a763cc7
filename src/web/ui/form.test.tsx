import { MultiSelect, Select, TextInput } from '@mantine/core'
import { act, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { ApiProblem } from '#web/api.ts'
import { useSend } from '#web/query.ts'
import { refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons, FormProblem, issuesByField, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'
import { TagsField } from '#web/ui/tags-field.tsx'

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
    <CheckedForm form={form}>
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

function NewBranch() {
  const form = useContractForm({
    initialValues: { name: '', street: '', city: '' },
    validate: {
      name: (value) => (value.trim() ? null : 'Poné un nombre'),
      street: (value) => (value.trim() ? null : 'Poné una calle'),
    },
    save: () => Promise.resolve(),
  })
  return (
    <CheckedForm form={form}>
      <FormProblem form={form} />
      <TextInput label="Nombre" required withAsterisk={false} {...form.field('name')} />
      <TextInput label="Calle" required withAsterisk={false} {...form.field('street')} />
      <TextInput label="Ciudad" required withAsterisk={false} {...form.field('city')} />
      <FormButtons submit="Abrir" isSaving={form.isSaving} />
    </CheckedForm>
  )
}

test('a field that both its attributes and the form find wrong is said and counted once, also while others are mended', async () => {
  const { user } = await render(<NewBranch />)
  await user.click(screen.getByRole('button', { name: 'Abrir' }))
  const told = () => screen.getByRole('alert').textContent
  expect(told()).toContain('3')
  expect(screen.getByText('Poné un nombre')).toBeTruthy()
  expect(screen.getAllByText('Falta completar este dato.')).toHaveLength(1)
  await user.type(screen.getByLabelText('Calle'), 'Colón 100')
  await waitFor(() => expect(told()).toContain('2'))
  await user.type(screen.getByLabelText('Ciudad'), 'Córdoba')
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(screen.getByText('Poné un nombre')).toBeTruthy()
})

function NewRound() {
  const form = useContractForm({
    initialValues: { day: null as string | null, streets: [] as string[], words: [] as string[] },
    validate: {
      words: (value) => (value.length > 0 ? null : 'Poné una palabra'),
      day: (value) => (value ? null : 'Elegí un día'),
      streets: (value) => (value.length > 0 ? null : 'Elegí una calle'),
    },
    save: () => Promise.resolve(),
  })
  return (
    <CheckedForm form={form}>
      <Select label="Día" data={['Lunes', 'Martes']} searchable {...form.field('day')} />
      <MultiSelect label="Calles" data={['Colón', 'Lavalle']} searchable {...form.field('streets')} />
      <TagsField label="Palabras" data={['Caja', 'Balde']} {...form.field('words')} />
      <FormButtons submit="Abrir" isSaving={form.isSaving} />
    </CheckedForm>
  )
}

test('a field that the form goes to opens no list over what is said of it; who clicks, types or presses an arrow opens it', async () => {
  const { user } = await render(<NewRound />)
  const choices = () => screen.queryAllByRole('option').map(({ textContent }) => textContent)
  const submit = () => user.click(screen.getByRole('button', { name: 'Abrir' }))
  const day = screen.getByRole('combobox', { name: 'Día' })
  await submit()
  await waitFor(() => expect(document.activeElement).toBe(day))
  expect(screen.getByText('Elegí un día')).toBeTruthy()
  expect(choices()).toEqual([])
  await user.keyboard('{ArrowDown}')
  await waitFor(() => expect(choices()).toEqual(['Lunes', 'Martes']))
  await user.keyboard('{Enter}')

  const streets = screen.getByRole('combobox', { name: 'Calles' })
  await submit()
  await waitFor(() => expect(document.activeElement).toBe(streets))
  expect(choices()).toEqual([])
  await user.keyboard('la')
  await waitFor(() => expect(choices()).toEqual(['Lavalle']))
  await user.keyboard('{ArrowDown}{Enter}')

  const words = screen.getByRole('combobox', { name: 'Palabras' })
  await submit()
  await waitFor(() => expect(document.activeElement).toBe(words))
  expect(choices()).toEqual([])
  await user.keyboard('ba')
  await waitFor(() => expect(choices()).toEqual(['Balde']))
  await user.keyboard('{ArrowDown}{Enter}')
  await user.click(streets)
  await user.click(words)
  await waitFor(() => expect(choices()).toEqual(['Caja']))
  await user.click(day)
  await waitFor(() => expect(choices()).toEqual(['Lunes', 'Martes']))
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

const leave = { name: 'Cambios sin guardar' }

test.each([
  [false, 'is asked about at another tab of the page already, which would lose it'],
  [true, 'and outlasts the tabs of its page is asked about when that page is left, and not before'],
])('what is typed (outlasts the tabs: %s) %s', async (outlastsTabs) => {
  const { router } = await render(<UnsavedGuard when outlastsTabs={outlastsTabs} />, { at: '/propuestas/1', route: '/propuestas/$id' })
  const goTo = (to: string) => act(async () => void router.navigate({ to } as never))
  await goTo('/propuestas/1?ver=texto')
  if (outlastsTabs) {
    await waitFor(() => expect(router.state.location.search).toEqual({ ver: 'texto' }))
    expect(screen.queryByRole('dialog', leave)).toBeNull()
    await goTo('/propuestas')
  }
  expect(await screen.findByRole('dialog', leave)).toBeTruthy()
  expect(router.state.location.pathname).toBe('/propuestas/1')
})
