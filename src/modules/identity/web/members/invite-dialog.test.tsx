import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { InviteDialog } from '#identity/web/members/invite-dialog.tsx'
import { render } from '#web/testing/render.tsx'

const roles = { items: [{ id: 'r1', name: 'Agente', preset: 'team-agent', permissions: [], memberCount: 0, version: 1 }] }
const sent = (hasMailServer: boolean) => ({ id: 'i1', email: 'nora@gallo.example', state: 'pending', hasMailServer })

async function invite(hasMailServer: boolean, permissions: string[]) {
  const drawn = await render(<InviteDialog isOpen onClose={() => {}} />, {
    session: { permissions },
    answers: { 'GET /roles': roles, 'GET /teams': { items: [] }, 'POST /invitations': sent(hasMailServer) },
  })
  await drawn.user.type(await screen.findByLabelText('Correo'), 'nora@gallo.example')
  await drawn.user.click(screen.getByRole('button', { name: 'Mandar invitación' }))
  return drawn
}

test('an invitation that no mail server takes to its reader is not said to be sent: its link is a press away', async () => {
  const { user, router } = await invite(false, ['kernel.read-mail'])
  await screen.findByText('La invitación está lista, pero Yapa no tiene servidor de correo: pasale vos el enlace a nora@gallo.example.')
  await user.click(screen.getByRole('button', { name: 'Ver el enlace' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/ajustes/correo-de-salida'))
})

test('who may not read the outgoing mail is told to ask an owner for the link', async () => {
  await invite(false, [])
  await screen.findByText(/pedile a un dueño que le pase el enlace a nora@gallo\.example\.$/)
  expect(screen.queryByRole('button', { name: 'Ver el enlace' })).toBeNull()
})

test('with a mail server the invitation is on its way', async () => {
  await invite(true, ['kernel.read-mail'])
  await screen.findByText('Invitación enviada a nora@gallo.example')
})
