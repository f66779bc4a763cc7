import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import type { Kitchen, Ticket } from '#orders/contract/kitchen.ts'
import type { Order } from '#orders/contract/order.ts'
import { aProduct } from '#orders/server/testing/shop.ts'

export type Given = Record<string, unknown>
export type Kitchened = Shop & { chicken: string; fries: string; drink: string; conversationId: string }
export const from = '5491155550101'

/** A shop with a grill, a fryer and a fridge, and a customer who wrote a moment ago. */
export async function aKitchen(t: TestContext): Promise<Kitchened> {
  const shop = await aShop(t)
  const chicken = await aProduct(shop, { name: 'Pollo entero', variants: [{ sku: 'POLLO' }], station: 'Parrilla' }, 950_000)
  const fries = await aProduct(shop, { name: 'Papas', variants: [{ sku: 'PAPAS' }], station: 'Freidora' }, 300_000)
  const drink = await aProduct(shop, { name: 'Coca 1,5', variants: [{ sku: 'COCA' }] }, 180_000)
  await shop.hear({ from, text: 'Hola' })
  return { ...shop, chicken, fries, drink, conversationId: only(await shop.list()).id }
}

/** An order that the kitchen has at once, unless the test says otherwise. */
export async function place(shop: Kitchened, lines: unknown, more: Given = {}): Promise<Order> {
  const order = { door: 'whatsapp', fulfilment: 'pickup', state: 'confirmed', conversationId: shop.conversationId, lines, ...more }
  const { status, body } = await shop.http.post('/orders', order)
  assert.equal(status, 200, JSON.stringify(body))
  return body
}

export const kitchen = async (shop: Shop): Promise<Ticket[]> => ((await shop.http.get('/kitchen')).body as Kitchen).tickets

export const prepare = (shop: Shop, id: string, lineIds: string[], isPrepared = true) =>
  shop.http.put(`/kitchen-tickets/${id}/lines`, { lineIds, isPrepared })

export const move = async (shop: Shop, id: string, state: string, reason?: string) => {
  const { status, body } = await shop.http.put(`/orders/${id}/state`, { state, ...(reason && { reason }) })
  assert.equal(status, 200, JSON.stringify(body))
}
