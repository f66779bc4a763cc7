import { screen, waitFor } from '@testing-library/react'
import { afterEach, expect, test, vi } from 'vitest'
import type { Ticket, TicketLine } from '#orders/contract/kitchen.ts'
import { canMoveOrders, canReadOrders } from '#orders/contract/permissions.ts'
import { inColumns } from '#orders/web/kitchen/columns.ts'
import { KitchenPage } from '#orders/web/kitchen/kitchen.page.tsx'
import { isDone, tapped, urgencyOf } from '#orders/web/kitchen/tapped.ts'
import { askedFor } from '#web/testing/edge.ts'
import { render } from '#web/testing/render.tsx'

const line = (id: string, own: Partial<TicketLine> = {}): TicketLine => ({
  id,
  name: id,
  unit: 'piece',
  quantityMilli: 1000,
  modifiers: [],
  note: '',
  parts: [],
  station: null,
  preparedAt: null,
  change: null,
  ...own,
})
const ticket = (id: string, lines: TicketLine[], own: Partial<Ticket> = {}): Ticket => ({
  id,
  number: `EG26-0000${id}`,
  brandId: 'b',
  contactName: null,
  door: 'counter',
  state: 'confirmed',
  fulfilment: 'pickup',
  tableName: null,
  note: '',
  since: '2026-11-21T12:00:00.000Z',
  wantedAt: null,
  promisedAt: '2026-11-21T12:30:00.000Z',
  amendment: 0,
  alert: null,
  cancelReason: null,
  lines,
  ...own,
})
const now = '2026-11-21T12:10:00.000Z'
const lines = (id: string, lineIds: string[], isPrepared = true) => ({ kind: 'lines' as const, input: { id, lineIds, isPrepared } })

test('taps that are not sent yet are seen as done, in their order', () => {
  const two = [ticket('1', [line('a', { station: 'Parrilla' }), line('b', { station: 'Barra' }), line('c')]), ticket('2', [line('d')])]
  const [first] = tapped(two, [lines('1', ['a']), lines('1', ['b']), lines('1', ['b'], false)], now)
  expect(first?.lines.map(({ preparedAt }) => preparedAt)).toEqual([now, null, null])
  expect(first?.state).toBe('preparing')
  expect(isDone(first as Ticket, 'Parrilla')).toBe(true)
  expect(isDone(first as Ticket, null)).toBe(false)
  const [done] = tapped(two, [lines('1', ['a', 'b'])], now)
  expect(isDone(done as Ticket, null), 'what has no station is for whoever packs').toBe(true)
})

test('what was called off goes when it was seen, and a change that came later is not seen with it', () => {
  const off = ticket('1', [line('a')], { alert: 'cancelled', state: 'cancelled' })
  expect(tapped([off], [{ kind: 'seen', input: { id: '1', amendment: 0 } }], now)).toEqual([])
  const changed = ticket('2', [line('a', { change: 'added' }), line('b', { change: 'removed' })], { alert: 'changed', amendment: 2 })
  expect(tapped([changed], [{ kind: 'seen', input: { id: '2', amendment: 1 } }], now)[0]?.alert).toBe('changed')
  const [seen] = tapped([changed], [{ kind: 'seen', input: { id: '2', amendment: 2 } }], now)
  expect([seen?.alert, seen?.lines.map(({ id }) => id)]).toEqual([null, ['a']])
})

test('the colour follows what was promised, and tickets fill the columns from the first', () => {
  expect(['2026-11-21T12:10:00.000Z', '2026-11-21T12:15:00.000Z', '2026-11-21T12:15:01.000Z'].map((at) => urgencyOf(at, now))).toEqual([
    'late',
    'soon',
    'calm',
  ])
  const tall = ticket(
    '1',
    ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => line(id)),
  )
  const all = [tall, ...['2', '3', '4'].map((id) => ticket(id, [line(id)]))]
  expect(inColumns(all, 2).map((column) => column.map(({ id }) => id))).toEqual([['1'], ['2', '3', '4']])
})

afterEach(() => localStorage.clear())

test('without a connection taps wait on the tablet, it says how many, and each goes out once when there is one again', async () => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  )
  let isReachable = false
  let left = [ticket('1', [line('pollo'), line('papas')])]
  const { user } = await render(<KitchenPage />, {
    at: '/cocina',
    route: '/cocina',
    session: { permissions: [canReadOrders.code, canMoveOrders.code] },
    answers: {
      'GET /kitchen': () => ({ tickets: left, isCut: false }),
      'GET /kitchen-stations': { items: [] },
      'PUT /kitchen-tickets/:id/lines': () => {
        if (!isReachable) throw new TypeError('Failed to fetch')
        left = []
        return {}
      },
    },
  })
  await user.click(await screen.findByRole('button', { name: /pollo/ }))
  await user.click(screen.getByRole('button', { name: /papas/ }))
  expect(await screen.findByText('2 toques sin enviar')).not.toBeNull()
  expect(screen.queryByText('#1'), 'as far as whoever cooks is concerned it is done').toBeNull()
  const before = askedFor().length
  isReachable = true
  window.dispatchEvent(new Event('online'))
  await waitFor(() => expect(screen.queryByText(/sin enviar/)).toBeNull())
  const sent = askedFor()
    .slice(before)
    .filter(({ method }) => method === 'PUT')
  expect(sent.map(({ body }) => (body as { lineIds: string[] }).lineIds)).toEqual([['pollo'], ['papas']])
  expect(new Set(sent.map(({ headers }) => headers.get('idempotency-key'))).size).toBe(2)
  expect(await screen.findByText('No hay nada por preparar')).not.toBeNull()
})
