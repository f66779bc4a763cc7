import { TextInput } from '@mantine/core'
import { act, screen, waitFor } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { z } from 'zod'
import { endpoint, member } from '#kernel/contract/declare.ts'
import { keyOf, useApi, useSend } from '#web/query.ts'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { CheckedForm } from '#web/ui/checked-form.tsx'
import { FormButtons, FormProblem, useContractForm } from '#web/ui/form.tsx'

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
