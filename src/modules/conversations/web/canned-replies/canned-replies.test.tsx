import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { CannedReplyDialog } from '#conversations/web/canned-replies/canned-reply-dialog.tsx'
import { CannedReplyListPage } from '#conversations/web/canned-replies/canned-reply-list.page.tsx'
import { render } from '#web/testing/render.tsx'

const reply = { id: 'a', shortcut: 'hola', brandId: null, usedAt: null, updatedAt: '2026-11-21T12:00:00Z', version: 1 }

test('a quick reply is listed and found as it is read, with what will be filled in called by its name, and opened as it is written', async () => {
  const { user } = await render(<CannedReplyListPage />, {
    session: { permissions: ['conversations.manage-canned'] },
    answers: { 'GET /canned-replies': { items: [{ ...reply, text: '¡Hola, {{clientName}}! Soy {{ agentName }}.' }] } },
  })
  await user.type(await screen.findByRole('searchbox'), 'nombre del cliente')
  await user.click(await screen.findByText('¡Hola, [nombre del cliente]! Soy [tu nombre].'))
  expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Texto' })).value).toBe(
    '¡Hola, {{clientName}}! Soy {{ agentName }}.',
  )
})

test('a new quick reply says at its fields what it lacks', async () => {
  const { user } = await render(<CannedReplyDialog reply={null} onClose={() => {}} />)
  await user.click(await screen.findByRole('button', { name: 'Crear respuesta' }))
  expect(screen.getByText('Escribí el texto de la respuesta.')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Atajo')))
})
