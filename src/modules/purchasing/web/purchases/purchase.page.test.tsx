import { act, screen, waitFor, within } from '@testing-library/react'
import { expect, test } from 'vitest'
import { getPurchase } from '#purchasing/contract/purchase-api.ts'
import type { PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { PurchasePage } from '#purchasing/web/purchases/purchase.page.tsx'
import { type Answer, type Answers, askedFor, refuse } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const boxes = {
  id: 'l1',
  variantId: 'v1',
  itemId: null,
  name: 'Cajas',
  code: '',
  unit: 'piece',
  supplyUnit: 'pack de 50',
  supplyMilli: 1000,
  stockMilli: 50_000,
  quantityMilli: 2000,
  priceMinor: 100_00,
  totalMinor: 200_00,
  receivedMilli: 0,
  returnedMilli: 0,
  billedMilli: 0,
} satisfies PurchaseOrder['lines'][number]
const order = {
  id: 'o1',
  number: null,
  state: 'draft',
  approval: 'none',
  supplierId: 's1',
  supplierName: 'Cartonera Sur',
  contactId: null,
  currency: 'ARS',
  totalMinor: 200_00,
  createdAt: '2026-11-20T12:00:00Z',
  sentAt: null,
  expectedOn: null,
  note: '',
  lines: [boxes],
  events: [],
  actions: ['edit'],
  version: 1,
}

async function ordering(edited: Answer, actions: string[] = ['edit'], more: Answers = {}) {
  let saved: object = { ...order, actions }
  const rendered = await render(<PurchasePage />, {
    answers: {
      'GET /purchase-orders/:id': () => saved,
      'GET /supplier-items': { items: [] },
      'PATCH /purchase-orders/:id': edited,
      ...more,
    },
    at: '/compras/o1',
    route: '/compras/$id',
  })
  const quantity = await screen.findByLabelText<HTMLInputElement>('Cantidad de Cajas')
  await rendered.user.clear(quantity)
  await rendered.user.type(quantity, '7')
  const anotherSaves = async (change: Partial<PurchaseOrder> = {}) => {
    saved = { ...order, lines: [{ ...boxes, quantityMilli: 4000 }], version: 2, ...change }
    await act(() => rendered.queryClient.invalidateQueries({ queryKey: [getPurchase.path] }))
  }
  const quantityIs = (text: string) => waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Cantidad de Cajas').value).toBe(text))
  return { ...rendered, anotherSaves, quantityIs }
}

const save = { name: 'Guardar borrador' }
const asked = (method: string) => askedFor().filter((one) => one.method === method)
const upon = (method: string) => asked(method).map(({ headers }) => headers.get('if-match'))

test('a purchase that somebody is writing stays when another one saves it, who is told of on saving', async () => {
  const { user, anotherSaves, quantityIs } = await ordering(
    refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
  )
  await anotherSaves()
  await user.click(screen.getByRole('button', save))
  expect((await screen.findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(upon('PATCH')).toEqual(['"1"'])
  await quantityIs('7')
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  await quantityIs('4')
})

test('what is typed in a purchase stays when it is sent meanwhile, with what became of it, until it is given up', async () => {
  const { user, anotherSaves, quantityIs } = await ordering(order)
  await anotherSaves({ state: 'sent', sentAt: '2026-11-21T12:00:00Z', actions: ['receive'] })
  expect((await screen.findByRole('alert')).textContent).toContain('se mandó o se canceló mientras escribías')
  await quantityIs('7')
  expect(screen.getByRole<HTMLButtonElement>('button', save).disabled).toBe(true)
  await user.click(screen.getByRole('button', { name: 'Ver la versión nueva' }))
  expect(await screen.findByRole('cell', { name: /^4 pack/ })).toBeTruthy()
  expect(screen.queryByLabelText('Cantidad de Cajas')).toBeNull()
})

test('a purchase in which nothing is typed is only read as soon as it is sent', async () => {
  const { user, anotherSaves } = await ordering(order)
  const quantity = screen.getByLabelText('Cantidad de Cajas')
  await user.clear(quantity)
  await user.type(quantity, '2')
  await anotherSaves({ state: 'sent', actions: ['receive'] })
  await waitFor(() => expect(screen.queryByLabelText('Cantidad de Cajas')).toBeNull())
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what the server refuses of a line is said below its field', async () => {
  const issues = [{ path: 'lines.0.quantityMilli', message: 'El proveedor vende de a 10.' }]
  const { user } = await ordering(refuse(422, { code: 'kernel.invalid_input', title: 'Revisá los datos', issues }))
  await user.click(screen.getByRole('button', save))
  expect(await screen.findByText('El proveedor vende de a 10.')).toBeTruthy()
  expect(screen.getByLabelText('Cantidad de Cajas').getAttribute('aria-invalid')).toBe('true')
})

test('a line that is taken away is saved, also after a note was typed and taken back', async () => {
  const { user } = await ordering(order)
  const [quantity, note] = [screen.getByLabelText('Cantidad de Cajas'), screen.getByLabelText('Nota para el proveedor')]
  await user.clear(quantity)
  await user.type(quantity, '2')
  await user.type(note, 'x')
  await user.clear(note)
  await user.click(screen.getByRole('button', { name: 'Quitar Cajas' }))
  expect(screen.getByRole<HTMLButtonElement>('button', save).disabled).toBe(false)
})

test('a purchase leaves as it is on the screen: what is typed is saved before', async () => {
  const saved = { ...order, lines: [{ ...boxes, quantityMilli: 7000 }], actions: ['edit', 'send'], version: 2 }
  const { user } = await ordering(saved, ['edit', 'send'], { 'POST /purchase-orders/:id/sends': { ...saved, state: 'sent', actions: [] } })
  await user.click(screen.getByRole('button', { name: 'Enviar' }))
  const leaving = await screen.findByRole('dialog', { name: 'Enviar la orden' })
  expect(asked('PATCH').map(({ body }) => body)).toMatchObject([{ lines: [{ quantityMilli: 7000 }] }])
  await user.click(within(leaving).getByRole('button', { name: 'Enviar' }))
  await waitFor(() => expect(upon('POST')).toEqual(['"2"']))
})

test('a purchase that does not say how much is neither saved nor sent: that is said at the field', async () => {
  const { user } = await ordering(order, ['edit', 'send'])
  const quantity = screen.getByLabelText('Cantidad de Cajas')
  await user.clear(quantity)
  for (const name of ['Guardar borrador', 'Enviar']) {
    await user.click(screen.getByRole('button', { name }))
    await waitFor(() => expect(quantity.getAttribute('aria-invalid')).toBe('true'))
    await user.type(quantity, '3')
    await user.clear(quantity)
  }
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(asked('PATCH')).toEqual([])
})

test('a purchase that somebody has to agree to once it is saved is not sent, and why is said', async () => {
  const { user } = await ordering({ ...order, approval: 'needed', version: 2 }, ['edit', 'send'])
  await user.click(screen.getByRole('button', { name: 'Enviar' }))
  expect(await screen.findByText('No se puede: falta que la aprueben.')).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('who agrees to a purchase agrees to what is on the screen', async () => {
  const saved = { ...order, approval: 'needed', actions: ['edit', 'approve'], version: 2 }
  const { user } = await ordering(saved, ['edit', 'approve'], { 'PUT /purchase-orders/:id/approval': saved })
  await user.click(screen.getByRole('button', { name: 'Aprobar' }))
  await waitFor(() => expect([...upon('PATCH'), ...upon('PUT')]).toEqual(['"1"', '"2"']))
})

test.each([
  ['Rechazar', 'approve', 'PUT /purchase-orders/:id/approval'],
  ['Cancelar la orden', 'cancel', 'PUT /purchase-orders/:id/cancellation'],
])('what is typed in a purchase is saved before %s asks why', async (name, action, request) => {
  const saved = { ...order, lines: [{ ...boxes, quantityMilli: 7000 }], approval: 'needed', actions: ['edit', action], version: 2 }
  const { user, quantityIs } = await ordering(saved, ['edit', action], { [request]: { ...saved, actions: [], version: 3 } })
  await user.click(screen.getByRole('button', { name: 'Más acciones' }))
  await user.click(await screen.findByRole('menuitem', { name }))
  const asking = within(await screen.findByRole('dialog', { name }))
  expect(asked('PATCH').map(({ body }) => body)).toMatchObject([{ lines: [{ quantityMilli: 7000 }] }])
  await quantityIs('7')
  await user.type(asking.getByLabelText(/Por qué/), 'Es mucho')
  await user.click(asking.getByRole('button', { name }))
  await waitFor(() => expect(upon('PUT')).toEqual(['"2"']))
})

test('a purchase that is cancelled need not be completed before, and what was typed in vain is told of', async () => {
  const cancelled = { ...order, state: 'cancelled', actions: [], version: 2 }
  const { user, anotherSaves } = await ordering(order, ['edit', 'cancel'], { 'PUT /purchase-orders/:id/cancellation': cancelled })
  await user.clear(screen.getByLabelText('Cantidad de Cajas'))
  await user.click(screen.getByRole('button', { name: 'Más acciones' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Cancelar la orden' }))
  const asking = within(await screen.findByRole('dialog', { name: 'Cancelar la orden' }))
  await user.type(asking.getByLabelText(/Por qué/), 'Cerraron')
  await user.click(asking.getByRole('button', { name: 'Cancelar la orden' }))
  await waitFor(() => expect([...upon('PATCH'), ...upon('PUT')]).toEqual(['"1"']))
  await anotherSaves({ state: 'cancelled', actions: [] })
  expect((await screen.findByRole('alert')).textContent).toContain('Lo que escribiste no quedó guardado.')
})

test('a purchase that nobody has to agree to any more once it is saved says so to who agrees', async () => {
  const { user } = await ordering({ ...order, version: 2 }, ['edit', 'approve'])
  await user.click(screen.getByRole('button', { name: 'Aprobar' }))
  expect(await screen.findByText('No se puede: la orden no necesita aprobación.')).toBeTruthy()
  expect(asked('PUT')).toEqual([])
})

test('who cancels a purchase that somebody changed meanwhile is told in the window, and what was written there stays', async () => {
  const { user } = await ordering({ ...order, actions: ['edit', 'cancel'], version: 2 }, ['edit', 'cancel'], {
    'PUT /purchase-orders/:id/cancellation': refuse(409, { code: 'kernel.changed_meanwhile', title: 'Alguien cambió esto.' }),
  })
  await user.click(screen.getByRole('button', { name: 'Más acciones' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Cancelar la orden' }))
  const leaving = await screen.findByRole('dialog', { name: 'Cancelar la orden' })
  await user.type(within(leaving).getByLabelText(/Por qué/), 'Cerraron')
  await user.click(within(leaving).getByRole('button', { name: 'Cancelar la orden' }))
  expect((await within(leaving).findByRole('alert')).textContent).toContain('Alguien cambió esto.')
  expect(within(leaving).getByLabelText<HTMLTextAreaElement>(/Por qué/).value).toBe('Cerraron')
  expect(upon('PUT')).toEqual(['"2"'])
})

test('a draft that was called off is not called a draft, and nothing came of it', async () => {
  await render(<PurchasePage />, {
    answers: { 'GET /purchase-orders/:id': { ...order, state: 'cancelled', closedAt: '2026-11-21T12:00:00Z', actions: [] } },
    at: '/compras/o1',
    route: '/compras/$id',
  })
  expect(await screen.findByRole('heading', { name: 'Borrador cancelado' })).toBeTruthy()
  expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual(['Datos', 'Orden', 'Historial'])
})
