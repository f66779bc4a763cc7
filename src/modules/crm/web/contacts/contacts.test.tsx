import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { ContactListPage } from '#crm/web/contacts/contact-list.page.tsx'
import { ContactPage } from '#crm/web/contacts/contact.page.tsx'
import { ContactPanel } from '#crm/web/contacts/contact-panel.tsx'
import { liveHandlers } from '#crm/web/contacts/contacts.live.ts'
import { timelineMoved } from '#crm/contract/timeline.ts'
import { type Answers, answerWith, askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { id, row, contact, answers, session } from '#crm/web/testing/samples.ts'

const list = { session, answers, at: '/contactos', route: '/contactos' }
const record = { session, answers, at: `/contactos/${id}`, route: '/contactos/$id' }

test('the list shows who they are, with the number as people read it', async () => {
  await render(<ContactListPage />, list)
  const grid = await screen.findByRole('grid')
  expect(within(grid).getByText('Ana Ruiz')).toBeTruthy()
  expect(within(grid).getByText('+54 9 11 5123-4567')).toBeTruthy()
  expect(await within(grid).findByText('VIP')).toBeTruthy()
  expect(screen.getByText('1 contacto')).toBeTruthy()
})

test('the first time the list offers to create or to import, and a search without hits to clear it', async () => {
  const nobody = { ...answers, 'GET /contacts': { items: [], next: null }, 'GET /contact-counts': { count: 0, margin: 0 } }
  await render(<ContactListPage />, { ...list, answers: nobody })
  expect(await screen.findByText('Acá van a estar tus contactos')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Importar contactos' })).toBeTruthy()
})

test('who may only read finds no button that would be refused', async () => {
  await render(<ContactListPage />, { ...list, session: { permissions: ['crm.read-contacts'] } })
  await screen.findByRole('grid')
  expect(screen.queryByRole('button', { name: /Nuevo contacto/ })).toBeNull()
  expect(screen.queryByRole('checkbox')).toBeNull()
})

test('what was done to the selected can be taken back, and what somebody changed since is told', async () => {
  const changeId = '0193b3a0-0000-7000-8000-0000000000c1'
  const asked: Answers = {
    ...answers,
    'POST /contact-changes': { changedIds: [id], id: changeId, undoUntil: '2026-11-22T12:00:00.000Z' },
    'PUT /contact-changes/:id/undo': { id: changeId, restored: 0, kept: 1 },
  }
  const { user } = await render(<ContactListPage />, { ...list, answers: asked })
  await user.click(await screen.findByRole('checkbox', { name: 'Seleccionar Ana Ruiz' }))
  await user.click(screen.getByRole('button', { name: 'Archivar' }))
  await user.click(await screen.findByRole('button', { name: 'Deshacer' }))
  expect(await screen.findByText(/1 quedó como está porque alguien lo cambió después/)).toBeTruthy()
  const sent = askedFor().filter(({ method }) => method !== 'GET')
  expect(sent.map(({ method, path, body }) => [method, path, body])).toEqual([
    ['POST', '/contact-changes', { ids: [id], change: { kind: 'archive' } }],
    ['PUT', `/contact-changes/${changeId}/undo`, {}],
  ])
})

test('one detail of all that are selected is changed at once', async () => {
  const { user } = await render(<ContactListPage />, {
    ...list,
    answers: { ...answers, 'POST /contact-changes': { changedIds: [id], id, undoUntil: '2026-11-22T12:00:00.000Z' } },
  })
  await user.click(await screen.findByRole('checkbox', { name: 'Seleccionar Ana Ruiz' }))
  await user.click(screen.getByRole('button', { name: 'Cambiar' }))
  const dialog = await screen.findByRole('dialog', { name: 'Cambiar 1 contacto' })
  await user.click(within(dialog).getByRole('combobox', { name: 'Qué dato' }))
  await user.click(await screen.findByRole('option', { name: 'Zona' }))
  await user.click(within(dialog).getByRole('combobox', { name: 'Zona' }))
  await user.click(await screen.findByRole('option', { name: 'Sur' }))
  await user.click(within(dialog).getByRole('button', { name: 'Cambiar' }))
  expect(await screen.findByText('Cambiamos Zona en 1 contacto')).toBeTruthy()
  expect(askedFor().find(({ method }) => method === 'POST')?.body).toEqual({
    ids: [id],
    change: { kind: 'set-field', key: 'zona', value: 'sur' },
  })
})

test('a relation that is not chosen, and a filter that is not whole, say what is missing at its field', async () => {
  const { user } = await render(<ContactListPage />, list)
  await user.click(await screen.findByRole('checkbox', { name: 'Seleccionar Ana Ruiz' }))
  await user.click(screen.getByRole('button', { name: 'Cambiar' }))
  const dialog = await screen.findByRole('dialog', { name: 'Cambiar 1 contacto' })
  await user.click(within(dialog).getByRole('combobox', { name: 'Qué dato' }))
  await user.click(await screen.findByRole('option', { name: 'Ahora es' }))
  await user.click(within(dialog).getByRole('button', { name: 'Cambiar' }))
  expect(within(dialog).getByText('Falta completar este dato.')).toBeTruthy()
  expect(askedFor().filter(({ method }) => method === 'POST')).toEqual([])
  await user.click(within(dialog).getByRole('button', { name: 'Cancelar' }))

  await user.click(screen.getByRole('button', { name: 'Más filtros' }))
  const add = await screen.findByRole('button', { name: 'Agregar filtro' })
  await user.click(add)
  expect(screen.getByText('Elegí un campo.')).toBeTruthy()
  const field = screen.getByRole('combobox', { name: 'Campo' })
  await waitFor(() => expect(document.activeElement).toBe(field))
  await user.click(field)
  await user.click(await screen.findByRole('option', { name: 'Ciudad' }))
  expect(screen.queryByText('Elegí un campo.')).toBeNull()
  await user.click(add)
  const value = screen.getByRole('textbox', { name: 'Valor' })
  await waitFor(() => expect(document.activeElement).toBe(value))
  await user.type(value, 'Rosario')
  await user.click(add)
  await waitFor(() => expect(askedFor().at(-1)?.query['filter']).toContain('city:eq:Rosario'))
})

test('the record says how to reach them once, what is known, and what happened in words', async () => {
  const { user } = await render(<ContactPage />, record)
  expect(await screen.findAllByText('+54 9 11 5123-4567')).toHaveLength(1)
  expect(screen.getByText('Sin sal')).toBeTruthy()
  expect(await screen.findByText('Sur')).toBeTruthy()
  await user.click(screen.getByRole('tab', { name: 'Actividad' }))
  expect(await screen.findByText('Cambió: nombre, relación, direcciones, zona')).toBeTruthy()
})

test('what happens to a contact in whatever module appears in the timeline that is open', async () => {
  const { user, queryClient } = await render(<ContactPage />, record)
  await user.click(await screen.findByRole('tab', { name: 'Actividad' }))
  await screen.findByText('Cambió: nombre, relación, direcciones, zona')
  const told = {
    id: 'e2',
    at: '2026-11-21T12:05:00.000Z',
    kind: 'crm.restored',
    words: 'crm.timeline.restored',
    values: {},
    href: null,
    actorName: null,
  }
  answerWith({ ...answers, 'GET /contacts/:id/timeline': { items: [told], next: null } })
  for (const { event, apply } of liveHandlers) if (event === timelineMoved) apply(queryClient, undefined as never)
  expect(await screen.findByText('Se restauró')).toBeTruthy()
})

test('what was written is told in the timeline without the signs that only WhatsApp shows as bold', async () => {
  const written = {
    id: 'e3',
    at: '2026-11-21T12:06:00.000Z',
    kind: 'conversations.messages',
    words: 'conversations.timeline.messages',
    values: { inbound: 0, outbound: 1, channel: 'WhatsApp', preview: 'Tu *balde de 8* está _listo_' },
    href: null,
    actorName: null,
  }
  const told = { ...answers, 'GET /contacts/:id/timeline': { items: [written], next: null } }
  const { user } = await render(<ContactPage />, { ...record, answers: told })
  await user.click(await screen.findByRole('tab', { name: 'Actividad' }))
  await screen.findByText('Le escribimos un mensaje por WhatsApp: Tu balde de 8 está listo')
})

test('a contact that was joined with another leads there', async () => {
  const other = '0193b3a0-0000-7000-8000-00000000000b'
  const { router } = await render(<ContactPage />, {
    ...record,
    answers: { ...answers, 'GET /contacts/:id': { ...contact, mergedInto: other } },
  })
  await waitFor(() => expect(router.state.location.pathname).toBe(`/contactos/${other}`))
})

test('what somebody wrote is shown as text, whatever it looks like', async () => {
  const hostile = '<img src=x onerror="alert(1)">'
  await render(<ContactPage />, {
    ...record,
    answers: { ...answers, 'GET /contacts/:id': { ...contact, name: hostile, notes: `${hostile} javascript:alert(1)` } },
  })
  expect((await screen.findAllByText(hostile)).length).toBeGreaterThan(0)
  expect(document.querySelector('img[src="x"]')).toBeNull()
  expect(document.querySelector('a[href^="javascript"]')).toBeNull()
})

test('the panel beside a conversation tells who it is', async () => {
  await render(<ContactPanel contactId={id} />, { session, answers })
  expect(await screen.findByText('Ana Ruiz')).toBeTruthy()
  expect(await screen.findByText('VIP')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Abrir la ficha' }).getAttribute('href')).toBe(`/contactos/${id}`)
})

test('whom a contact has to do with is shown, and somebody is added by a search', async () => {
  const mill = { id: '0193b3a0-0000-7000-8000-0000000000d1', name: 'Molino Norte', kind: 'company' }
  const link = { id: 'l1', kind: 'works_at', direction: 'out', role: 'Compras', other: mill, createdAt: contact.createdAt }
  const { user } = await render(<ContactPage />, {
    session,
    answers: {
      ...answers,
      'GET /contacts/:id/links': { items: [link] },
      'GET /contacts': { items: [{ ...row, id: 'b1', name: 'Bea', phone: null }], next: null },
      'POST /contacts/:id/links': link,
    },
    at: `/contactos/${id}`,
    route: '/contactos/$id',
  })
  expect((await screen.findByRole('link', { name: 'Molino Norte' })).getAttribute('href')).toBe(`/contactos/${mill.id}`)
  expect(screen.getByText('Trabaja en · Compras')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Agregar vínculo' }))
  const dialog = await screen.findByRole('dialog', { name: 'Agregar vínculo' })
  await user.click(within(dialog).getByRole('combobox', { name: 'Vínculo' }))
  await user.click(await screen.findByRole('option', { name: 'Familia' }))
  await user.click(within(dialog).getByRole('button', { name: 'Agregar vínculo' }))
  expect(within(dialog).getByText('Falta completar este dato.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('combobox', { name: 'Con quién' })))
  await user.click(within(dialog).getByRole('combobox', { name: 'Con quién' }))
  await user.click(await screen.findByRole('option', { name: 'Bea' }))
  await user.type(within(dialog).getByRole('textbox', { name: 'Rol o detalle' }), 'hermana')
  await user.click(within(dialog).getByRole('button', { name: 'Agregar vínculo' }))
  await waitFor(() =>
    expect(askedFor().find(({ method }) => method === 'POST')?.body).toEqual({
      otherId: 'b1',
      kind: 'family',
      direction: 'out',
      role: 'hermana',
    }),
  )
})
