import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { NewConversation } from '#conversations/web/start/new-conversation.tsx'
import { channelId } from '#conversations/web/testing/samples.ts'
import { canReadContacts } from '#crm/contract/permissions.ts'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const number = { id: channelId, name: 'Ventas', displayPhone: '+54 9 351 555-0100', state: 'ok', capabilities: { windowHours: 24 } }

test('who begins to write to nobody is asked to whom, until somebody is chosen', async () => {
  const { user } = await render(<NewConversation onClose={() => {}} onStarted={() => {}} />, {
    session: { permissions: [canReadContacts.code] },
    answers: {
      'GET /channel-names': { items: [number] },
      'GET /contacts': { items: [{ id: 'c1', name: 'Ana Ruiz', phone: null, email: null }], next: null },
      'GET /contacts/:id/conversations': { items: [], next: null },
    },
  })
  const ana = await screen.findByRole('radio', { name: /Ana Ruiz/ })
  await user.click(screen.getByRole('button', { name: 'Empezar a escribir' }))
  const whom = screen.getByRole('textbox', { name: 'A quién' })
  expect(screen.getByText('Elegí a quién escribirle.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(whom))
  expect(askedFor().every(({ method }) => method === 'GET')).toBe(true)
  await user.click(ana)
  expect(screen.queryByText('Elegí a quién escribirle.')).toBeNull()
})

test('the number of whom one may write to is written as people read it', async () => {
  await render(<NewConversation onClose={() => {}} onStarted={() => {}} />, {
    session: { permissions: [canReadContacts.code] },
    answers: {
      'GET /channel-names': { items: [number] },
      'GET /contacts': { items: [{ id: 'c1', name: 'Ana Ruiz', phone: '+5493515550142', email: null }], next: null },
    },
  })
  expect((await screen.findByRole('radio', { name: /Ana Ruiz/ })).textContent).toContain('+54 9 351 555-0142')
})
