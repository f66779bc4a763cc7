import { screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { RunPanel } from '#bots/web/runs/run-panel.tsx'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const at = '2026-11-21T12:00:00Z'
const line = { nodeId: 'n', nodeName: 'Etiquetar', outcome: null, messageId: null, at }
const run = {
  id: 'r',
  flowId: 'f',
  flowName: 'Gallito',
  versionNumber: 2,
  conversationId: 'c',
  state: 'handed-off',
  reason: 'misunderstood',
  nodeName: 'Menú',
  startedAt: at,
  movedAt: at,
  values: { pollos: 2.5 },
  lines: [
    { ...line, n: 1, kind: 'heard', text: 'hola' },
    { ...line, n: 2, kind: 'said', nodeName: 'Menú', text: '¿En qué te ayudo?' },
    { ...line, n: 3, kind: 'did', text: 'crm.add-tag', outcome: 'late' },
    { ...line, n: 4, kind: 'did', text: 'crm.add-tag', outcome: 'Ese contacto no existe o ya no está.' },
    { ...line, n: 5, kind: 'handed-off', text: 'misunderstood' },
  ],
}
const permissions = ['conversations.read-own', 'conversations.reply']

test('beside a conversation stands what the bot did, why it gave it up and what could not be done, and it is given back with one press', async () => {
  const { user } = await render(<RunPanel conversationId="c" state="open" moved="1" />, {
    session: { permissions },
    answers: { 'GET /conversations/:id/bot-runs': { items: [run] }, 'POST /conversations/:id/bot-resumptions': { items: [run] } },
  })
  expect(await screen.findByText('Gallito · versión 2')).not.toBeNull()
  expect(screen.getByText('Por qué: no la entendió dos veces.')).not.toBeNull()
  for (const words of ['hola', '2,5', 'No se hizo: tardó demasiado', 'Ese contacto no existe o ya no está.'])
    expect(screen.getByText(words)).not.toBeNull()
  await user.click(screen.getByRole('button', { name: 'Devolver al bot' }))
  await waitFor(() => expect(askedFor().some(({ method, path }) => method === 'POST' && path.endsWith('/bot-resumptions'))).toBe(true))
})

test('while the bot has it, or where none ever spoke, there is nothing to give back', async () => {
  await render(<RunPanel conversationId="c" state="pending" moved="1" />, {
    session: { permissions },
    answers: { 'GET /conversations/:id/bot-runs': { items: [{ ...run, state: 'active', reason: null }] } },
  })
  expect(await screen.findByText('Atiende')).not.toBeNull()
  expect(screen.queryByRole('button', { name: 'Devolver al bot' })).toBeNull()
})
