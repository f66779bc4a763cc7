import type { TestPerson } from '#kernel/testing/org.ts'
import type { Order, OrderEvent } from '#orders/contract/order.ts'

export type Given = Record<string, unknown>
export const counter = { door: 'counter', fulfilment: 'pickup' }

export const place = (shop: Pick<TestPerson, 'http'>, lines: unknown, more: Given = {}, options: object = {}) =>
  shop.http.post('/orders', { ...counter, lines, ...more }, options)

export const move = (shop: Pick<TestPerson, 'http'>, id: string, state: string, reason?: string) =>
  shop.http.put(`/orders/${id}/state`, { state, ...(reason && { reason }) })

export const edit = (shop: Pick<TestPerson, 'http'>, order: Pick<Order, 'id' | 'version'>, changes: Given) =>
  shop.http.patch(`/orders/${order.id}`, changes, { headers: { 'if-match': `"${order.version}"` } })

export const history = async (shop: TestPerson, id: string): Promise<OrderEvent[]> =>
  (await shop.http.get(`/orders/${id}/events`)).body.items
export const all = async (shop: TestPerson, query = ''): Promise<Order[]> => (await shop.http.get(`/orders?limit=200${query}`)).body.items
export const kept = (order: Order) => order.lines.filter(({ removedAt }) => removedAt === null)
