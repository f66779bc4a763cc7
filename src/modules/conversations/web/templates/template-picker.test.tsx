import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Template } from '#conversations/contract/template.ts'
import { openInbox } from '#conversations/web/testing/open-inbox.tsx'
import { aConversation, aMessage, aTemplate } from '#conversations/web/testing/samples.ts'
import { askedFor } from '#web/testing/edge.ts'

const closed = () =>
  aConversation({
    contactName: 'Martina Quiroga',
    assigneeId: '019a0000-0000-7000-8000-000000000002',
    assigneeName: 'Ana Paz',
    block: 'window-closed',
    windowExpiresAt: new Date(Date.now() - 3_600_000).toISOString(),
  })
const rate = { kind: 'rate', amountMicros: 26_000, currency: 'USD', category: 'utility', market: 'AR', isStarting: true }
const answers = {
  'GET /templates': {
    items: [aTemplate(), aTemplate({ id: '019a0000-0000-7000-8000-000000000102', name: 'formulario', isFillable: false })],
    next: null,
  },
  'GET /conversations/:id/costs': {
    country: 'AR',
    entryPointUntil: null,
    freeForm: { kind: 'unknown' },
    templates: { marketing: { kind: 'unknown' }, utility: rate, authentication: { kind: 'unknown' } },
  },
}

test('after the window only templates are offered, with the name filled in and the price said; sending hands over the values', async () => {
  const { user } = await openInbox({ open: closed(), messages: [aMessage('hola')], answers })
  const option = await screen.findByRole('option', { name: /Hola Martina, tu pedido llega en \[20\] minutos\./ })
  expect(screen.queryByRole('textbox', { name: 'Respuesta' })).toBeNull()
  expect(screen.queryByText(/formulario/i)).toBeNull()
  await waitFor(() => expect(option.textContent).toContain('Cuesta'))
  await user.click(option)
  const minutes = await screen.findByRole('textbox', { name: 'Dato 2' })
  const send = screen.getByRole('button', { name: 'Enviar plantilla' })
  for (const blank of [' ', '{Backspace}']) {
    await user.type(minutes, blank)
    await user.click(send)
    expect(screen.getByText('Falta completar este dato.')).toBeTruthy()
    expect(minutes.getAttribute('aria-invalid')).toBe('true')
  }
  await user.type(minutes, '25')
  expect(screen.getByText('Hola Martina, tu pedido llega en 25 minutos.')).toBeTruthy()
  await user.click(send)
  await waitFor(() =>
    expect(askedFor().findLast(({ method, path }) => method === 'POST' && path.endsWith('/messages'))?.body).toMatchObject({
      content: { kind: 'template', templateId: aTemplate().id, values: { 'body:1': 'Martina', 'body:2': '25' } },
    }),
  )
})

test('the arrows choose and Escape goes back to the list', async () => {
  const { user } = await openInbox({
    open: closed(),
    messages: [aMessage('hola')],
    answers: {
      ...answers,
      'GET /templates': { items: [aTemplate(), aTemplate({ id: '019a0000-0000-7000-8000-000000000103', name: 'listo' })], next: null },
    },
  })
  const search = await screen.findByRole('combobox', { name: 'Buscar plantilla' })
  await user.click(search)
  await user.keyboard('{ArrowDown}{Enter}')
  expect(await screen.findByRole('form', { name: 'Listo' })).toBeTruthy()
  await user.keyboard('{Escape}')
  expect(await screen.findByRole('combobox', { name: 'Buscar plantilla' })).toBeTruthy()
})

test('without approved templates it says so, and where they are made', async () => {
  await openInbox({ open: closed(), messages: [aMessage('hola')] })
  expect(await screen.findByText(/No hay plantillas aprobadas para este número/)).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Ver plantillas' })).toBeTruthy()
})

test('a template that lacks its file or says a place that is none says so instead of not being sent', async () => {
  const of = (id: string, name: string, header: Template['design']['header']) =>
    aTemplate({ id: `019a0000-0000-7000-8000-00000000010${id}`, name, design: { ...aTemplate().design, body: 'Hola.', header } })
  const { user } = await openInbox({
    open: closed(),
    messages: [aMessage('hola')],
    answers: {
      ...answers,
      'GET /templates': {
        items: [of('5', 'con_foto', { kind: 'image', fileId: null }), of('6', 'donde', { kind: 'location' })],
        next: null,
      },
    },
  })
  const send = () => user.click(screen.getByRole('button', { name: 'Enviar plantilla' }))
  await user.click(await screen.findByRole('option', { name: /Con foto/ }))
  await screen.findByRole('form', { name: 'Con foto' })
  await send()
  expect((await screen.findByRole('alert')).textContent).toContain('Elegí el archivo que va en el encabezado.')
  await user.click(screen.getByRole('button', { name: 'Elegir otra' }))
  await user.click(await screen.findByRole('option', { name: /Donde/ }))
  const [north, east] = [await screen.findByRole('textbox', { name: 'Latitud' }), screen.getByRole('textbox', { name: 'Longitud' })]
  await user.type(screen.getByRole('textbox', { name: 'Nombre del lugar' }), 'El Gallo')
  await user.type(north, '-314')
  await user.type(east, 'acá')
  await send()
  expect(screen.getByText('Tiene que ser -90 o más.')).toBeTruthy()
  expect(screen.getByText('Escribí un número.')).toBeTruthy()
  await user.clear(north)
  await user.type(north, '-31,4167')
  await user.clear(east)
  await user.type(east, '-64.1833')
  await send()
  await waitFor(() =>
    expect(askedFor().findLast(({ method, path }) => method === 'POST' && path.endsWith('/messages'))?.body).toMatchObject({
      content: { place: { name: 'El Gallo', latitude: -31.4167, longitude: -64.1833 } },
    }),
  )
})
