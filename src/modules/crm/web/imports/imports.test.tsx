import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ImportPage } from '#crm/web/imports/import.page.tsx'
import { ImportListPage } from '#crm/web/imports/import-list.page.tsx'
import { type Answers, askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const id = '0193b3a0-0000-7000-8000-00000000000a'
const counts = { rows: 3, done: 3, created: 2, updated: 0, skipped: 0, invalid: 1, kept: 0 }
const one = {
  id,
  fileName: 'clientes.csv',
  status: 'mapping',
  failure: null,
  encoding: 'utf-8',
  delimiter: ';',
  sheets: [] as string[],
  sheet: null as string | null,
  header: ['Nombre', 'Teléfono', 'Código'],
  sample: [['Ana', '11 5123-4567', 'A1']],
  mapping: { columns: ['name', 'phone', null], onDuplicate: 'fill', country: 'AR', tagIds: [], dateOrder: 'dmy', decimalMark: ',' },
  counts: { ...counts, done: 0, created: 0, invalid: 0 },
  problems: [],
  errorFileUrl: null,
  createdAt: '2026-11-21T12:00:00.000Z',
  createdByName: 'Ana',
  undoUntil: null,
  version: 1,
}
const session = { permissions: ['crm.read-contacts', 'crm.write-contacts', 'crm.import-contacts'] }
const answers: Answers = { 'GET /contact-fields': { items: [] }, 'GET /tags': { items: [] }, 'GET /contact-imports': { items: [] } }
const open = (change: object, more: Answers = {}) =>
  render(<ImportPage />, {
    session,
    at: `/contactos/importar/${id}`,
    route: '/contactos/importar/$id',
    answers: { ...answers, 'GET /contact-imports/:id': { ...one, ...change }, ...more },
  })

test('the columns that were recognised are chosen, and the try sends them', async () => {
  const { user } = await open({}, { 'PUT /contact-imports/:id/check': { ...one, status: 'checking' } })
  expect(await screen.findByRole('combobox', { name: 'Qué es la columna Teléfono' })).toHaveProperty('value', 'Teléfono')
  expect(screen.getByText('11 5123-4567')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Probar sin importar' }))
  await waitFor(() =>
    expect(askedFor().find(({ method }) => method === 'PUT')?.body).toMatchObject({
      mapping: { columns: ['name', 'phone', null], country: 'AR' },
    }),
  )
})

test('the try says what would happen, row by row, before the real thing', async () => {
  const problems = [{ row: 3, column: 1, value: 'llamar', problem: 'not-a-number' }]
  const { user } = await open(
    { status: 'checked', counts, problems, errorFileUrl: '/files/a/b' },
    { 'PUT /contact-imports/:id/run': { ...one, status: 'running' } },
  )
  expect(await screen.findByText(/1 fila quedaría afuera/)).toBeTruthy()
  expect(screen.getByText('llamar')).toBeTruthy()
  expect(screen.getByText('no es un número')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Bajar filas con error' }).getAttribute('href')).toBe('/files/a/b')
  await user.click(screen.getByRole('button', { name: 'Importar 2 filas' }))
  await waitFor(() => expect(askedFor().some(({ path }) => path.endsWith('/run'))).toBe(true))
})

test('progress is told while it runs', async () => {
  await open({ status: 'running', counts: { ...counts, rows: 1000, done: 250 } })
  expect((await screen.findByRole('progressbar')).getAttribute('aria-valuenow')).toBe('25')
})

test('what was imported can be undone, after a question', async () => {
  const { user } = await open(
    { status: 'done', counts, undoUntil: '2026-12-21T12:00:00.000Z' },
    { 'PUT /contact-imports/:id/undo': { ...one, status: 'undoing' } },
  )
  await user.click(await screen.findByRole('button', { name: 'Deshacer importación' }))
  expect(askedFor().some(({ path }) => path.endsWith('/undo'))).toBe(false)
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Deshacer importación' }))
  await waitFor(() => expect(askedFor().some(({ path }) => path.endsWith('/undo'))).toBe(true))
})

test('a file that could not be read says what to do', async () => {
  await open({ status: 'failed', failure: 'not-text' })
  expect(await screen.findByText(/Guardala como .xlsx o CSV/)).toBeTruthy()
})

test('of a workbook with several sheets another one can be chosen', async () => {
  const { user } = await open(
    { sheets: ['Clientes', 'Notas'], sheet: 'Clientes' },
    { 'PUT /contact-imports/:id/sheet': { ...one, status: 'reading' } },
  )
  await user.click(await screen.findByRole('combobox', { name: 'Hoja de la planilla' }))
  await user.click(await screen.findByRole('option', { name: 'Notas' }))
  await waitFor(() => expect(askedFor().find(({ path }) => path.endsWith('/sheet'))?.body).toMatchObject({ sheet: 'Notas' }))
})

test('a workbook of another program is answered with how to save it, without sending it', async () => {
  await render(<ImportListPage />, { session, answers, at: '/contactos/importar', route: '/contactos/importar' })
  fireEvent.drop(await screen.findByText('Soltá acá tu planilla'), { dataTransfer: { files: [new File(['x'], 'clientes.ods')] } })
  expect(await screen.findByText(/Guardá la planilla como .xlsx/)).toBeTruthy()
  expect(askedFor().some(({ method }) => method === 'POST')).toBe(false)
})
