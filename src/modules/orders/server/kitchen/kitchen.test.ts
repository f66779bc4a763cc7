import assert from 'node:assert/strict'
import { test } from 'node:test'
import { only, type Shop } from '#conversations/server/testing/stage.ts'
import type { Order } from '#orders/contract/order.ts'
import { line } from '#orders/server/testing/shop.ts'
import { type Given, aKitchen, place, kitchen, prepare, move } from '#orders/server/testing/kitchen.ts'

const stateOf = async (shop: Shop, id: string): Promise<string> => (await shop.http.get(`/orders/${id}`)).body.state
const idOf = ({ lines }: Order, name: string): string => lines.find((one) => one.name === name)?.id ?? ''

test('the kitchen has what is confirmed, what was promised first first, and the order follows what is done of it', async (t) => {
  const shop = await aKitchen(t)
  const soon = new Date(shop.clock.now().getTime() + 10 * 60_000).toISOString()
  const late = await place(shop, [line(shop.chicken), line(shop.fries, 2), line(shop.drink)])
  const first = await place(shop, [line(shop.drink)], { wantedAt: soon })
  await place(shop, [line(shop.chicken)], { state: 'received' })
  const shown = await kitchen(shop)
  assert.deepEqual(
    shown.map(({ id, alert, lines }) => [id, alert, lines.length]),
    [
      [first.id, null, 1],
      [late.id, null, 3],
    ],
  )
  assert.equal(JSON.stringify(shown).includes('Minor'), false, 'who cooks does not see what it costs')
  assert.equal((await prepare(shop, late.id, [idOf(late, 'Pollo entero')])).status, 200)
  assert.equal(await stateOf(shop, late.id), 'preparing', 'with the first line it is in preparation')
  await prepare(shop, late.id, [idOf(late, 'Papas')])
  assert.equal(await stateOf(shop, late.id), 'ready', 'what comes out of the fridge is for whoever packs')
  assert.deepEqual(
    (await kitchen(shop)).map(({ id }) => id),
    [first.id],
  )
  await prepare(shop, late.id, [idOf(late, 'Papas')], false)
  assert.equal(await stateOf(shop, late.id), 'preparing', 'taken back within some minutes')
  const again = (await kitchen(shop)).find(({ id }) => id === late.id)
  assert.deepEqual(
    again?.lines.map(({ preparedAt }) => preparedAt !== null),
    [true, false, false],
  )
  const version = (await shop.http.get(`/orders/${late.id}`)).body.version
  await prepare(shop, late.id, [idOf(late, 'Pollo entero')])
  assert.equal((await shop.http.get(`/orders/${late.id}`)).body.version, version, 'the same tap twice changes nothing')
  await prepare(shop, first.id, [idOf(first, 'Coca 1,5')])
  assert.equal(await stateOf(shop, first.id), 'ready', 'where no line has a station all are to be done')
  const waiter = shop.as({ permissions: ['orders.read-orders'] })
  assert.equal((await waiter.http.get('/kitchen')).status, 200)
  assert.equal((await waiter.http.put(`/kitchen-tickets/${late.id}/lines`, { lineIds: [late.lines[0]?.id], isPrepared: true })).status, 403)
})

test('what a brand does not use is passed over, and taking back works within minutes where nothing goes back', async (t) => {
  const shop = await aKitchen(t)
  const steps = (await shop.http.get('/ordering')).body.items[0]
  const states = steps.states.map((one: Given) =>
    one['state'] === 'confirmed' || one['state'] === 'preparing' ? { ...one, isUsed: false } : one,
  )
  const body = { ...steps, states, mayGoBack: false, prefix: 'GALLO' }
  const put = await shop.http.put(`/ordering/${shop.brandId}`, body, { headers: { 'if-match': `"${steps.version}"` } })
  assert.equal(put.status, 200, JSON.stringify(put.body))
  const order = await place(shop, [line(shop.chicken), line(shop.fries)])
  const [chicken, fries] = [idOf(order, 'Pollo entero'), idOf(order, 'Papas')]
  assert.deepEqual([order.state, (await kitchen(shop)).length], ['received', 1], 'who confirms nothing cooks what comes in')
  await prepare(shop, order.id, [chicken])
  assert.equal(await stateOf(shop, order.id), 'received')
  await prepare(shop, order.id, [fries])
  await prepare(shop, order.id, [fries], false)
  assert.equal(await stateOf(shop, order.id), 'received')
  await prepare(shop, order.id, [fries])
  shop.clock.advance({ minutes: 6 })
  await prepare(shop, order.id, [fries], false)
  assert.equal(await stateOf(shop, order.id), 'ready', 'later only who runs the board can')
  await move(shop, order.id, 'delivered')
  assert.equal((await prepare(shop, order.id, [fries])).body.code, 'orders.order_closed')
})

test('what was changed or called off is shown as such until somebody in the kitchen has seen it', async (t) => {
  const shop = await aKitchen(t)
  const order = await place(shop, [line(shop.chicken), line(shop.fries)])
  const keep = order.lines
    .filter(({ name }) => name === 'Pollo entero')
    .map(({ id, variantId, quantityMilli }) => ({ id, variantId, quantityMilli }))
  const edited = await shop.http.patch(
    `/orders/${order.id}`,
    { lines: [...keep, line(shop.drink, 2)] },
    { headers: { 'if-match': `"${order.version}"` } },
  )
  assert.equal(edited.status, 200, JSON.stringify(edited.body))
  const changed = only(await kitchen(shop))
  assert.equal(changed.alert, 'changed')
  assert.deepEqual(changed.lines.map(({ name, change }) => [name, change]).toSorted(), [
    ['Coca 1,5', 'added'],
    ['Papas', 'removed'],
    ['Pollo entero', null],
  ])
  assert.equal((await shop.http.put(`/kitchen-tickets/${order.id}/sight`, { amendment: 0 })).status, 200)
  assert.equal(only(await kitchen(shop)).alert, 'changed', 'who saw what was before has not seen this')
  shop.clock.advance({ seconds: 5 })
  await shop.http.put(`/kitchen-tickets/${order.id}/sight`, { amendment: changed.amendment })
  const seen = only(await kitchen(shop))
  assert.deepEqual(
    [seen.alert, seen.lines.map(({ name, change }) => [name, change])],
    [
      null,
      [
        ['Pollo entero', null],
        ['Coca 1,5', null],
      ],
    ],
  )
  shop.clock.advance({ seconds: 5 })
  await move(shop, order.id, 'cancelled', 'Se arrepintió')
  const off = only(await kitchen(shop))
  assert.deepEqual([off.alert, off.cancelReason], ['cancelled', 'Se arrepintió'])
  shop.clock.advance({ seconds: 5 })
  await shop.http.put(`/kitchen-tickets/${order.id}/sight`, { amendment: off.amendment })
  assert.deepEqual(await kitchen(shop), [])
})
