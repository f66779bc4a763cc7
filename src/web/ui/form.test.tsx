import { TextInput } from '@mantine/core'
import { act, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { ApiProblem } from '#web/api.ts'
import { keyOf, useApi, useSend } from '#web/query.ts'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons, FormProblem, issuesByField, UnsavedGuard, useContractForm } from '#web/ui/form.tsx'

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

const getShop = endpoint({
  method: 'GET',
  path: '/shop',
  permission: member,
  input: z.object({}),
  output: z.object({ name: z.string(), version: z.int() }),
})
const renameShop = endpoint({
  method: 'PUT',
  path: '/shop',
  permission: member,
  input: z.object({ name: z.string() }),
  output: z.object({ name: z.string(), version: z.int() }),
  versioned: true,
})

function Shop() {
  const { data } = useApi(getShop, {})
  return data ? <ShopForm shop={data} /> : null
}

function ShopForm({ shop }: { shop: { name: string; version: number } }) {
  const { send } = useSend(renameShop, { rereads: [getShop] })
  const form = useContractForm({ version: shop.version, initialValues: { name: shop.name }, save: send })
  return (
    <CheckedForm form={form}>
      <FormProblem form={form} />
      <TextInput label="Nombre" {...form.field('name')} />
      <FormButtons submit="Guardar" isSaving={form.isSaving} />
      <button type="button" onClick={() => form.saveApart((begun) => send({ name: shop.name }, begun))}>
        Usar siempre
      </button>
    </CheckedForm>
  )
}

const shopIs = (name: string) => waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Nombre').value).toBe(name))
const savedWith = () => askedFor().flatMap(({ method, headers }) => (method === 'PUT' ? headers.get('if-match') : []))

async function typingWhileAnotherSaves() {
  let shop = { name: 'Gallo', version: 1 }
  const answers = {
    'GET /shop': () => shop,
    'PUT /shop': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien lo cambió.' }),
  }
  const rendered = await render(<Shop />, { answers })
  await rendered.user.type(await screen.findByLabelText('Nombre'), ' Rojo')
  shop = { name: 'Gallo Azul', version: 2 }
  return rendered
}

test('what somebody else saves meanwhile is told on saving, and what is typed stays until theirs is asked for', async () => {
  const { user } = await typingWhileAnotherSaves()
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await screen.findByRole('button', { name: 'Ver la versión nueva' })
  expect(screen.getByRole('alert').textContent).toContain('Alguien lo cambió.')
  expect(savedWith()).toEqual(['"1"'])
  await shopIs('Gallo Rojo')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(savedWith()).toEqual(['"1"', '"1"']))
  await user.click(await screen.findByRole('button', { name: 'Ver la versión nueva' }))
  await shopIs('Gallo Azul')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what the server refuses is brought into sight, also when its answer comes right before a frame', async () => {
  vi.spyOn(window, 'requestAnimationFrame').mockImplementation((draw) => (draw(0), 0))
  const shown = vi.fn()
  Element.prototype.scrollIntoView = shown
  const { user } = await typingWhileAnotherSaves()
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await screen.findByRole('alert')
  expect(shown.mock.contexts.map((one) => (one as Element).getAttribute('role'))).toContain('alert')
})

test('a form in which nothing is typed shows what somebody else saved', async () => {
  const { queryClient } = await render(<Shop />, { answers: { 'GET /shop': { name: 'Gallo', version: 1 } } })
  await shopIs('Gallo')
  act(() => void queryClient.setQueryData(keyOf(getShop, {}), { name: 'Gallo Azul', version: 2 }))
  await shopIs('Gallo Azul')
})

test('who goes on typing after saving saves against what they saved themselves', async () => {
  const answers = { 'GET /shop': { name: 'Gallo', version: 1 }, 'PUT /shop': { name: 'Gallo', version: 7 } }
  const { user } = await render(<Shop />, { answers })
  for (const count of [1, 2]) {
    await user.type(await screen.findByLabelText('Nombre'), ' Rojo')
    await user.click(screen.getByRole('button', { name: 'Guardar' }))
    await waitFor(() => expect(savedWith().length).toBe(count))
  }
  expect(savedWith()).toEqual(['"1"', '"7"'])
})

test('what is saved apart leaves what is typed where it is, to be saved upon that', async () => {
  let shop = { name: 'Gallo', version: 1 }
  const answers = { 'GET /shop': () => shop, 'PUT /shop': () => (shop = { ...shop, version: shop.version + 1 }) }
  const { user, queryClient } = await render(<Shop />, { answers })
  await user.type(await screen.findByLabelText('Nombre'), ' Rojo')
  await user.click(screen.getByRole('button', { name: 'Usar siempre' }))
  await waitFor(() => expect(savedWith()).toEqual(['"1"']))
  await act(() => queryClient.invalidateQueries({ queryKey: [getShop.path] }))
  await shopIs('Gallo Rojo')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(savedWith()).toEqual(['"1"', '"2"']))
})

test('what is saved apart after somebody else was faster is told as well', async () => {
  const { user } = await typingWhileAnotherSaves()
  await user.click(screen.getByRole('button', { name: 'Usar siempre' }))
  expect(await screen.findByRole('button', { name: 'Ver la versión nueva' })).toBeTruthy()
  await shopIs('Gallo Rojo')
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
