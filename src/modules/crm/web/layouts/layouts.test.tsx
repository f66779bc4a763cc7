import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ContactListPage } from '#crm/web/contacts/contact-list.page.tsx'
import { monthAfter, weeksOf } from '#crm/web/layouts/month.ts'
import { type Answers, type Asked, askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const field = (key: string, label: string, type: string, options: object[] = []) => ({
  id: `f-${key}`,
  key,
  label,
  type,
  options,
  currency: null,
  position: 1,
  isArchived: false,
  version: 1,
})
const ana = {
  lifecycleStage: null as string | null,
  id: '0193b3a0-0000-7000-8000-00000000000a',
  kind: 'person',
  name: 'Ana Ruiz',
  phone: null,
  email: 'ana@example.com',
  relations: [],
  tagIds: [],
  fields: { zona: 'sur' },
  ownerId: null,
  source: 'manual',
  createdAt: '2026-11-21T12:00:00.000Z',
  updatedAt: '2026-11-21T12:00:00.000Z',
  archivedAt: null,
  version: 3,
}
let zone = 'sur'
const isIn = ({ query }: Asked): boolean => [query['filter']].flat().includes(`fields.zona:eq:${zone}`)
const answers: Answers = {
  'GET /contacts': (asked: Asked) => ({ items: isIn(asked) ? [{ ...ana, fields: { zona: zone } }] : [], next: null }),
  'GET /contact-counts': (asked: Asked) => ({ count: isIn(asked) ? 1 : 0 }),
  'GET /contact-fields': {
    items: [
      field('zona', 'Zona', 'choice', [
        { id: 'sur', label: 'Sur' },
        { id: 'norte', label: 'Norte' },
      ]),
      field('cumple', 'Cumpleaños', 'date'),
    ],
  },
  'GET /contact-days': (asked: Asked) => ({
    days: [{ day: `${String(asked.query['month'])}-10`, count: 12, items: [{ id: ana.id, name: 'Ana Ruiz' }] }],
  }),
  'PATCH /contacts/:id': ({ body }: Asked) => {
    zone = (body as { fields: { zona: string } }).fields.zona
    return { ...ana, version: 4, fields: { zona: zone }, notes: '', identities: [], mergedInto: null }
  },
  'GET /tags': { items: [] },
  'GET /segments': { items: [] },
  'GET /contact-views': { items: [] },
  'GET /colleagues': { items: [] },
}
const session = { permissions: ['crm.read-contacts', 'crm.write-contacts'] }
const open = (search: string) => render(<ContactListPage />, { session, answers, at: `/contactos?${search}`, route: '/contactos' })

test('a board has a column for each option; a card moved by its menu is there at once and saved over its version', async () => {
  const { user } = await open('como=tablero&por=fields.zona')
  const south = await screen.findByRole('region', { name: 'Sur' })
  await within(south).findByText('Ana Ruiz')
  await user.click(within(south).getByRole('button', { name: 'Mover a Ana Ruiz' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Norte' }))
  await within(screen.getByRole('region', { name: 'Norte' })).findByText('Ana Ruiz')
  const change = askedFor().find(({ method }) => method === 'PATCH')
  expect(change?.body).toEqual({ fields: { zona: 'norte' } })
  expect(change?.headers.get('if-match')).toBe('"3"')
  await waitFor(() => expect(within(south).queryByText('Ana Ruiz')).toBeNull())
})

test('a step back in the life cycle asks why; a step on does not', async () => {
  const mql = { ...ana, lifecycleStage: 'mql' }
  const inStage = ({ query }: Asked): boolean => [query['filter']].flat().includes('lifecycleStage:eq:mql')
  const { user } = await render(<ContactListPage />, {
    session,
    answers: {
      ...answers,
      'GET /contacts': (asked: Asked) => ({ items: inStage(asked) ? [mql] : [], next: null }),
      'PUT /contacts/:id/stage': {},
    },
    at: '/contactos?como=tablero&por=lifecycleStage',
    route: '/contactos',
  })
  const steps = () => askedFor().filter(({ method }) => method === 'PUT')
  const moveTo = async (stage: string) => {
    const from = await screen.findByRole('region', { name: 'Interesado' })
    await user.click(await within(from).findByRole('button', { name: 'Mover a Ana Ruiz' }))
    await user.click(await screen.findByRole('menuitem', { name: stage }))
  }
  await moveTo('Calificado')
  await waitFor(() => expect(steps().map(({ body }) => body)).toEqual([{ stage: 'sql', reason: null }]))
  await moveTo('Pidió información')
  await user.type(await screen.findByRole('textbox', { name: 'Por qué' }), 'No era para ahora')
  expect(steps()).toHaveLength(1)
  await user.click(screen.getByRole('button', { name: 'Volver a esa etapa' }))
  await waitFor(() => expect(steps().at(-1)?.body).toEqual({ stage: 'iql', reason: 'No era para ahora' }))
})

test('a calendar shows who has a day in the month, and how many more', async () => {
  const { user } = await open('como=calendario&por=yearly.cumple')
  await screen.findByRole('link', { name: 'Ana Ruiz' })
  expect(screen.getByText('11 más')).toBeTruthy()
  const [first] = askedFor().filter(({ path }) => path === '/contact-days')
  expect(first?.query['by']).toBe('yearly.cumple')
  await user.click(screen.getByRole('button', { name: 'Mes siguiente' }))
  const month = String(first?.query['month'])
  await waitFor(() =>
    expect(askedFor().some(({ path, query }) => path === '/contact-days' && query['month'] === monthAfter(month, 1))).toBe(true),
  )
})

test('the weeks of a month are whole and begin on a Monday', () => {
  expect(monthAfter('2026-12', 1)).toBe('2027-01')
  expect(monthAfter('2026-01', -1)).toBe('2025-12')
  const weeks = weeksOf('2026-11')
  expect([weeks.length, weeks[0]?.[0], weeks.at(-1)?.[6]]).toEqual([6, '2026-10-26', '2026-12-06'])
  expect(weeksOf('2027-02').length).toBe(4)
})
