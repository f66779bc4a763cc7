import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { openInbox } from '#conversations/web/testing/open-inbox.tsx'
import { aConversation, anaId, anItem, aMessage } from '#conversations/web/testing/samples.ts'
import { type Asked, askedFor, refuse } from '#web/testing/edge.ts'

const list = () => screen.getByRole('region', { name: 'Conversaciones' })
const waiting = (name: string, change: Parameters<typeof anItem>[0] = {}) => anItem({ contactName: name, ...change })

test('J opens the next conversation and K the one before; they stay letters in a text field', async () => {
  const items = [waiting('Martina', { priority: 'urgent' }), waiting('Ezequiel')]
  const { user, router } = await openInbox({
    items,
    answers: { 'GET /conversations/:id': ({ path }: { path: string }) => aConversation(items.find(({ id }) => path.endsWith(id))) },
  })
  await screen.findByText('Martina')
  await user.keyboard('j')
  await waitFor(() => expect(router.state.location.pathname).toBe(`/bandeja/${items[0]?.id}`))
  await user.keyboard('j')
  await waitFor(() => expect(router.state.location.pathname).toBe(`/bandeja/${items[1]?.id}`))
  await user.keyboard('k')
  await waitFor(() => expect(router.state.location.pathname).toBe(`/bandeja/${items[0]?.id}`))
  await user.click(await screen.findByRole('textbox', { name: 'Respuesta' }))
  await user.keyboard('jk')
  expect(router.state.location.pathname).toBe(`/bandeja/${items[0]?.id}`)
  expect((screen.getByRole('textbox', { name: 'Respuesta' }) as HTMLTextAreaElement).value).toBe('jk')
})

test('E resolves at once; when the server refuses, the conversation comes back', async () => {
  const open = aConversation({ contactName: 'Martina', assigneeId: anaId, assigneeName: 'Ana Paz' })
  let answer: unknown = { ...open, version: 2, state: 'resolved', urgency: null }
  const { user } = await openInbox({
    items: [{ ...open, draftPreview: null, match: null }],
    open,
    messages: [aMessage('hola')],
    answers: {
      'PUT /conversations/:id/state': async () => {
        // Long enough for somebody to see what happens meanwhile.
        await new Promise((resolve) => setTimeout(resolve, 120))
        return typeof answer === 'function' ? answer() : answer
      },
    },
  })
  await screen.findByRole('button', { name: 'Resolver' })
  answer = refuse(409, { code: 'kernel.changed_meanwhile', title: 'Ahora no' })
  await user.keyboard('e')
  await waitFor(() => expect(within(list()).queryByText('Martina')).toBeNull())
  await waitFor(() => expect(within(list()).queryByText('Martina')).toBeTruthy(), { timeout: 5000 })
  answer = { ...open, version: 2, state: 'resolved', urgency: null }
  await user.keyboard('e')
  await screen.findByRole('button', { name: 'Reabrir' })
  expect(askedFor().findLast(({ path }) => path.endsWith('/state'))?.body).toMatchObject({ state: 'resolved' })
})

test('who reopens a conversation is no longer offered to undo that it was resolved', async () => {
  const open = aConversation({ contactName: 'Martina', assigneeId: anaId, assigneeName: 'Ana Paz' })
  let version = 1
  const { user } = await openInbox({
    items: [{ ...open, draftPreview: null, match: null }],
    open,
    answers: {
      'PUT /conversations/:id/state': ({ body }: Asked) => {
        const { state } = body as { state: 'open' | 'resolved' }
        return { ...open, version: ++version, state, urgency: state === 'open' ? 'now' : null }
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Resolver' }))
  await screen.findByRole('button', { name: 'Deshacer' })
  await user.click(await screen.findByRole('button', { name: 'Reabrir' }))
  await screen.findByRole('button', { name: 'Resolver' })
  // Long before it would go by itself.
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Deshacer' })).toBeNull(), { timeout: 3000 })
})
