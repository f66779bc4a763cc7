import { act, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { PhoneChat, PhoneMessage } from '#platform/contract/phone.ts'
import { PhonePage } from '#platform/web/phone/phone.page.tsx'
import platform from '#platform/web/module.ts'
import { askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'
import { aSession } from '#web/testing/session.ts'

const ana = '18095550101'
const phone = {
  numbers: [
    { phoneNumberId: '10001', name: 'Ventas Centro', displayPhone: '+1 809 555 0190' },
    { phoneNumberId: '10002', name: 'Delivery Norte', displayPhone: '+1 809 555 0191' },
  ],
  isLive: false,
}

const aMessage = (change: Partial<PhoneMessage>): PhoneMessage => ({
  id: 'wamid.1',
  direction: 'in',
  type: 'text',
  text: 'Hola',
  at: '2026-11-21T15:00:00.000Z',
  file: null,
  location: null,
  replyTo: null,
  isReadByBusiness: false,
  isPlayed: false,
  interactive: null,
  order: null,
  answers: null,
  reactions: { customer: null, business: null },
  isEdited: false,
  isRevoked: false,
  ...change,
})

const aChat = (change: Partial<PhoneChat> = {}): PhoneChat => ({
  waId: ana,
  name: 'Ana Gómez',
  unread: 0,
  isBusinessTyping: false,
  last: null,
  ...change,
})

/** What is on the telephone; tests change it as the business would. */
let thread: { name: string; unread: number; isBusinessTyping: boolean; items: PhoneMessage[] }

beforeEach(() => {
  thread = { name: 'Ana Gómez', unread: 0, isBusinessTyping: false, items: [] }
  Element.prototype.scrollTo ??= () => {}
})

const answers = () => ({
  'GET /phone': phone,
  'GET /phone/:number/chats': { items: [aChat({ last: { ...aMessage({ text: 'Chau' }), isReadByBusiness: true } })] },
  'GET /phone/:number/chats/:wa/messages': () => thread,
  'PUT /phone/:number/chats/:wa/look': { isLooking: true },
})

const open = (extra: Record<string, unknown> = {}, at = `/telefono/${ana}`) =>
  render(<PhonePage />, { at, route: '/telefono/{-$waId}', answers: { ...answers(), ...extra } })

const sent = (path: string) => askedFor().filter((one) => one.method !== 'GET' && one.path.endsWith(path))
const message = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Mensaje' })
const log = () => screen.findByRole('log')

test('what the customer writes stands in the chat at once, and once when the server has it', async () => {
  let answer: (message: PhoneMessage) => void = () => {}
  const { user } = await open({
    'POST /phone/:number/chats/:wa/messages': () => new Promise<PhoneMessage>((resolve) => (answer = resolve)),
  })
  await user.type(await message(), 'Hola, ¿abren hoy?{Enter}')
  expect(await within(await log()).findByText('Hola, ¿abren hoy?')).toBeTruthy()
  expect(within(await log()).getByTitle('Enviando')).toBeTruthy()
  expect((await message()).value).toBe('')
  expect(sent('/messages')[0]?.body).toEqual({ content: { type: 'text', text: 'Hola, ¿abren hoy?' } })
  thread.items = [aMessage({ text: 'Hola, ¿abren hoy?' })]
  await act(async () => answer(thread.items[0] as PhoneMessage))
  expect(await within(await log()).findByTitle('Enviado')).toBeTruthy()
  expect(within(await log()).getAllByText('Hola, ¿abren hoy?')).toHaveLength(1)
})

test('what could not be sent goes back to where it was written, with the reason', async () => {
  const luz = '18095550102'
  const { user } = await open(
    {
      'POST /phone/:number/chats/:wa/messages': refuse(404, { code: 'platform.no_such_chat', title: 'Ese chat no está.' }),
    },
    `/telefono/${luz}`,
  )
  await user.type(await message(), 'Hola{Enter}')
  expect(await screen.findByText('No se envió. Ese chat no está.')).toBeTruthy()
  await waitFor(async () => expect((await message()).value).toBe('Hola'))
  expect(within(await log()).queryByText('Hola')).toBeNull()
})

test('the answer of the business arrives while one looks, and looking is told until one leaves', async () => {
  const { router } = await open()
  await waitFor(() => expect(sent('/look').map(({ body }) => (body as { isLooking: boolean }).isLooking)).toEqual([true]))
  thread.isBusinessTyping = true
  expect(await screen.findByText('escribiendo…', {}, { timeout: 3_000 })).toBeTruthy()
  Object.assign(thread, { isBusinessTyping: false, items: [aMessage({ direction: 'out', text: 'Sí, hasta las 0:30', id: 'wamid.2' })] })
  expect(await screen.findByText('Sí, hasta las 0:30', {}, { timeout: 3_000 })).toBeTruthy()
  await act(async () => void (await router.navigate({ to: '/telefono' as never })))
  await waitFor(() => expect(sent('/look').at(-1)?.body).toMatchObject({ isLooking: false }))
  expect(await screen.findByText('Elegí un cliente')).toBeTruthy()
})

test('a message is answered, reacted to, corrected and taken back', async () => {
  thread.items = [aMessage({ id: 'wamid.in', text: 'Ola' }), aMessage({ id: 'wamid.out', direction: 'out', text: 'Buenas' })]
  const { user } = await open({ 'POST /phone/:number/chats/:wa/messages': () => thread.items[0] })
  const menuOf = async (index: number) =>
    user.click((await screen.findAllByRole('button', { name: 'Acciones del mensaje' }))[index] as HTMLElement)
  await menuOf(1)
  expect(screen.queryByRole('menuitem', { name: 'Editar' })).toBeNull()
  await user.click(await screen.findByRole('menuitem', { name: 'Reaccionar con 👍' }))
  await menuOf(1)
  await user.click(await screen.findByRole('menuitem', { name: 'Responder' }))
  await user.type(await message(), 'Quería pedir{Enter}')
  await menuOf(0)
  await user.click(await screen.findByRole('menuitem', { name: 'Editar' }))
  expect((await message()).value).toBe('Ola')
  await user.clear(await message())
  await user.type(await message(), 'Hola{Enter}')
  await menuOf(0)
  await user.click(await screen.findByRole('menuitem', { name: 'Eliminar' }))
  await user.click(await screen.findByRole('button', { name: 'Eliminar mensaje' }))
  await waitFor(() => expect(sent('/messages')).toHaveLength(4))
  expect(sent('/messages').map(({ body }) => body)).toEqual([
    { content: { type: 'reaction', messageId: 'wamid.out', emoji: '👍' } },
    { content: { type: 'text', text: 'Quería pedir' }, replyTo: 'wamid.out' },
    { content: { type: 'edit', messageId: 'wamid.in', text: 'Hola' } },
    { content: { type: 'revoke', messageId: 'wamid.in' } },
  ])
})

test('a new customer is made with a name, and their telephone opens', async () => {
  const { user, router } = await open({ 'POST /phone/:number/customers': { waId: '18095550180', name: 'Luz' } }, '/telefono')
  await user.click(await screen.findByRole('button', { name: 'Nuevo cliente' }))
  const dialog = await screen.findByRole('dialog', { name: 'Nuevo cliente' })
  await user.click(within(dialog).getByRole('button', { name: 'Empezar a escribir' }))
  expect(within(dialog).getByText('Falta completar este dato.')).toBeTruthy()
  await user.type(within(dialog).getByRole('textbox', { name: 'Nombre' }), 'Luz')
  await user.click(within(dialog).getByRole('button', { name: 'Empezar a escribir' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/telefono/18095550180'))
})

test('the other number of the business has its own chats', async () => {
  const { user, router } = await open()
  await user.click(await screen.findByRole('radio', { name: 'Delivery Norte' }))
  await waitFor(() => expect(router.state.location.href).toBe('/telefono?numero=10002'))
  await waitFor(() => expect(askedFor().some(({ path }) => path === '/phone/10002/chats')).toBe(true))
})

test('the switch of the live customers says what it does, and falls back when it cannot', async () => {
  const { user } = await open({ 'PUT /phone/live-customers': refuse(409, { code: 'x', title: 'Ahora no.' }) })
  const live = await screen.findByRole<HTMLInputElement>('switch', { name: /Clientes en vivo/ })
  expect(screen.getByText(/alguien escribe por su cuenta/)).toBeTruthy()
  await user.click(live)
  expect(await screen.findByText('Ahora no.')).toBeTruthy()
  await waitFor(() => expect(live.checked).toBe(false))
})

test('a telephone that is off says so and offers to try again; one that goes off keeps what it showed', async () => {
  const off = refuse(503, { code: 'platform.phone_is_off', title: 'El teléfono de prueba no responde.' })
  const first = await open({ 'GET /phone': off })
  expect(await screen.findByText('El teléfono de prueba no responde.', {}, { timeout: 4_000 })).toBeTruthy()
  expect(screen.getByRole('button', { name: 'Reintentar' })).toBeTruthy()
  first.unmount()

  let isOff = false
  thread.items = [aMessage({ text: 'Sigo acá' })]
  await open({ 'GET /phone/:number/chats/:wa/messages': () => (isOff ? off() : thread) })
  expect(await screen.findByText('Sigo acá')).toBeTruthy()
  isOff = true
  expect(await screen.findByText('El teléfono de prueba no responde.', {}, { timeout: 4_000 })).toBeTruthy()
  expect(screen.getByText('Sigo acá')).toBeTruthy()
})

test('the telephone has a place in the navigation of demo businesses only', () => {
  const demo = aSession()
  const real = aSession({ organization: { ...(demo.organization as NonNullable<typeof demo.organization>), isDemo: false } })
  for (const part of [...(platform.pages ?? []), ...(platform.nav ?? []), ...(platform.commands ?? [])]) {
    expect(part.when?.(demo)).toBe(true)
    expect(part.when?.(real)).toBe(false)
  }
})

vi.setConfig({ testTimeout: 15_000 })
