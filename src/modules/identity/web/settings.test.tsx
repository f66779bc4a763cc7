import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { AccountPage } from '#identity/web/account/account.page.tsx'
import { ApiKeyListPage } from '#identity/web/api-keys/api-key-list.page.tsx'
import { MemberListPage } from '#identity/web/members/member-list.page.tsx'
import { AuditPage } from '#identity/web/operator/audit.page.tsx'
import { RolePage } from '#identity/web/roles/role.page.tsx'
import { TeamListPage } from '#identity/web/teams/team-list.page.tsx'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const id = (n: number) => `019a0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const permissions = ['identity.read-members', 'identity.manage-members', 'identity.manage-roles', 'identity.manage-api-keys']
const role = (n: number, preset: string | null, name: string, codes: string[]) => ({
  id: id(n),
  preset,
  name,
  permissions: codes,
  memberCount: 1,
  version: 3,
})
const roles = {
  items: [
    role(11, 'owner', 'Dueño', [...permissions, 'identity.manage-organization']),
    role(12, 'team-agent', 'Agente (su equipo)', ['identity.read-members']),
    role(13, null, 'Encargada', ['identity.read-members']),
  ],
}
const rights = {
  items: [
    { code: 'identity.read-members', module: 'identity', mayGrant: true },
    { code: 'identity.manage-members', module: 'identity', mayGrant: true },
    { code: 'identity.manage-organization', module: 'identity', mayGrant: false },
  ],
}
const answers = { 'GET /roles': roles, 'GET /permissions': rights, 'GET /teams': { items: [] } }
const bodies = (method: string, path: string) => askedFor().filter((one) => one.method === method && one.path === path)

const input = (element: HTMLElement) => element as HTMLInputElement

test('a role is written in words, and what one does not hold oneself cannot be given', async () => {
  const { user } = await render(<RolePage />, {
    session: { permissions },
    at: `/ajustes/roles/${id(13)}`,
    route: '/ajustes/roles/$id',
    answers: { ...answers, 'PATCH /roles/:id': { ...roles.items[2], version: 4 } },
  })
  expect(input(await screen.findByLabelText('Ver a las personas, los equipos y los roles')).checked).toBe(true)
  expect(input(screen.getByLabelText('Cambiar los datos de la empresa')).disabled).toBe(true)
  await user.click(screen.getByLabelText(/Invitar, suspender y quitar personas/))
  await user.click(screen.getByRole('button', { name: 'Guardar' }))
  await waitFor(() => expect(bodies('PATCH', `/roles/${id(13)}`)).toHaveLength(1))
  const [asked] = bodies('PATCH', `/roles/${id(13)}`)
  expect(asked?.body).toEqual({ name: 'Encargada', permissions: ['identity.read-members', 'identity.manage-members'] })
  expect(asked?.headers.get('if-match')).toBe('"3"')
})

test('a built-in role can be read and copied, not changed', async () => {
  const { user, router } = await render(<RolePage />, {
    session: { permissions },
    at: `/ajustes/roles/${id(12)}`,
    route: '/ajustes/roles/$id',
    answers,
  })
  expect(await screen.findByText(/Es un rol de fábrica/)).toBeTruthy()
  const rightsInWords = screen.getAllByRole('listitem').map(({ textContent }) => textContent)
  expect(rightsInWords).toContain('Sí: Ver a las personas, los equipos y los roles')
  expect(rightsInWords).toContain('No: Cambiar los datos de la empresa')
  expect(screen.queryByRole('checkbox')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Guardar' })).toBeNull()
  await user.click(screen.getByRole('button', { name: 'Copiar' }))
  expect(input(await screen.findByLabelText('Nombre')).value).toBe('Agente (su equipo) (copia)')
  expect(router.state.location.pathname).toBe('/ajustes/roles/nuevo')
})

test('an invitation is sent with a role that the person may give', async () => {
  const { user } = await render(<MemberListPage />, {
    session: { permissions, role: { id: id(14), name: 'Administrador', preset: 'administrator' } },
    answers: {
      ...answers,
      'GET /members': { items: [], next: null },
      'POST /invitations': {
        id: id(20),
        email: 'paula@gallo.example',
        roleId: id(12),
        roleName: 'Agente',
        teamIds: [],
        state: 'pending',
        invitedByName: 'Ana',
        createdAt: '2026-11-21T00:00:00.000Z',
        expiresAt: '2026-11-28T00:00:00.000Z',
      },
    },
  })
  await user.click((await screen.findAllByRole('button', { name: 'Invitar' }))[0]!)
  const dialog = await screen.findByRole('dialog')
  await user.type(await within(dialog).findByLabelText('Correo'), 'paula@gallo.example')
  await user.click(within(dialog).getByRole('button', { name: 'Mandar invitación' }))
  await waitFor(() =>
    expect(bodies('POST', '/invitations')[0]?.body).toEqual({ email: 'paula@gallo.example', roleId: id(12), teamIds: [] }),
  )
})

test('a new team without a name is asked for it at its field', async () => {
  const { user } = await render(<TeamListPage />, {
    session: { permissions: ['identity.read-members', 'identity.manage-teams'] },
    answers: { ...answers, 'GET /colleagues': { items: [] }, 'POST /teams': {} },
  })
  await user.click(await screen.findByRole('button', { name: 'Nuevo equipo' }))
  const dialog = await screen.findByRole('dialog')
  await user.click(within(dialog).getByRole('button', { name: 'Crear equipo' }))
  expect(within(dialog).getByText('Falta completar este dato.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByLabelText('Nombre')))
  await user.type(within(dialog).getByLabelText('Nombre'), 'Ventas')
  await user.click(within(dialog).getByRole('button', { name: 'Crear equipo' }))
  await waitFor(() => expect(bodies('POST', '/teams')[0]?.body).toEqual({ name: 'Ventas', memberIds: [] }))
})

test('who has no key yet is led to what one may ask for with it', async () => {
  await render(<ApiKeyListPage />, { session: { permissions }, answers: { ...answers, 'GET /api-keys': { items: [] } } })
  expect((await screen.findByRole('link', { name: '/api/reference' })).getAttribute('href')).toBe('/api/reference')
})

test('a key needs at least one right, and its secret is shown when it is made', async () => {
  const key = {
    id: id(30),
    name: 'Planilla',
    prefix: 'abc123',
    permissions: ['identity.read-members'],
    createdByName: 'Ana',
    createdAt: '2026-11-21T00:00:00.000Z',
    expiresAt: null,
    lastUsedAt: null,
    revokedAt: null,
  }
  const { user } = await render(<ApiKeyListPage />, {
    session: { permissions },
    answers: { ...answers, 'GET /api-keys': { items: [] }, 'POST /api-keys': { key, secret: 'yapa_the-whole-secret' } },
  })
  await user.click(await screen.findByRole('button', { name: 'Nueva clave' }))
  await user.type(await screen.findByLabelText('Nombre'), 'Planilla')
  await user.click(screen.getByRole('button', { name: 'Crear clave' }))
  expect(await screen.findByText('Elegí al menos un permiso.')).toBeTruthy()
  expect(bodies('POST', '/api-keys')).toHaveLength(0)
  await user.click(screen.getByLabelText('Ver a las personas, los equipos y los roles'))
  await user.click(screen.getByRole('button', { name: 'Crear clave' }))
  expect(await screen.findByText('yapa_the-whole-secret')).toBeTruthy()
  expect(bodies('POST', '/api-keys')[0]?.body).toEqual({ name: 'Planilla', permissions: ['identity.read-members'], expiresInDays: 365 })
})

const account = {
  id: id(2),
  name: 'Ana Paz',
  email: 'ana@gallo.example',
  locale: 'es',
  theme: 'light',
  density: 'normal',
  hasSecondFactor: false,
  recoveryCodesLeft: 0,
  passwordChangedAt: '2026-11-01T00:00:00.000Z',
}

test('the second step shows a picture to scan, and its recovery codes once the first code was right', async () => {
  const { user } = await render(<AccountPage />, {
    answers: {
      'GET /account': account,
      'GET /account/sessions': { items: [] },
      'GET /session': {},
      'POST /account/second-factor': { secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/Yapa:ana?secret=ABCDEFGHIJKLMNOP' },
      'PUT /account/second-factor': { codes: ['aaaaa-bbbbb-ccccc-ddddd', 'eeeee-fffff-ggggg-hhhhh'] },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Activar' }))
  const dialog = await screen.findByRole('dialog')
  await user.type(await within(dialog).findByLabelText('Contraseña actual'), 'el perro azul baila tango')
  await user.click(within(dialog).getByRole('button', { name: 'Seguir' }))
  expect(await within(dialog).findByRole('img', { name: 'Código QR para tu aplicación' })).toBeTruthy()
  expect(within(dialog).getByText('ABCD EFGH IJKL MNOP')).toBeTruthy()
  await user.type(within(dialog).getByLabelText('Código de la aplicación'), '123456')
  await user.click(within(dialog).getByRole('button', { name: 'Activar' }))
  expect(await within(dialog).findByText('aaaaa-bbbbb-ccccc-ddddd')).toBeTruthy()
})

test('a password that is not typed is asked for, and a wrong one stays in the form that asked for it', async () => {
  const { user } = await render(<AccountPage />, {
    answers: {
      'GET /account': account,
      'GET /account/sessions': { items: [] },
      'PUT /account/password': refuse(403, { code: 'identity.wrong_password', title: 'Esa no es tu contraseña actual.' }),
    },
  })
  const current = await screen.findByLabelText('Contraseña actual')
  await user.click(screen.getByRole('button', { name: 'Cambiar contraseña' }))
  expect(screen.getAllByText('Falta completar este dato.')).toHaveLength(2)
  await waitFor(() => expect(document.activeElement).toBe(current))
  await user.type(current, 'no es esta')
  await user.type(screen.getByLabelText('Contraseña nueva'), 'la luna come empanadas')
  await user.click(screen.getByRole('button', { name: 'Cambiar contraseña' }))
  expect(await screen.findByText('Esa no es tu contraseña actual.')).toBeTruthy()
})

test('the trail says what happened in words, and of two lists only what changed', async () => {
  const entry = {
    id: id(40),
    at: '2026-11-21T15:00:00.000Z',
    actor: { kind: 'user', id: id(2), name: 'Ana Paz' },
    action: 'identity.role.updated',
    subject: { kind: 'role', id: id(13), name: 'Encargada' },
    changes: [
      {
        field: 'permissions',
        before: ['identity.read-members', 'identity.manage-teams'],
        after: ['identity.read-members', 'identity.manage-roles'],
      },
    ],
    requestId: 'r-1',
    position: 7,
  }
  const { user } = await render(<AuditPage />, {
    answers: {
      'GET /audit': { items: [entry], next: null },
      'GET /audit/facets': { actors: [], actions: [], subjectKinds: [] },
      'GET /audit/verification': { ok: false, damage: 'changed', position: 7, entryId: id(40), checkedAt: '2026-11-21T15:01:00.000Z' },
    },
  })
  expect((await screen.findByRole('alert')).textContent).toContain('la cadena se corta en la entrada 7')
  await user.click(await screen.findByText('Cambió un rol'))
  const sheet = await screen.findByRole('dialog')
  expect(within(sheet).getByText('Crear y cambiar equipos')).toBeTruthy()
  expect(within(sheet).getByText('Crear y cambiar roles')).toBeTruthy()
  expect(within(sheet).queryByText(/Ver a las personas/)).toBeNull()
})
