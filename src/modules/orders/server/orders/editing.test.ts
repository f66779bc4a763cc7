import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newId } from '#kernel/contract/ids.ts'
import type { Order } from '#orders/contract/order.ts'
import { aShop, line } from '#orders/server/testing/shop.ts'
import { type Given, place, move, edit, history, kept } from '#orders/server/testing/placed.ts'

test('somebody who changes everything three times gets the last of it, the kitchen sees each change, and of two agents the second is told', async (t) => {
  const { shop, chicken, drink, potatoes } = await aShop(t)
  let order = (await place(shop, [line(chicken), line(drink)], { state: 'confirmed' })).body as Order
  const same = (one: Order['lines'][number]) => ({ id: one.id, variantId: one.variantId, quantityMilli: one.quantityMilli, note: one.note })
  const [first, second] = order.lines as [Order['lines'][number], Order['lines'][number]]
  const added = await edit(shop, order, { lines: [same(first), same(second), line(potatoes, 0.5)] })
  assert.equal(added.status, 200, JSON.stringify(added.body))
  const late = await edit(shop, order, { lines: [same(first)] })
  assert.deepEqual([late.status, late.body.code, late.body.details.version], [409, 'kernel.changed_meanwhile', added.body.version])
  order = added.body
  assert.deepEqual([order.totalMinor, kept(order).map(({ amendment }) => amendment)], [1_280_000, [0, 0, 1]])
  order = (await edit(shop, order, { lines: [{ ...same(first), quantityMilli: 2000 }, same(second)], note: 'Que sean dos' })).body
  order = (await edit(shop, order, { lines: [same(second), line(chicken, 1, { note: 'sin piel' })] })).body
  assert.deepEqual(
    kept(order).map(({ name, quantityMilli, amendment, note }) => [name, quantityMilli, amendment, note]),
    [
      ['Coca 1,5', 1000, 0, ''],
      ['Pollo entero', 1000, 3, 'sin piel'],
    ],
  )
  assert.equal(order.lines.length - kept(order).length, 3, 'what was taken out is still told')
  assert.deepEqual([order.totalMinor, order.lineCount, order.note], [1_130_000, 2, 'Que sean dos'])
  const [last] = await history(shop, order.id)
  assert.deepEqual([last?.kind, last?.detail['fromTotalMinor'], last?.detail['toTotalMinor']], ['edited', 2_080_000, 1_130_000])
  assert.deepEqual(
    ((last?.detail['difference'] ?? []) as Given[]).map((one) => [one['name'], one['fromMilli'], one['toMilli'], one['note']]),
    [
      ['Pollo entero', 2000, 0, ''],
      ['Pollo entero', 0, 1000, 'sin piel'],
    ],
  )
  assert.equal((await edit(shop, order, { lines: [{ ...line(chicken), id: newId() }] })).body.code, 'orders.line_unknown')
  shop.clock.advance({ hours: 1 })
  await shop.http.post('/price-lists/main/prices', { items: [{ variantId: drink, amountMinor: 999_000 }] })
  await shop.http.put('/product-availability', { variantIds: [chicken], availability: 'sold-out' })
  const renamed = await edit(shop, order, { note: 'Tocar timbre' })
  assert.deepEqual([renamed.status, renamed.body.totalMinor], [200, 1_130_000], 'what was promised holds, sold out or dearer by now')
  await move(shop, order.id, 'delivered')
  const closed = await edit(shop, (await shop.http.get(`/orders/${order.id}`)).body, { note: 'x' })
  assert.equal(closed.body.code, 'orders.order_closed')
})
