import { screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { hear, openInbox } from '#conversations/web/testing/open-inbox.tsx'
import { aConversation, anItem, aMessage } from '#conversations/web/testing/samples.ts'
import { askedFor, refuse } from '#web/testing/edge.ts'

const open = (change: Parameters<typeof aConversation>[0] = {}) => aConversation({ contactName: 'Martina Quiroga', ...change })
const log = () => screen.findByRole('log', { name: 'Mensajes' })
const changed = 'conversations.message.changed'

test('each outgoing message says how far it got, and moves on when the customer reads it', async () => {
  const message = aMessage('Te lo reservo', { direction: 'out', state: 'sent' })
  const conversation = open()
  const { queryClient } = await openInbox({ open: conversation, messages: [aMessage('hola'), message] })
  const thread = within(await log())
  await thread.findByText('Enviado')
  const tick = (state: string) =>
    hear(queryClient, 'conversations.message.status-changed', {
      status: {
        conversationId: conversation.id,
        messageId: message.id,
        state,
        times: { ...message.times, [state]: new Date().toISOString() },
        failure: null,
      },
    })
  await tick('read')
  expect(thread.getByText('Leído')).toBeTruthy()
  await tick('delivered')
  expect(thread.getByText('Leído')).toBeTruthy()
})

test('a failure says why and what to do, and only what can help offers to try again', async () => {
  await openInbox({
    open: open(),
    messages: [
      aMessage('Uno', { direction: 'out', state: 'failed', failure: { reason: 'not-reachable', code: 131026, canRetry: false } }),
      aMessage('Dos', { direction: 'out', state: 'failed', failure: { reason: 'temporary', code: 131000, canRetry: true } }),
    ],
  })
  const thread = within(await log())
  expect(await thread.findByText('Este número no recibe WhatsApp')).toBeTruthy()
  expect(thread.getByText('WhatsApp tuvo un problema momentáneo')).toBeTruthy()
  expect(thread.getAllByRole('button', { name: 'Reintentar' })).toHaveLength(1)
})

test('a message without confirmation is sent again only after saying that it may arrive twice', async () => {
  const unsure = aMessage('¿Llegó?', { direction: 'out', state: 'unknown' })
  const { user } = await openInbox({
    open: open(),
    messages: [unsure],
    answers: { 'POST /messages/:id/retry': aMessage('¿Llegó?', { direction: 'out', retryOf: unsure.id }) },
  })
  const thread = within(await log())
  await user.click(await thread.findByRole('button', { name: 'Enviar de nuevo' }))
  const question = await screen.findByRole('dialog')
  expect(question.textContent).toContain('puede llegar dos veces')
  expect(askedFor().some(({ path }) => path.endsWith('/retry'))).toBe(false)
  await user.click(within(question).getByRole('button', { name: 'Enviar de nuevo' }))
  await waitFor(() => expect(askedFor().findLast(({ path }) => path.endsWith('/retry'))?.body).toEqual({ evenIfUnconfirmed: true }))
})

test('a message that arrives while one reads appears, is read out, and is not shown twice', async () => {
  const conversation = open()
  const { queryClient } = await openInbox({ open: conversation, messages: [aMessage('hola')] })
  const thread = within(await log())
  await thread.findByText('hola')
  const next = aMessage('¿siguen ahí?', { conversationId: conversation.id })
  const patch = { conversation: { ...conversation, version: 2, lastMessageId: next.id }, message: next }
  await hear(queryClient, 'conversations.message.received', patch)
  await hear(queryClient, 'conversations.message.received', patch)
  expect(thread.getAllByText('¿siguen ahí?')).toHaveLength(1)
  expect(screen.getByText('Martina Quiroga: ¿siguen ahí?')).toBeTruthy()
})

test('edits, deletions and reactions change the bubble that is there', async () => {
  const message = aMessage('dos baldes')
  const conversation = open()
  const { queryClient } = await openInbox({ open: conversation, messages: [{ ...message, conversationId: conversation.id }] })
  const thread = within(await log())
  await thread.findByText('dos baldes')
  const tell = (change: object) =>
    hear(queryClient, changed, { conversation, message: { ...message, conversationId: conversation.id, ...change } })
  await tell({
    content: { kind: 'text', text: 'tres baldes' },
    editedAt: new Date().toISOString(),
    reactions: [{ from: 'contact', emoji: '👍', authorName: 'Martina', at: message.at }],
  })
  expect(thread.getByText('tres baldes')).toBeTruthy()
  expect(thread.getByText('Editado')).toBeTruthy()
  expect(thread.getByRole('img', { name: '👍 de Martina Quiroga' })).toBeTruthy()
  await tell({ content: { kind: 'text', text: '' }, revokedAt: new Date().toISOString() })
  expect(thread.getByText('Se eliminó este mensaje')).toBeTruthy()
  expect(thread.queryByText('tres baldes')).toBeNull()
})

test('a file that is on its way, that was lost and that cannot be shown say what they are', async () => {
  const media = (change: object) => ({
    state: 'ready' as const,
    fileId: null,
    url: '/f',
    thumbnailUrl: null,
    downloadUrl: '/d',
    mimeType: 'application/pdf',
    sizeBytes: 248_000,
    filename: 'carta.pdf',
    width: null,
    height: null,
    isVoice: false,
    failure: null,
    ...change,
  })
  const lost = aMessage('', {
    kind: 'document',
    content: { kind: 'document', media: media({ state: 'failed', failure: 'unreachable' }), caption: null },
  })
  const { user } = await openInbox({
    open: open(),
    messages: [
      aMessage('', { kind: 'image', content: { kind: 'image', media: media({ state: 'downloading' }), caption: null } }),
      lost,
      aMessage('', { kind: 'document', content: { kind: 'document', media: media({}), caption: 'La carta' } }),
      aMessage('', { kind: 'unsupported', content: { kind: 'unsupported', type: 'poll', code: 131051 } }),
    ],
    answers: { 'POST /messages/:id/media/retry': lost },
  })
  const thread = within(await log())
  expect(await thread.findByText('Foto: descargando')).toBeTruthy()
  expect(thread.getByText('No pudimos bajar el archivo.')).toBeTruthy()
  expect(thread.getByRole('link', { name: 'Descargar carta.pdf' }).getAttribute('href')).toBe('/d')
  expect(thread.getByText(/WhatsApp no entrega este tipo de mensaje \(poll\)/)).toBeTruthy()
  await user.click(thread.getByRole('button', { name: 'Reintentar' }))
  await waitFor(() => expect(askedFor().some(({ path }) => path.endsWith('/media/retry'))).toBe(true))
})

test('what a customer writes is only text: no markup, and addresses that leave safely', async () => {
  await openInbox({ open: open(), messages: [aMessage('<img src=x onerror=alert(1)> mirá https://elgallo.example/a.')] })
  const thread = await log()
  const link = await within(thread).findByRole('link', { name: 'https://elgallo.example/a' })
  expect(link.getAttribute('rel')).toContain('noopener')
  expect(thread.querySelector('img')).toBeNull()
  expect(thread.textContent).toContain('<img src=x')
})

test('the thread says where the new messages begin', async () => {
  const messages = [aMessage('vieja'), aMessage('nueva 1'), aMessage('nueva 2')]
  await openInbox({ open: open({ readSeq: messages[0]?.seq ?? 0, unreadCount: 2 }), messages })
  const thread = within(await log())
  const line = await thread.findByText('2 mensajes nuevos')
  expect(line.compareDocumentPosition(thread.getByText('vieja')) & Node.DOCUMENT_POSITION_PRECEDING).toBeTruthy()
  expect(line.compareDocumentPosition(thread.getByText('nueva 1')) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
})

test('a conversation that is not one’s own to see is said to be missing, with the list still there', async () => {
  await openInbox({
    items: [anItem({ contactName: 'Otra' })],
    at: '/bandeja/019a0000-0000-7000-8200-999999999999?vista=todas',
    answers: {
      'GET /conversations/:id': refuse(404, {
        code: 'conversations.conversation_not_found',
        title: 'Esa conversación no existe o no la podés ver.',
      }),
    },
  })
  expect(await screen.findByText('Esa conversación no existe o no la podés ver.')).toBeTruthy()
  expect(screen.getByText('Otra')).toBeTruthy()
})

test('a reaction is on the bubble before the server has answered, and goes when it refuses', async () => {
  const message = aMessage('gracias')
  const conversation = open()
  let refuseNow: (() => void) | undefined
  const { user } = await openInbox({
    open: conversation,
    messages: [{ ...message, conversationId: conversation.id }],
    answers: {
      'PUT /messages/:id/reaction': () =>
        new Promise(
          (resolve) =>
            (refuseNow = () =>
              resolve(Response.json({ status: 409, code: 'conversations.cannot_react', title: 'No se puede.' }, { status: 409 }))),
        ),
    },
  })
  const thread = within(await log())
  await user.hover(await thread.findByText('gracias'))
  await user.click(await thread.findByRole('button', { name: 'Acciones del mensaje' }))
  await user.click(await screen.findByRole('button', { name: 'Reaccionar con 👍' }))
  expect(await thread.findByRole('button', { name: 'Quitar la reacción 👍' })).toBeTruthy()
  refuseNow?.()
  await waitFor(() => expect(thread.queryByRole('button', { name: 'Quitar la reacción 👍' })).toBeNull())
})

test('what is hours away is said in hours beside the name, and to the minute in the list', async () => {
  const due = { waitingSince: new Date().toISOString(), answerDueAt: new Date(Date.now() + (8 * 60 + 53) * 60_000 + 30_000).toISOString() }
  const conversation = open(due)
  await openInbox({ open: conversation, items: [anItem({ id: conversation.id, contactName: 'Martina Quiroga', ...due })] })
  const thread = within(await screen.findByRole('region', { name: 'Conversación con Martina Quiroga' }))
  expect(await thread.findByText('Responder en 8 h')).toBeTruthy()
  expect(await within(screen.getByRole('region', { name: 'Conversaciones' })).findByText('Responder en 8 h 53 min')).toBeTruthy()
})

test('a message is shown as WhatsApp shows it, and in the list, where a line has no room for more, without its signs', async () => {
  const said = aMessage('Hoy *2x1* en _baldes_, ~$ 9.900~ con `GALLO`')
  const conversation = open()
  const lastMessage = { ...anItem().lastMessage, direction: 'in', kind: 'text', preview: 'Hoy *2x1* en _baldes_' } as never
  await openInbox({ open: conversation, items: [anItem({ id: conversation.id, lastMessage })], messages: [said] })
  const thread = within(await log())
  expect((await thread.findByText('2x1')).closest('strong')).toBeTruthy()
  expect(thread.getByText('baldes').closest('em')).toBeTruthy()
  expect(thread.getByText('$ 9.900').closest('s')).toBeTruthy()
  expect(thread.getByText('GALLO').tagName).toBe('CODE')
  expect(screen.getByText('Hoy 2x1 en baldes')).toBeTruthy()
})
