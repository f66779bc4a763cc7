import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { hear, openInbox } from '#conversations/web/testing/open-inbox.tsx'
import { aCard, anaId, anItem } from '#conversations/web/testing/samples.ts'
import { askedFor } from '#web/testing/edge.ts'

const received = 'conversations.message.received'
const list = () => screen.getByRole('region', { name: 'Conversaciones' })
/** Titles and names from top to bottom. */
const lines = () => [...list().querySelectorAll<HTMLElement>('h2, a b')].map((element) => element.textContent)

const waiting = (name: string, change: Parameters<typeof anItem>[0] = {}) => anItem({ contactName: name, ...change })
const answered = (name: string, change: Parameters<typeof anItem>[0] = {}) =>
  anItem({ contactName: name, urgency: 'customer', waitingSince: null, answerDueAt: null, unreadCount: 0, ...change })

test('conversations stand by urgency, each segment with its count', async () => {
  await openInbox({
    items: [
      answered('Julieta'),
      waiting('Martina', { priority: 'urgent' }),
      waiting('Ezequiel'),
      waiting('Lucas', { urgency: 'ongoing', unreadCount: 0 }),
    ],
  })
  await screen.findByText('Martina')
  expect(lines()).toEqual(['Atender ahora2', 'Martina', 'Ezequiel', 'En curso1', 'Lucas', 'Esperando al cliente1', 'Julieta'])
})

test('a message of the customer moves its conversation to the top at once, without asking the server', async () => {
  const julieta = answered('Julieta')
  const { queryClient } = await openInbox({ items: [julieta, answered('Nahuel')] })
  await screen.findByText('Julieta')
  const asked = askedFor().filter(({ path }) => path === '/conversations').length
  const now = new Date().toISOString()
  const card = aCard({
    ...julieta,
    version: 2,
    urgency: 'now',
    unreadCount: 1,
    waitingSince: now,
    lastMessageAt: now,
    answerDueAt: new Date(Date.now() + 900_000).toISOString(),
  })
  await hear(queryClient, received, { conversation: card })
  expect(lines()).toEqual(['Atender ahora1', 'Julieta', 'Esperando al cliente1', 'Nahuel'])
  expect(askedFor().filter(({ path }) => path === '/conversations').length).toBe(asked)
})

test('somebody who writes for the first time appears, and who is resolved goes', async () => {
  const old = waiting('Ezequiel')
  const { queryClient } = await openInbox({ items: [old] })
  await screen.findByText('Ezequiel')
  await hear(queryClient, received, { conversation: aCard({ contactName: 'Rocío' }) })
  expect(lines()).toContain('Rocío')
  await hear(queryClient, 'conversations.conversation.resolved', { conversation: { ...old, version: 2, state: 'resolved', urgency: null } })
  expect(lines()).not.toContain('Ezequiel')
})

test('an older word about a conversation changes nothing', async () => {
  const item = waiting('Martina', { version: 5 })
  const { queryClient } = await openInbox({ items: [item] })
  await screen.findByText('Martina')
  await hear(queryClient, received, { conversation: { ...item, version: 4, contactName: 'Antes' } })
  expect(lines()).toContain('Martina')
})

test('a conversation that one may no longer see vanishes, and comes back when it is handed over again', async () => {
  const item = waiting('Martina')
  const { queryClient } = await openInbox({ items: [item] })
  await screen.findByText('Martina')
  await hear(queryClient, 'conversations.conversation.assigned', { gone: true, id: item.id })
  expect(screen.queryByText('Martina')).toBeNull()
  await hear(queryClient, 'conversations.conversation.assigned', {
    conversation: { ...item, version: 3, assigneeId: anaId, assigneeName: 'Ana Paz' },
  })
  expect(screen.getByText('Martina')).toBeTruthy()
})

test('what belongs to a colleague does not stand among mine, also when it moves', async () => {
  const mine = waiting('Mía', { assigneeId: anaId, assigneeName: 'Ana Paz' })
  const { queryClient } = await openInbox({ items: [mine], at: '/bandeja?vista=mias' })
  await screen.findByText('Mía')
  await hear(queryClient, received, { conversation: aCard({ contactName: 'De Beto', assigneeId: 'beto', assigneeName: 'Beto' }) })
  expect(lines()).toEqual(['Atender ahora1', 'Mía'])
  await hear(queryClient, 'conversations.conversation.assigned', {
    conversation: { ...mine, version: 2, assigneeId: 'beto', assigneeName: 'Beto' },
  })
  expect(screen.queryByText('Mía')).toBeNull()
})

test('the deadline counts down, and an answer that is late is said to be late', async () => {
  await openInbox({
    items: [
      waiting('Martina', { answerDueAt: new Date(Date.now() + 192_000).toISOString() }),
      waiting('Ezequiel', { answerDueAt: new Date(Date.now() - 300_000).toISOString() }),
    ],
  })
  await screen.findByText('Martina')
  expect(screen.getByText(/^Responder en 3:1\d$/)).toBeTruthy()
  expect(screen.getByText(/^Vencido hace 5\smin$/)).toBeTruthy()
})

test('a row tells who wrote last, how far it got, what is unread and what one began to write', async () => {
  const said = {
    id: 'm',
    direction: 'out' as const,
    kind: 'text',
    preview: 'Te lo reservo',
    authorName: 'Ana Paz',
    at: new Date().toISOString(),
    state: 'read' as const,
  }
  await openInbox({
    items: [
      answered('Julieta', { lastMessage: said }),
      answered('Nahuel', { lastMessage: { ...said, authorName: 'Beto Ruiz', kind: 'image', preview: '', state: 'failed' } }),
      answered('Bruno', { draftPreview: 'Estamos en' }),
      waiting('Martina', { unreadCount: 3 }),
    ],
  })
  const row = async (name: string) => (await screen.findByText(name)).closest('a') as HTMLElement
  expect((await row('Julieta')).textContent).toContain('Vos: Te lo reservo')
  expect(within(await row('Julieta')).getByText('Leído')).toBeTruthy()
  expect((await row('Nahuel')).textContent).toContain('Beto: Foto')
  expect(within(await row('Nahuel')).getByText('No se entregó')).toBeTruthy()
  expect((await row('Bruno')).textContent).toContain('Borrador: Estamos en')
  expect(within(await row('Martina')).getByText('3 mensajes sin leer')).toBeTruthy()
})

test('ticks of the last message move in the list, and never back', async () => {
  const said = {
    id: 'm',
    direction: 'out' as const,
    kind: 'text',
    preview: 'Va',
    authorName: 'Ana Paz',
    at: new Date().toISOString(),
    state: 'sent' as const,
  }
  const item = answered('Julieta', { lastMessage: said })
  const { queryClient } = await openInbox({ items: [item] })
  await screen.findByText('Enviado')
  const status = (state: string) => ({ status: { conversationId: item.id, messageId: 'm', state, times: {}, failure: null } })
  await hear(queryClient, 'conversations.message.status-changed', status('read'))
  expect(screen.getByText('Leído')).toBeTruthy()
  await hear(queryClient, 'conversations.message.status-changed', status('delivered'))
  expect(screen.getByText('Leído')).toBeTruthy()
})

test('searching shows where the words were found, and leads to that message', async () => {
  const found = waiting('Martina', {
    match: { messageId: '019a0000-0000-7000-8600-00000000abcd', excerpt: '…dos baldes sin picante', at: new Date().toISOString() },
  })
  const { user } = await openInbox({ items: [found] })
  await screen.findByText('Martina')
  await user.click(screen.getByRole('button', { name: 'Buscar conversaciones' }))
  await user.keyboard('balde')
  await waitFor(() => expect(askedFor().some(({ path, query }) => path === '/conversations' && query['search'] === 'balde')).toBe(true))
  await screen.findByText('1 conversación')
  const row = screen.getByText('…dos baldes sin picante').closest('a')
  expect(row?.getAttribute('href')).toContain('mensaje=019a0000-0000-7000-8600-00000000abcd')
})

test('a search that finds nothing says what was looked for and where, and leads back to the inbox', async () => {
  const { user, router } = await openInbox({ at: '/bandeja?vista=todas&buscar=zanahoria' })
  expect(await screen.findByRole('heading', { name: 'No encontramos «zanahoria»' })).toBeTruthy()
  expect(screen.queryByText(/filtro/)).toBeNull()
  await user.click(screen.getAllByRole('button', { name: 'Volver a la bandeja' }).at(-1) as HTMLElement)
  await waitFor(() => expect(router.state.location.searchStr).toBe('?vista=todas'))
})

test('a role that only reaches its own conversations has no other views to choose from', async () => {
  await openInbox({
    items: [waiting('Martina', { assigneeId: anaId })],
    session: { permissions: ['conversations.read-own', 'conversations.reply'] },
    at: '/bandeja',
    answers: {
      'GET /conversation-counts': {
        mine: { now: 1, ongoing: 0, customer: 0, unread: 1 },
        team: null,
        unassigned: null,
        all: null,
        pending: 0,
        snoozed: 0,
      },
    },
  })
  await screen.findByText('Martina')
  expect(screen.queryByRole('radiogroup')).toBeNull()
  expect(askedFor().find(({ path }) => path === '/conversations')?.query).toMatchObject({ scope: 'mine' })
})

test('without a connection the list says so and offers to try again', async () => {
  let isDown = true
  const { user } = await openInbox({
    answers: {
      'GET /conversations': () => {
        if (isDown) throw new TypeError('Failed to fetch')
        return { items: [], next: null }
      },
    },
  })
  await screen.findByText('Sin conexión')
  isDown = false
  await user.click(await screen.findByRole('button', { name: 'Reintentar' }))
  await screen.findByText('Todavía no escribió nadie')
})

test('nobody wrote yet is told apart from everything being done', async () => {
  const { unmount } = await openInbox({ answers: { 'GET /conversations': { items: [], next: null } } })
  await screen.findByText('Todavía no escribió nadie')
  expect(screen.getByRole('link', { name: 'Abrir el teléfono simulado' })).toBeTruthy()
  // Nothing to choose from, but something to do.
  expect(screen.queryByText('Elegí una conversación')).toBeNull()
  await screen.findByText('Acá vas a leer y contestar')
  await within(screen.getByRole('region', { name: 'Ninguna conversación abierta' })).findByRole('button', { name: 'Nueva conversación' })
  unmount()
  await openInbox({ items: [waiting('Vieja', { state: 'resolved', urgency: null })] })
  await screen.findByText('Está todo al día')
})

test('where nothing was put off, one press leads back to what is open', async () => {
  const { user } = await openInbox({ items: [waiting('Martina')], at: '/bandeja?vista=todas&estado=pospuestas' })
  await screen.findByText('No hay conversaciones pospuestas')
  await user.click(screen.getByRole('button', { name: 'Quitar filtros' }))
  await screen.findByText('Martina')
})

test.for([
  { most: 0, says: 'a list that fits on the screen never says that there is news above' },
  { most: 900, says: 'a long list stays under the pointer and says that there is news above' },
])('$says', async ({ most }) => {
  const { queryClient } = await openInbox({ items: [waiting('Martina'), waiting('Ezequiel')] })
  await screen.findByText('Martina')
  const scroller = list().querySelector<HTMLElement>('[tabindex="-1"]') as HTMLElement
  let top = 0
  Object.defineProperty(scroller, 'scrollTop', {
    get: () => top,
    set: (value: number) => {
      top = Math.min(value, most)
    },
  })
  fireEvent.pointerMove(scroller, { clientY: 80, pointerType: 'mouse' })
  const soon = new Date(Date.now() - 3_600_000).toISOString()
  await hear(queryClient, received, {
    conversation: aCard({ contactName: 'Rocío', urgency: 'now', waitingSince: soon, answerDueAt: soon }),
  })
  expect(lines()).toContain('Rocío')
  expect(screen.queryByRole('button', { name: 'Novedades arriba' }) !== null).toBe(most > 0)
})
