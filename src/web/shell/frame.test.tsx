import { act, render, screen, waitFor, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { App } from '#web/app.tsx'
import { loadMessages } from '#web/i18n/messages.ts'
import { makeQueryClient } from '#web/query.ts'
import { allSettings, settingsFor } from '#web/registry.ts'
import { makeRouter } from '#web/router.tsx'
import { findSession, type Session } from '#web/session.ts'
import { type Answers, answerWith, askedFor, refuse } from '#web/testing/edge.ts'
import { aSession } from '#web/testing/session.ts'

const user = userEvent.setup()

beforeEach(() => {
  // A line that never opens: the shell must work without it.
  vi.stubGlobal('WebSocket', function () {
    return { readyState: 0, send() {}, close() {} }
  })
  // Somebody who wants no motion: what opens is there at once.
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.includes('reduced-motion'),
    addEventListener() {},
    removeEventListener() {},
  }))
})

/** The whole application at an address, as main.tsx starts it. */
async function open(at: string, session: Partial<Session> | null, answers: Answers = {}) {
  history.replaceState(null, '', at)
  answerWith({ 'GET /session': session ? aSession(session) : refuse(401, { code: 'kernel.unauthenticated', title: 'Entrá' }), ...answers })
  const queryClient = makeQueryClient()
  const found = await findSession(queryClient)
  const router = makeRouter(queryClient, found === null)
  const messages = await loadMessages('es')
  await act(async () => {
    render(<App queryClient={queryClient} router={router} locale="es" messages={messages} />)
  })
  return { router, queryClient }
}

const readContacts = ['crm.read-contacts', 'crm.contact.read', 'crm.read', 'analytics.read', 'analytics.read-board']

test('who is not signed in stands at the door, and the address is remembered', async () => {
  const { router } = await open('/contactos?ver=archivados', null)
  await waitFor(() => expect(router.state.location.pathname).toBe('/entrar'))
  expect((router.state.location.search as { destino: string }).destino).toMatch(/^\/contactos\?.*ver=archivados/)
  expect(askedFor().filter((one) => one.path === '/session')).toHaveLength(1)
})

test('the navigation has only the places that the role opens', async () => {
  await open('/no-existe', { permissions: [] })
  const nav = await screen.findAllByRole('navigation', { name: 'Secciones' })
  expect(within(nav[0] as HTMLElement).queryByRole('link', { name: /Contactos/ })).toBeNull()
})

test('settings offer the trail of changes, the outgoing mail and the failed jobs only to whom the role opens them', () => {
  const offered = (...permissions: string[]) =>
    settingsFor(aSession({ permissions }))
      .flatMap(({ pages }) => pages.map(({ path }) => path))
      .filter((path) => ['auditoria', 'correo-de-salida', 'trabajos-fallidos'].includes(path))
  expect(offered(...readContacts)).toEqual([])
  expect(offered('kernel.read-audit', 'kernel.manage-jobs')).toEqual(['auditoria', 'trabajos-fallidos'])
})

test('every page of the settings says in half a sentence what is found there', async () => {
  const messages = await loadMessages('es')
  const said = (key: string) => key.split('.').reduce<unknown>((place, name) => (place as Record<string, unknown>)?.[name], messages)
  for (const { path, hint, isHidden } of allSettings) if (!isHidden) expect(said(hint ?? path), path).toMatch(/[^.]$/)
})

test('the list of settings shows where one is, also when it is further down', async () => {
  const shown = vi.spyOn(Element.prototype, 'scrollIntoView')
  await open('/ajustes/equipos', { permissions: [] })
  const list = await screen.findByRole('navigation', { name: 'Ajustes' })
  const here = within(list).getByRole('link', { current: 'page' })
  await waitFor(() => expect(shown.mock.contexts).toContain(here))
})

test('the list of settings shows one place as the current one, also below another', async () => {
  await open('/ajustes/pedidos/avisos', { permissions: allSettings.flatMap(({ permission }) => permission?.code ?? []) })
  const list = await screen.findByRole('navigation', { name: 'Ajustes' })
  expect(within(list).getByRole('link', { current: 'page' }).getAttribute('href')).toBe('/ajustes/pedidos/avisos')
})

/** The settings of somebody whose role opens all of them, and the field above them. */
async function searching() {
  const opened = await open('/ajustes/cuenta', { permissions: allSettings.flatMap(({ permission }) => permission?.code ?? []) })
  const list = within(await screen.findByRole('navigation', { name: 'Ajustes' }))
  const field = list.getByRole('combobox', { name: 'Buscar en los ajustes' })
  const found = () => list.queryAllByRole('option').map((option) => option.querySelector('span')?.firstChild?.textContent)
  return { ...opened, list, field, found }
}

test.each([
  ['cotizacion', 'Cotizaciones'],
  ['contrasena', 'Mi cuenta'],
  ['FERIADOS', 'Horarios de atención'],
  ['dólar', 'Cotizaciones'],
  ['empleados', 'Personas'],
])('looking for "%s" in the settings finds %s, by its name, by what stands below it or by another word for it', async (words, name) => {
  const { field, found } = await searching()
  await user.type(field, words)
  expect(found()[0]).toBe(name)
})

test('a setting is found and opened by keyboard alone, the ones that are called so first', async () => {
  const { router, list, field, found } = await searching()
  await user.keyboard('/')
  expect(document.activeElement).toBe(field)
  await user.keyboard('equipo')
  expect(found()[0]).toBe('Equipos')
  await user.clear(field)
  await user.keyboard('plantillas')
  const [first, second] = list.getAllByRole('option')
  expect(field.getAttribute('aria-activedescendant')).toBe(first?.id)
  await user.keyboard('{ArrowDown}')
  expect(field.getAttribute('aria-activedescendant')).toBe(second?.id)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(router.state.location.pathname).toBe(second?.getAttribute('href')))
  await user.keyboard('{Escape}')
  expect(list.getByRole('link', { name: /Mi cuenta/ })).toBeTruthy()
})

test('where no setting is called so it says so, and one press brings all of them back', async () => {
  const { list, field, found } = await searching()
  await user.type(field, 'zzz')
  expect(list.getByRole('status').textContent).toContain('No encontramos «zzz» en los ajustes.')
  expect(found()).toEqual([])
  await user.click(list.getByRole('button', { name: 'Ver todos los ajustes' }))
  expect(list.getByRole('link', { name: /Mi cuenta/ })).toBeTruthy()
  expect(document.activeElement).toBe(field)
})

test.each(['es', 'en', 'pt'] as const)('every page of the settings is also found by other words, in %s', async (locale) => {
  const messages = await loadMessages(locale)
  const said = (key: string) => key.split('.').reduce<unknown>((place, name) => (place as Record<string, unknown>)?.[name], messages)
  for (const { path, also, isHidden } of allSettings) if (!isHidden) expect(said(also ?? path), path).toMatch(/, /)
})

test('the palette knows the settings by the same words', async () => {
  await open(
    '/no-existe',
    { permissions: allSettings.flatMap(({ permission }) => permission?.code ?? []) },
    { 'GET /search': { items: [] } },
  )
  await screen.findByText('Ana Paz')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('textbox', { name: /Buscar contactos/ }), 'empleados')
  expect((await screen.findByRole('dialog')).textContent).toContain('Personas')
})

test('a page that is on its way shows a line at the top, and one that stalls says so and can be loaded anew', async () => {
  const line = Promise.withResolvers<unknown>()
  const { router } = await open('/no-existe', { permissions: ['analytics.read-reports'] }, { 'GET /reports': () => line.promise })
  await screen.findByText('Ana Paz')
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true })
  onTestFinished(() => void vi.useRealTimers())
  const wait = (milliseconds: number) => act(() => vi.advanceTimersByTimeAsync(milliseconds))
  void router.navigate({ to: '/informes' as never })
  await wait(100)
  expect(screen.queryByRole('progressbar')).toBeNull()
  await wait(300)
  expect(screen.getByRole('progressbar', { name: 'Cargando' })).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
  await wait(20_000)
  expect(screen.getByRole('alert').textContent).toContain('tarda en llegar')
  expect(screen.getByRole('button', { name: 'Recargar la página' })).toBeTruthy()

  await act(async () => line.resolve({ items: [] }))
  await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  expect(screen.queryByRole('progressbar')).toBeNull()
})

test('the field that somebody searches with stays while a slow line brings what it finds', async () => {
  const { router } = await open('/contactos?buscar=zz', { permissions: readContacts }, { 'GET /contacts': { items: [], next: null } })
  const field = await screen.findByRole('searchbox')
  answerWith({ 'GET /contacts': () => new Promise(() => {}) })
  await user.type(field, 'mart')
  await waitFor(() => expect(router.state.location.search).toMatchObject({ buscar: 'zzmart' }))
  await act(() => new Promise((resolve) => setTimeout(resolve, 500)))
  expect(screen.getByRole('searchbox')).toBe(field)
  expect(document.activeElement).toBe(field)
})

test('an address that does not exist says so inside of the frame, and leads to the start and to the search', async () => {
  const { router } = await open('/no-existe', { permissions: readContacts })
  expect(await screen.findByRole('heading', { level: 1, name: 'Esta página no existe' })).toBeTruthy()
  expect(screen.getByText(/No hay nada en \/no-existe/)).toBeTruthy()
  expect(screen.getByText('Ana Paz')).toBeTruthy()
  expect(document.title).toContain('Pollos El Gallo')

  await user.click(screen.getByRole('button', { name: 'Buscar' }))
  await user.keyboard('{Escape}')
  await user.click(screen.getByRole('link', { name: 'Ir al inicio' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/contactos'))
})

test.each([
  ['/ajustes', true],
  ['/telefono-que-no-existe', false],
])('on the phone %s is behind "Más": %s', async (address, isBehind) => {
  await open(address, { permissions: readContacts })
  const more = await screen.findByRole('button', { name: 'Más' })
  expect(more.dataset['on'] !== undefined).toBe(isBehind)
})

test('the simulated phone does not exist outside of demo organizations, and says so inside of the frame', async () => {
  const { organization } = aSession()
  await open('/telefono', { permissions: readContacts, organization: { ...organization!, isDemo: false } })
  expect(await screen.findByRole('heading', { level: 1, name: 'Esta página no existe' })).toBeTruthy()
  expect(screen.getByText('Ana Paz')).toBeTruthy()
})

test('a page beyond the role says whom to ask, and asks the server for nothing', async () => {
  await open('/contactos', { permissions: [] })
  expect(await screen.findByRole('heading', { name: 'No tenés permiso' })).toBeTruthy()
  expect(askedFor().some((one) => one.path.startsWith('/contacts'))).toBe(false)
})

test('who belongs to several organizations can change between them', async () => {
  const used = vi.fn(() => ({}))
  const leaving = vi.spyOn(location, 'assign').mockImplementation(() => {})
  const organizations = [
    { id: '019a0000-0000-7000-8000-000000000003', name: 'Pollos El Gallo', brandColor: '#d9480f' },
    { id: '019a0000-0000-7000-8000-000000000004', name: 'Bar Ñandú', brandColor: '#8f2fb8' },
  ]
  await open('/no-existe', { organizations }, { 'PUT /session/organization': used })
  await user.click(await screen.findByRole('button', { name: /Cambiar de empresa/ }))
  // A document without layout holds its anchor for scrolled away, and hides the menu.
  await user.click(await screen.findByRole('menuitem', { name: 'Bar Ñandú', hidden: true }))
  await waitFor(() => expect(leaving).toHaveBeenCalledWith('/'))
  expect(askedFor().find((one) => one.method === 'PUT')?.body).toEqual({ organizationId: organizations[1]?.id })
})

test('dark is chosen at once and kept with the account', async () => {
  await open('/no-existe', {}, { 'PATCH /account': {} })
  await user.click(await screen.findByRole('button', { name: 'Modo oscuro' }))
  expect(document.documentElement.getAttribute('data-mantine-color-scheme')).toBe('dark')
  await waitFor(() => expect(askedFor().find((one) => one.method === 'PATCH')?.body).toEqual({ theme: 'dark' }))
  expect(screen.getByRole('button', { name: 'Modo claro' })).toBeTruthy()
})

test('what the server would not keep goes back to what it was', async () => {
  await open('/no-existe', {}, { 'PATCH /account': refuse(403, { code: 'kernel.forbidden', title: 'No se puede' }) })
  await user.click(await screen.findByRole('button', { name: 'Modo oscuro' }))
  expect(await screen.findByText('No se puede')).toBeTruthy()
  expect(document.documentElement.getAttribute('data-mantine-color-scheme')).toBe('light')
})

test('the question mark shows the keys that work here', async () => {
  await open('/no-existe', { permissions: readContacts })
  await screen.findByText('Ana Paz')
  await user.keyboard('?')
  const sheet = await screen.findByRole('dialog', { name: 'Atajos de teclado' })
  expect(within(sheet).getByText('Buscar o ir a')).toBeTruthy()
})

test('the palette finds pages by their words and people by asking the server', async () => {
  const hit = { id: '1', kind: 'contact', title: 'Martina Quiroga', subtitle: '+54 351 555 0142', href: '/contactos/1' }
  await open('/no-existe', {}, { 'GET /search': { items: [hit] } })
  await screen.findByText('Ana Paz')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('textbox', { name: /Buscar contactos/ }), 'quir')
  expect(await screen.findByText('Martina Quiroga')).toBeTruthy()
  expect(askedFor().findLast((one) => one.path === '/search')?.query).toEqual({ text: 'quir' })
})

test('Enter opens the first of what the palette has found', async () => {
  const hit = { id: '1', kind: 'contact', title: 'Martina Quiroga', subtitle: '', href: '/otra-que-no-existe' }
  const { router } = await open('/no-existe', {}, { 'GET /search': { items: [hit] } })
  await screen.findByText('Ana Paz')
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('textbox', { name: /Buscar contactos/ }), 'quir')
  await screen.findByText('Martina Quiroga')
  await user.keyboard('{Enter}')
  await waitFor(() => expect(router.state.location.pathname).toBe('/otra-que-no-existe'))
})

test('without a connection the last session of this device opens the shell', async () => {
  await open('/no-existe', {})
  await screen.findByText('Ana Paz')
  document.body.innerHTML = ''
  answerWith({
    'GET /session': () => {
      throw new TypeError('Failed to fetch')
    },
  })
  expect((await findSession(makeQueryClient()))?.person.name).toBe('Ana Paz')
})

test('a session that ends while one works leads to the door and back here afterwards', async () => {
  const leaving = vi.spyOn(location, 'assign').mockImplementation(() => {})
  const { queryClient } = await open('/no-existe?x=1', {})
  await screen.findByText('Ana Paz')
  answerWith({ 'GET /session': refuse(401, { code: 'kernel.unauthenticated' }) })
  await act(() => queryClient.invalidateQueries())
  await waitFor(() => expect(leaving).toHaveBeenCalledWith('/entrar?sesion=cerrada&destino=%2Fno-existe%3Fx%3D1'))
  expect(localStorage.getItem('yapa.session')).toBeNull()
})
