import { act, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { getBrand } from '#identity/contract/api.ts'
import { BrandPage } from '#identity/web/brands/brand.page.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const brand = {
  id: 'b1',
  name: 'Gallo',
  color: '#0b6e4f',
  logoFileId: null as string | null,
  logoUrl: null as string | null,
  zone: 'America/Argentina/Buenos_Aires',
  currency: 'ARS',
  locale: 'es',
  isMain: false,
  theme: { light: {}, dark: {} },
  version: 1,
}
const clash = refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esta marca.' })
const open = { at: '/ajustes/marcas/b1', route: '/ajustes/marcas/$id', session: { permissions: ['identity.manage-brands'] } }
const preview = { accent: '#0b6e4f', contrast: 6, theme: { light: {}, dark: {} } }

/** The brand as the server keeps it. */
function aStore() {
  let kept = brand
  const answers = {
    'GET /brands/:id': () => kept,
    'PATCH /brands/:id': ({ body }: { body: unknown }) => (kept = { ...kept, ...(body as object), version: kept.version + 1 }),
    'GET /brand-themes/:color': preview,
  }
  return { answers, saved: () => kept }
}

test('the name of a brand that somebody is typing stays when another one saves it, who is told of on saving', async () => {
  let saved = brand
  const answers = { 'GET /brands/:id': () => saved, 'PATCH /brands/:id': clash, 'GET /brand-themes/:color': preview }
  const { user, queryClient } = await render(<BrandPage />, { ...open, answers })
  const name = await screen.findByLabelText<HTMLInputElement>('Nombre de la marca')
  await user.type(name, ' Rojo')
  saved = { ...brand, name: 'Gallo Azul', logoFileId: 'f1', logoUrl: '/gallo.png', version: 2 }
  await act(() => queryClient.invalidateQueries({ queryKey: [getBrand.path] }))
  expect(await screen.findByRole('heading', { name: 'Gallo Azul' })).toBeTruthy()
  expect(screen.getByDisplayValue('Gallo Rojo')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esta marca.')
  expect(askedFor().flatMap(({ method, headers }) => (method === 'PATCH' ? headers.get('if-match') : []))).toEqual(['"1"'])
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await waitFor(() => expect(screen.getByDisplayValue('Gallo Azul')).toBeTruthy())
  expect(screen.getByRole('button', { name: 'Cambiar logo' })).toBeTruthy()
})

test('who makes a brand the main one goes on with what they typed', async () => {
  const { answers, saved } = aStore()
  const { user } = await render(<BrandPage />, { ...open, answers })
  await user.type(await screen.findByLabelText('Nombre de la marca'), ' Rojo')
  await user.click(screen.getByRole('button', { name: 'Hacer principal' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Hacer principal' })).toBeNull())
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(saved()).toMatchObject({ name: 'Gallo Rojo', isMain: true, version: 3 }))
})

test('a colour that is none stays as it was typed and is refused in words; as people write colours it is taken', async () => {
  const { answers, saved } = aStore()
  const { user } = await render(<BrandPage />, { ...open, answers })
  const color = await screen.findByLabelText<HTMLInputElement>('Color')
  await user.clear(color)
  await user.type(color, 'rojo')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(await screen.findByText('Elegí uno de estos colores, o escribilo con su código: #c2410c.')).toBeTruthy()
  expect(color.value).toBe('rojo')
  expect(askedFor().filter(({ method }) => method === 'PATCH')).toEqual([])
  await user.clear(color)
  await user.type(color, 'F60')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(saved().color).toBe('#ff6600'))
})

test('a new brand without a name is asked for it at its field', async () => {
  const { answers } = aStore()
  const { user } = await render(<BrandPage />, { ...open, at: '/ajustes/marcas/nueva', answers })
  await user.click(await screen.findByRole('button', { name: 'Crear marca' }))
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Nombre de la marca')))
})
