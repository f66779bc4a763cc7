import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { EditContactPage } from '#crm/web/contacts/edit-contact.page.tsx'
import { NewContactPage } from '#crm/web/contacts/new-contact.page.tsx'
import { type Answers, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { everything, id, zone, contact, answers, session } from '#crm/web/testing/samples.ts'

test('while a phone is typed, whoever has it already is shown', async () => {
  const taken = {
    isValid: true,
    value: '+5491151234567',
    shown: '+54 9 11 5123-4567',
    owner: { id, name: 'Ana Ruiz', isArchived: false },
    similar: [],
  }
  const { user } = await render(<NewContactPage />, {
    session,
    answers: { ...answers, 'GET /contact-identities': taken },
    at: '/contactos/nuevo',
    route: '/contactos/nuevo',
  })
  await user.type(await screen.findByRole('textbox', { name: 'Teléfono' }), '11 5123 4567')
  expect(await screen.findByText('Ya es de Ana Ruiz.')).toBeTruthy()
  expect(screen.getByRole('link', { name: 'Abrir' }).getAttribute('href')).toBe(`/contactos/${id}`)
})

test('a tax id with a wrong digit is told while it is typed, and is not sent', async () => {
  const free = { isValid: true, value: 'AR:20123456786', shown: '20-12345678-6', owner: null, similar: [] }
  const { user } = await render(<NewContactPage />, {
    session,
    answers: { ...answers, 'GET /contact-identities': free, 'POST /contacts': contact },
    at: '/contactos/nuevo',
    route: '/contactos/nuevo',
  })
  await user.type(await screen.findByRole('textbox', { name: 'Nombre' }), 'Molino Norte')
  await user.click(screen.getByRole('button', { name: 'Agregar identificación fiscal' }))
  const number = screen.getByRole('textbox', { name: 'Número' })
  await user.type(number, '20-12345678-5')
  expect(await screen.findByText('El dígito verificador no coincide. Revisá el número.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Crear contacto' }))
  expect(askedFor().some(({ method }) => method === 'POST')).toBe(false)
  await user.type(number, '{Backspace}6')
  expect(await screen.findByText('Lo guardamos como CUIT/CUIL 20-12345678-6')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Crear contacto' }))
  await waitFor(() =>
    expect(askedFor().find(({ method }) => method === 'POST')?.body).toMatchObject({
      identities: [{ kind: 'tax_id', value: 'AR:20-12345678-6' }],
    }),
  )
})

test('a name is asked for before anything is sent', async () => {
  const { user } = await render(<NewContactPage />, { session, answers, at: '/contactos/nuevo', route: '/contactos/nuevo' })
  await user.click(await screen.findByRole('button', { name: 'Crear contacto' }))
  expect(screen.getByText('Escribí un nombre.')).toBeTruthy()
  expect(askedFor().some(({ method }) => method === 'POST')).toBe(false)
})

test('what is wrong with a name and with a detail of the business’s own is said in one round', async () => {
  const web = { ...zone, id: '0193b3a0-0000-7000-8000-0000000000f3', key: 'web', label: 'Web', type: 'link', options: [] }
  const { user } = await render(<NewContactPage />, {
    session: { permissions: everything },
    answers: { ...answers, 'GET /contact-fields': { items: [zone, web] } },
  })
  await user.type(await screen.findByLabelText('Web'), 'mi negocio')
  await user.click(screen.getByRole('button', { name: 'Crear contacto' }))
  expect(screen.getByText('Escribí un nombre.')).toBeTruthy()
  expect(screen.getByText(/^No parece una dirección web/)).toBeTruthy()
  expect(screen.getByText('Hay 2 datos para corregir')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText(/^Nombre/)))
  await user.clear(screen.getByLabelText('Web'))
  await waitFor(() => expect(screen.queryByText('Hay 2 datos para corregir')).toBeNull())
})

test('when somebody saved meanwhile, both versions are shown and one is chosen', async () => {
  const sent: { body: unknown; ifMatch: string | null }[] = []
  let reads = 0
  const meanwhile: Answers = {
    ...answers,
    'GET /contacts/:id': () => (reads++ === 0 ? contact : { ...contact, notes: 'Con sal', email: 'ana@example.com', version: 4 }),
    'PATCH /contacts/:id': ({ body, headers }: { body: unknown; headers: Headers }) => {
      sent.push({ body, ifMatch: headers.get('if-match') })
      return sent.length === 1
        ? refuse(409, { code: 'kernel.changed_meanwhile', title: 'Otra persona lo cambió.' })()
        : { ...contact, version: 5 }
    },
  }
  const { user, router } = await render(<EditContactPage />, {
    session,
    answers: meanwhile,
    at: `/contactos/${id}/editar`,
    route: '/contactos/$id/editar',
  })
  const notes = await screen.findByRole('textbox', { name: 'Notas' })
  await user.clear(notes)
  await user.type(notes, 'Poca sal')
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('radio', { name: 'Con sal' }))
  await user.click(within(dialog).getByRole('radio', { name: 'Poca sal' }))
  await user.click(within(dialog).getByRole('button', { name: 'Guardar lo elegido' }))
  await waitFor(() =>
    expect(sent).toEqual([
      { body: { notes: 'Poca sal' }, ifMatch: '"3"' },
      { body: { notes: 'Poca sal' }, ifMatch: '"4"' },
    ]),
  )
  await waitFor(() => expect(router.state.location.pathname).toBe(`/contactos/${id}`))
})
