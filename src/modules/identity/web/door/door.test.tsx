import { screen, waitFor } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import { ForgotPage } from '#identity/web/door/forgot.page.tsx'
import { InvitationPage } from '#identity/web/door/invitation.page.tsx'
import { LoginPage } from '#identity/web/door/login.page.tsx'
import { ResetPage } from '#identity/web/door/reset.page.tsx'
import { SetUpPage } from '#identity/web/door/setup.page.tsx'
import { type Answers, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const theme = { light: { '--accent': '#c2410c' }, dark: { '--accent': '#d9480f' } }
const entrance = { 'GET /entrance': { needsSetUp: false, face: { name: 'Pollos El Gallo', color: '#c2410c', logoUrl: null, theme } } }
const nobody = { 'GET /session': refuse(401, { code: 'kernel.unauthenticated' }) }
let entered: ReturnType<typeof vi.spyOn>

beforeEach(() => {
  entered = vi.spyOn(location, 'assign').mockImplementation(() => {})
  history.replaceState(null, '', '/')
})

const sent = (path: string) =>
  askedFor()
    .filter((one) => one.path === path && one.method !== 'GET')
    .map((one) => one.body)

const input = (element: HTMLElement) => element as HTMLInputElement

test('the door carries the brand, and a wrong password is said once and emptied', async () => {
  const { user } = await render(<LoginPage />, {
    answers: {
      ...entrance,
      'POST /session': refuse(403, { code: 'identity.wrong_credentials', title: 'El correo o la contraseña no coinciden.' }),
    },
  })
  await screen.findByRole('heading', { name: 'Entrá a Pollos El Gallo' })
  await user.type(screen.getByLabelText('Correo'), 'ana@gallo.example')
  await user.type(screen.getByLabelText('Contraseña'), 'no es esta')
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  expect((await screen.findByRole('alert')).textContent).toContain('no coinciden')
  expect(input(screen.getByLabelText('Contraseña')).value).toBe('')
  expect(entered).not.toHaveBeenCalled()
})

test('who was put out in the middle of something is told at the door that the session ended', async () => {
  history.replaceState(null, '', '/entrar?sesion=cerrada&destino=%2Fajustes%2Fempresa')
  await render(<LoginPage />, { answers: entrance })
  await screen.findByText('Tu sesión se cerró en este equipo. Entrá otra vez y volvés a donde estabas.')
})

test('an account with a second step asks for its code, and only then opens', async () => {
  const { user } = await render(<LoginPage />, {
    answers: {
      ...entrance,
      'POST /session': { step: 'second-factor', challenge: 'a-challenge-of-some-length' },
      'POST /session/second-factor': { step: 'done' },
    },
  })
  await user.type(await screen.findByLabelText('Correo'), 'ana@gallo.example')
  await user.type(screen.getByLabelText('Contraseña'), 'el perro azul baila tango')
  await user.click(screen.getByRole('button', { name: 'Entrar' }))
  const code = await screen.findByLabelText('Código de la aplicación')
  expect(entered).not.toHaveBeenCalled()
  expect(code.getAttribute('autocomplete')).toBe('one-time-code')
  await user.type(code, '123456')
  await user.click(screen.getByRole('button', { name: 'Confirmar' }))
  await waitFor(() => expect(entered).toHaveBeenCalledWith('/'))
  expect(sent('/session/second-factor')).toEqual([{ challenge: 'a-challenge-of-some-length', code: '123456' }])
})

test('where no mail leaves by itself, who forgot their password is told who has the link', async () => {
  const { user } = await render(<ForgotPage />, {
    answers: { 'GET /entrance': { needsSetUp: false, hasMailServer: false, face: null }, 'POST /password-resets': {} },
  })
  await user.type(await screen.findByLabelText('Correo'), 'ana@gallo.example')
  await user.click(screen.getByRole('button', { name: 'Mandar el enlace' }))
  await screen.findByRole('heading', { name: 'Pedí tu enlace' })
  expect(screen.getByText(/Correo de salida.*bin\/yapa user reset-password ana@gallo\.example$/)).toBeTruthy()
})

test('where mail leaves by itself, who forgot their password waits for the letter', async () => {
  const { user } = await render(<ForgotPage />, {
    answers: { 'GET /entrance': { needsSetUp: false, hasMailServer: true, face: null }, 'POST /password-resets': {} },
  })
  await user.type(await screen.findByLabelText('Correo'), 'ana@gallo.example')
  await user.click(screen.getByRole('button', { name: 'Mandar el enlace' }))
  await screen.findByRole('heading', { name: 'Revisá tu correo' })
})

test('an installation without anybody leads to the first run', async () => {
  const { router } = await render(<LoginPage />, {
    answers: { 'GET /entrance': { needsSetUp: true, face: null } },
    at: '/entrar',
    route: '/entrar',
  })
  await waitFor(() => expect(router.state.location.pathname).toBe('/empezar'))
})

test('the first run asks for three things and says beside the field what is wrong with one of them', async () => {
  const { user } = await render(<SetUpPage />, {
    at: '/empezar',
    route: '/empezar',
    answers: {
      'GET /entrance': { needsSetUp: true, face: null },
      'GET /brand-themes/:color': { accent: '#c2410c', contrast: 5.1, theme },
      'POST /setup': refuse(422, {
        code: 'identity.weak_password',
        title: 'Elegí otra.',
        issues: [{ path: 'owner.password', message: 'Es de las primeras que se prueban.' }],
      }),
    },
  })
  await user.type(await screen.findByLabelText('Nombre de la empresa'), 'Pollos El Gallo{Enter}')
  const brandName = input(screen.getByLabelText('Nombre para tus clientes'))
  expect(brandName.value).toBe('Pollos El Gallo')
  expect(document.activeElement).toBe(brandName)
  await user.click(screen.getByRole('button', { name: 'Seguir' }))
  await user.type(screen.getByLabelText('Tu nombre'), 'Julia Lucero')
  await user.type(screen.getByLabelText('Correo'), 'julia@gallo.example')
  await user.type(screen.getByLabelText('Elegí una contraseña'), 'contraseña1')
  await user.click(screen.getByRole('button', { name: 'Crear mi empresa' }))
  expect(await screen.findByText('Es de las primeras que se prueban.')).toBeTruthy()
  expect(screen.queryByRole('alert')).toBeNull()
  expect(sent('/setup')[0]).toMatchObject({
    name: 'Pollos El Gallo',
    country: 'AR',
    currency: 'ARS',
    zone: 'America/Argentina/Buenos_Aires',
    brand: { name: 'Pollos El Gallo', color: '#c2410c' },
    owner: { name: 'Julia Lucero', email: 'julia@gallo.example' },
  })
})

test('the secret of a link leaves the address bar and goes to the server in the body', async () => {
  history.replaceState(null, '', '/entrar/clave#a-token-of-sufficient-length')
  const { user } = await render(<ResetPage />, {
    answers: {
      ...entrance,
      'POST /password-resets/confirmations': refuse(422, { code: 'identity.second_factor_required', title: 'Falta el código.' }),
    },
  })
  await user.type(await screen.findByLabelText('Contraseña nueva'), 'la luna come empanadas')
  expect(location.hash).toBe('')
  await user.click(screen.getByRole('button', { name: 'Guardar contraseña' }))
  await user.type(await screen.findByLabelText('Código de la aplicación'), '123456')
  await user.click(screen.getByRole('button', { name: 'Guardar contraseña' }))
  expect(sent('/password-resets/confirmations')).toEqual([
    { token: 'a-token-of-sufficient-length', password: 'la luna come empanadas' },
    { token: 'a-token-of-sufficient-length', password: 'la luna come empanadas', code: '123456' },
  ])
})

const preview = {
  organizationName: 'Pollos El Gallo',
  brandColor: '#c2410c',
  email: 'paula@gallo.example',
  roleName: 'Agente',
  invitedByName: 'Julia Lucero',
  hasAccount: false,
}

async function openInvitation(answers: Answers) {
  history.replaceState(null, '', '/invitacion#a-token-of-sufficient-length')
  return render(<InvitationPage />, { answers: { ...entrance, ...answers } })
}

test('somebody new reads who invites them and to what, and joins', async () => {
  const { user, queryClient } = await openInvitation({
    ...nobody,
    'POST /invitation-previews': preview,
    'POST /invitation-acceptances': { organizationId: 'x' },
  })
  queryClient.clear()
  await screen.findByRole('heading', { name: 'Sumate a Pollos El Gallo' })
  expect(screen.getByText('Julia Lucero te invita como Agente.')).toBeTruthy()
  await user.type(await screen.findByLabelText('Nombre'), 'Paula Gómez')
  await user.type(screen.getByLabelText('Elegí una contraseña'), 'siete mates amargos hoy')
  await user.click(screen.getByRole('button', { name: 'Sumarme' }))
  await waitFor(() => expect(entered).toHaveBeenCalledWith('/'))
  expect(sent('/invitation-acceptances')).toEqual([
    { token: 'a-token-of-sufficient-length', newAccount: { name: 'Paula Gómez', password: 'siete mates amargos hoy', locale: 'es' } },
  ])
})

test('somebody who is signed in as another person is told so instead of joining as them', async () => {
  await openInvitation({ 'POST /invitation-previews': { ...preview, hasAccount: true } })
  expect(await screen.findByText(/La invitación es para paula@gallo.example y vos estás con ana@gallo.example/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: /Aceptar|Sumarme/ })).toBeNull()
})

test('an invitation that is over says whom to ask', async () => {
  await openInvitation({ 'POST /invitation-previews': refuse(410, { code: 'identity.link_over' }) })
  expect(await screen.findByRole('heading', { name: 'Este enlace ya no sirve' })).toBeTruthy()
})
