import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import type { Message } from '#conversations/contract/message.ts'
import { hear, openInbox } from '#conversations/web/testing/open-inbox.tsx'
import { anaId, aMessage } from '#conversations/web/testing/samples.ts'
import { type Asked, askedFor, refuse } from '#web/testing/edge.ts'
import { open, field } from '#conversations/web/testing/writing.ts'

const sends = () => askedFor().filter(({ method, path }) => method === 'POST' && path.endsWith('/messages'))
type SendBody = { messageId: string; content: { text: string }; expectedLastMessageId: string | null; replyToId: string | null }

/** The server, as far as sending goes: writes down what it is asked to. */
const taking = ({ body, path }: Asked): Message => {
  const { messageId, content } = body as SendBody
  return aMessage(content.text, { id: messageId, direction: 'out', state: 'queued', conversationId: path.split('/')[2] ?? '' })
}

test('Enter sends and Shift Enter makes a line; the message stands in the thread at once with an id of its own', async () => {
  const conversation = open()
  let answer: (() => void) | undefined
  const { user } = await openInbox({
    open: conversation,
    messages: [aMessage('hola', { id: conversation.lastMessageId ?? '' })],
    answers: { 'POST /conversations/:id/messages': (asked: Asked) => new Promise((resolve) => (answer = () => resolve(taking(asked)))) },
  })
  await user.click(await field())
  await user.keyboard('Buenas{Shift>}{Enter}{/Shift}¿qué tal?{Enter}')
  expect((await field()).value).toBe('')
  const thread = within(screen.getByRole('log'))
  expect(thread.getByText(/Buenas/).textContent).toBe('Buenas\n¿qué tal?')
  expect(thread.getByText('enviando')).toBeTruthy()
  await waitFor(() => expect(answer).toBeTruthy())
  const body = sends()[0]?.body as SendBody
  expect(body.messageId).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(body.expectedLastMessageId).toBe(conversation.lastMessageId)
  answer?.()
  await waitFor(() => expect(thread.getAllByText(/Buenas/)).toHaveLength(1))
})

test('messages leave in the order in which they were written, each expecting the one before', async () => {
  const conversation = open()
  const { user } = await openInbox({
    open: conversation,
    messages: [aMessage('hola', { id: conversation.lastMessageId ?? '' })],
    answers: {
      'POST /conversations/:id/messages': async (asked: Asked) => {
        await new Promise((resolve) => setTimeout(resolve, 30))
        return taking(asked)
      },
    },
  })
  await user.click(await field())
  await user.keyboard('uno{Enter}dos{Enter}tres{Enter}')
  await waitFor(() => expect(sends()).toHaveLength(3))
  const bodies = sends().map(({ body }) => body as SendBody)
  expect(bodies.map(({ content }) => content.text)).toEqual(['uno', 'dos', 'tres'])
  expect(bodies.map(({ expectedLastMessageId }) => expectedLastMessageId)).toEqual([
    conversation.lastMessageId,
    bodies[0]?.messageId,
    bodies[1]?.messageId,
  ])
})

test('when others wrote meanwhile nothing is sent: what they wrote is shown, and reviewing keeps the text', async () => {
  const conversation = open()
  const missed = aMessage('¿Y hacen envíos?')
  let isMoved = true
  const { user } = await openInbox({
    open: conversation,
    messages: [aMessage('hola', { id: conversation.lastMessageId ?? '' })],
    answers: {
      'POST /conversations/:id/messages': (asked: Asked) =>
        isMoved
          ? refuse(409, {
              code: 'conversations.thread_moved',
              title: 'Siguió',
              details: { messages: [missed], lastMessageId: missed.id },
            })()
          : taking(asked),
    },
  })
  await user.click(await field())
  await user.keyboard('Cerramos a las 23.{Enter}')
  const dialog = within(await screen.findByRole('dialog', { name: 'La conversación siguió mientras escribías' }))
  expect(dialog.getByText('¿Y hacen envíos?')).toBeTruthy()
  expect(dialog.getByText('Cerramos a las 23.')).toBeTruthy()
  await user.click(dialog.getByRole('button', { name: 'Revisar' }))
  await waitFor(async () => expect((await field()).value).toBe('Cerramos a las 23.'))
  expect(sends()).toHaveLength(1)

  await user.click(await field())
  await user.keyboard('{Enter}')
  const again = within(await screen.findByRole('dialog', { name: 'La conversación siguió mientras escribías' }))
  isMoved = false
  await user.click(again.getByRole('button', { name: 'Enviar igual' }))
  await waitFor(() => expect(sends()).toHaveLength(3))
  expect(sends()[2]?.body).toMatchObject({ expectedLastMessageId: missed.id })
  expect((await field()).value).toBe('')
})

test('what one wrote oneself elsewhere is no reason to ask', async () => {
  const conversation = open()
  const own = aMessage('desde otra pestaña', { direction: 'out', author: { kind: 'user', id: anaId, name: 'Ana Paz' } })
  let asked = 0
  const { user } = await openInbox({
    open: conversation,
    messages: [aMessage('hola', { id: conversation.lastMessageId ?? '' })],
    answers: {
      'POST /conversations/:id/messages': (one: Asked) =>
        ++asked === 1
          ? refuse(409, { code: 'conversations.thread_moved', details: { messages: [own], lastMessageId: own.id } })()
          : taking(one),
    },
  })
  await user.click(await field())
  await user.keyboard('sigo{Enter}')
  await waitFor(() => expect(sends()).toHaveLength(2), { timeout: 6000 })
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('without a connection the message stays in the thread and leaves when it is back', async () => {
  let isDown = true
  const conversation = open()
  const { user } = await openInbox({
    open: conversation,
    messages: [aMessage('hola', { id: conversation.lastMessageId ?? '' })],
    answers: {
      'POST /conversations/:id/messages': (asked: Asked) => {
        if (isDown) throw new TypeError('Failed to fetch')
        return taking(asked)
      },
    },
  })
  await user.click(await field())
  await user.keyboard('sin internet{Enter}')
  await screen.findByText('sin conexión: sale cuando vuelva')
  expect(localStorage.getItem(`yapa.outbox.${anaId}`)).toContain('sin internet')
  isDown = false
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(localStorage.getItem(`yapa.outbox.${anaId}`)).toBeNull())
  const ids = sends().map(({ body }) => (body as SendBody).messageId)
  expect(new Set(ids).size).toBe(1)
  expect(within(screen.getByRole('log')).getAllByText('sin internet')).toHaveLength(1)
})

test('a refusal says why beside the message and gives the text back', async () => {
  const conversation = open()
  const { user } = await openInbox({
    open: conversation,
    messages: [aMessage('hola', { id: conversation.lastMessageId ?? '' })],
    answers: {
      'POST /conversations/:id/messages': refuse(409, { code: 'conversations.window_closed', title: 'Pasaron más de 24 horas.' }),
    },
  })
  await user.click(await field())
  await user.keyboard('tarde{Enter}')
  expect(await screen.findByText('Pasaron más de 24 horas.')).toBeTruthy()
  await user.click(screen.getByRole('button', { name: 'Volver a editar' }))
  expect((await field()).value).toBe('tarde')
})

test('a closed window says so in words, leaves notes open, and opens again when the customer writes', async () => {
  const conversation = open({ block: 'window-closed', windowExpiresAt: new Date(Date.now() - 3_600_000).toISOString() })
  const { user, queryClient } = await openInbox({ open: conversation, messages: [aMessage('hola')] })
  expect(await screen.findByText(/La ventana de 24 horas está cerrada/)).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: 'Respuesta' })).toBeNull()
  await user.click(screen.getByRole('tab', { name: 'Nota interna' }))
  expect(await field('Nota interna')).toBeTruthy()
  await user.click(screen.getByRole('tab', { name: 'Responder' }))
  const again = aMessage('¿siguen?', { conversationId: conversation.id })
  await hear(queryClient, 'conversations.message.received', {
    conversation: {
      ...conversation,
      version: 2,
      windowExpiresAt: new Date(Date.now() + 86_000_000).toISOString(),
      lastMessageId: again.id,
    },
    message: again,
  })
  expect(await field()).toBeTruthy()
})

test('who may only read is told, and has no field', async () => {
  await openInbox({
    open: open({ block: 'cannot-reply' }),
    messages: [aMessage('hola')],
    session: { permissions: ['conversations.read-own', 'conversations.read-all'] },
  })
  expect(await screen.findByText('Tu rol te deja leer, pero no responder.')).toBeTruthy()
  expect(screen.queryByRole('textbox')).toBeNull()
  expect(screen.queryByRole('button', { name: 'Resolver' })).toBeNull()
})

test('the tool for canned replies offers them at the first press, also behind what is written, and asks once', async () => {
  const items = [{ id: 'c1', shortcut: 'alias', text: 'Transferí a gallo.demo', brandId: null, usedAt: null, updatedAt: '', version: 1 }]
  const { user } = await openInbox({ open: open(), messages: [aMessage('hola')], answers: { 'GET /canned-replies': { items } } })
  const tool = () => user.click(screen.getByRole('button', { name: 'Respuesta rápida (/)' }))
  await field()
  await tool()
  await screen.findByRole('listbox', { name: 'Respuestas rápidas' })
  await tool()
  expect((await field()).value).toBe('/')
  await user.clear(await field())
  await user.type(await field(), 'Va:')
  await tool()
  await screen.findByRole('listbox', { name: 'Respuestas rápidas' })
  expect((await field()).value).toBe('Va: /')
})

test('a slash offers canned replies; arrows choose, Enter fills in the names and does not send', async () => {
  const reply = (shortcut: string, text: string) => ({
    id: `019a0000-0000-7000-8700-00000000000${shortcut.length}`,
    shortcut,
    text,
    brandId: null,
    usedAt: null,
    updatedAt: '',
    version: 1,
  })
  const { user } = await openInbox({
    open: open(),
    messages: [aMessage('hola')],
    answers: {
      'GET /canned-replies': {
        items: [
          reply('hola', '¡Hola {{clientName}}! Soy {{agentName}}, de {{companyName}}.'),
          reply('horarios', 'Abrimos a las 11.'),
          reply('alias', 'Transferí a gallo.demo'),
        ],
      },
    },
  })
  await user.click(await field())
  await user.keyboard('/ho')
  const options = within(await screen.findByRole('listbox', { name: 'Respuestas rápidas' })).getAllByRole('option')
  expect(options.map((option) => option.textContent?.split(/[¡A]/)[0])).toEqual(['/hola', '/horarios'])
  await user.keyboard('{ArrowDown}{ArrowUp}{Enter}')
  expect((await field()).value).toBe('¡Hola Martina Quiroga! Soy Ana Paz, de Pollos El Gallo.')
  expect(screen.queryByRole('listbox')).toBeNull()
  expect(sends()).toHaveLength(0)
  await user.keyboard(' /zzz')
  expect(await screen.findByText(/Ninguna respuesta rápida empieza así/)).toBeTruthy()
})

test('R answers, N notes, and a note never reaches the customer', async () => {
  const conversation = open()
  const { user } = await openInbox({
    open: conversation,
    messages: [aMessage('hola')],
    answers: {
      'POST /conversations/:id/notes': ({ body }: Asked) =>
        aMessage('', {
          id: (body as { noteId: string }).noteId,
          direction: 'note',
          kind: 'note',
          content: { kind: 'note', text: 'Ojo' },
          state: null,
        }),
    },
  })
  await field()
  await user.keyboard('n')
  await waitFor(async () => expect(document.activeElement).toBe(await field('Nota interna')))
  await user.keyboard('Ojo{Enter}')
  await waitFor(() => expect(askedFor().findLast(({ method }) => method === 'POST')?.path).toBe(`/conversations/${conversation.id}/notes`))
  expect(sends()).toHaveLength(0)
})

test('what is too long says by how much and cannot be sent', async () => {
  const { user } = await openInbox({ open: open(), messages: [aMessage('hola')] })
  const input = await field()
  await user.click(input)
  await user.paste('x'.repeat(4100))
  expect(await screen.findByText('Sobran 4 caracteres')).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Enviar' }).hasAttribute('disabled')).toBe(true)
  await user.keyboard('{Enter}')
  expect(sends()).toHaveLength(0)
})
