import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { SegmentListPage } from '#crm/web/segments/segment-list.page.tsx'
import { NewSegmentPage, SegmentPage } from '#crm/web/segments/segment.page.tsx'
import { type Answers, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const term = (name: string, type: string, group: string, rest: object = {}) => ({
  name,
  type,
  group,
  words: `crm.term.${name}`,
  label: null,
  options: [],
  currency: null,
  ...rest,
})
const segment = {
  id: '0193b3a0-0000-7000-8000-0000000000e1',
  name: 'Cumpleaños',
  description: 'Para saludar',
  kind: 'dynamic',
  conditions: { match: 'all', conditions: [{ term: 'ordersCount', operator: 'gte', value: 3 }] },
  isFilling: false,
  size: { count: 12, margin: 0 },
  countedAt: '2026-11-21T12:00:00.000Z',
  usedBy: [],
  createdByName: 'Julia',
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
  version: 4,
}
const answers: Answers = {
  'GET /segments': { items: [segment, { ...segment, id: 'e2', name: 'Grandes', size: { count: 312_000, margin: 4_000 } }] },
  'GET /segments/:id': segment,
  'GET /segment-terms': {
    items: [
      term('phone', 'link', 'contact'),
      term('ordersCount', 'number', 'behaviour'),
      term('lastOrderAt', 'instant', 'behaviour'),
      term('relations', 'set', 'contact', { options: [{ value: 'customer', words: 'crm.relation.customer', label: null }] }),
    ],
  },
  'POST /segment-previews': { count: 7, margin: 0 },
  'POST /segments': segment,
  'PATCH /segments/:id': { ...segment, version: 5 },
  'GET /tags': { items: [] },
  'GET /colleagues': { items: [] },
}
const sent = (method: string, path: string) =>
  askedFor().filter((one) => one.method === method && (path.endsWith('/') ? one.path.startsWith(path) : one.path === path))
const session = { permissions: ['crm.read-contacts', 'crm.write-contacts', 'crm.export-contacts'] }

test('segments are listed with how many they hold, counted or estimated', async () => {
  await render(<SegmentListPage />, { session, answers, at: '/contactos/segmentos', route: '/contactos/segmentos' })
  await screen.findByText('12 contactos')
  expect(screen.getByText('Unos 312.000 contactos (± 4.000)')).toBeTruthy()
})

test('while conditions are written their contacts are counted, and only whole conditions are saved', async () => {
  const { user } = await render(<NewSegmentPage />, {
    session,
    answers,
    at: '/contactos/segmentos/nuevo',
    route: '/contactos/segmentos/nuevo',
  })
  await screen.findByText('Completá una condición para ver cuántos son.')
  const choose = async (row: HTMLElement, what: string, option: string) => {
    await user.click(within(row).getByRole('combobox', { name: what }))
    await user.click(await screen.findByRole('option', { name: option }))
  }
  const first = screen.getByRole('group', { name: 'Condición 1' })
  await choose(first, 'Elegí un dato', 'Último pedido')
  await choose(first, 'Condición', 'hace más de')
  await screen.findByText('7 contactos')
  // Who chooses slowly has seen a count of the first condition that was whole.
  await waitFor(() =>
    expect(sent('POST', '/segment-previews').at(-1)?.body).toMatchObject({
      conditions: { match: 'all', conditions: [{ term: 'lastOrderAt', operator: 'not-last-days', value: 30 }] },
    }),
  )
  await user.click(screen.getByRole('button', { name: 'Agregar grupo' }))
  const group = screen.getByRole('group', { name: 'Grupo: alguna condición' })
  await user.type(screen.getByRole('textbox', { name: 'Nombre' }), 'Para recuperar')
  await user.click(screen.getByRole('button', { name: 'Crear segmento' }))
  expect(sent('POST', '/segments')).toEqual([])
  await choose(within(group).getByRole('group', { name: 'Condición 1' }), 'Elegí un dato', 'Teléfono')
  await user.click(screen.getByRole('button', { name: 'Crear segmento' }))
  await waitFor(() => expect(sent('POST', '/segments')).toHaveLength(1))
  expect(sent('POST', '/segments')[0]?.body).toMatchObject({
    kind: 'dynamic',
    name: 'Para recuperar',
    conditions: {
      match: 'all',
      conditions: [
        { term: 'lastOrderAt', operator: 'not-last-days', value: 30 },
        { match: 'any', conditions: [{ term: 'phone', operator: 'filled', value: null }] },
      ],
    },
  })
})

test('a segment that lacks something says all of it at its fields, and goes to the first', async () => {
  const { user } = await render(<NewSegmentPage />, {
    session,
    answers,
    at: '/contactos/segmentos/nuevo',
    route: '/contactos/segmentos/nuevo',
  })
  const create = await screen.findByRole('button', { name: 'Crear segmento' })
  const name = screen.getByRole('textbox', { name: 'Nombre' })
  const about = screen.getByRole('combobox', { name: 'Elegí un dato' })
  await user.click(create)
  expect(screen.getByText('Escribí un nombre.')).toBeTruthy()
  expect(about.getAttribute('aria-invalid')).toBe('true')
  await waitFor(() => expect(document.activeElement).toBe(name))
  await user.type(name, 'Los de siempre')
  await user.click(about)
  await user.click(await screen.findByRole('option', { name: 'Pedidos' }))
  await user.click(create)
  const value = screen.getByRole('textbox', { name: 'Valor' })
  await waitFor(() => expect(document.activeElement).toBe(value))
  expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
  expect(sent('POST', '/segments')).toEqual([])
})

const taken = refuse(409, {
  code: 'crm.segment_name_taken',
  title: 'Ya hay un segmento que se llama «Julia».',
  issues: [{ path: 'name', message: 'Ya hay un segmento que se llama «Julia».' }],
})

test('a name that another segment has is said at the field of the name, also in the window of a list', async () => {
  const { user } = await render(<SegmentPage />, {
    session,
    answers: { ...answers, 'PATCH /segments/:id': taken, 'POST /segments': taken },
    at: `/contactos/segmentos/${segment.id}`,
    route: '/contactos/segmentos/$id',
  })
  const name = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Nombre' })
  await user.clear(name)
  await user.type(name, 'Julia')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  expect(await screen.findByText('Ya hay un segmento que se llama «Julia».')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(name))
  await user.type(name, 's')
  expect(screen.queryByText('Ya hay un segmento que se llama «Julia».')).toBeNull()

  await user.click(screen.getByRole('button', { name: 'Más acciones' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Guardar como lista fija' }))
  const dialog = within(await screen.findByRole('dialog', { name: 'Guardar como lista fija' }))
  const list = dialog.getByRole<HTMLInputElement>('textbox', { name: /Nombre/ })
  await user.clear(list)
  await user.type(list, 'Julia')
  await user.click(dialog.getByRole('button', { name: 'Crear lista' }))
  await waitFor(() => expect(dialog.getByText('Ya hay un segmento que se llama «Julia».')).toBeTruthy())
  expect(screen.getAllByText('Ya hay un segmento que se llama «Julia».')).toHaveLength(1)
  expect(list.value).toBe('Julia')
})

test('a saved segment opens with its conditions and is saved over the version that was opened', async () => {
  const { user } = await render(<SegmentPage />, {
    session,
    answers,
    at: `/contactos/segmentos/${segment.id}`,
    route: '/contactos/segmentos/$id',
  })
  const row = await screen.findByRole('group', { name: 'Condición 1' })
  const value = within(row).getByRole('textbox', { name: 'Valor' })
  expect((value as HTMLInputElement).value).toBe('3')
  await user.clear(value)
  await user.type(value, '5')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(sent('PATCH', '/segments/')).toHaveLength(1))
  const change = sent('PATCH', '/segments/')[0]
  expect(change?.body).toMatchObject({ conditions: { conditions: [{ term: 'ordersCount', operator: 'gte', value: 5 }] } })
  expect(change?.headers.get('if-match')).toBe('"4"')
})
