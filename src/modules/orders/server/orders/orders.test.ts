import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as tenants from '#identity/server/tenants.ts'
import { newId } from '#kernel/contract/ids.ts'
import type { Order } from '#orders/contract/order.ts'
import { aShop, line } from '#orders/server/testing/shop.ts'
import { type Given, counter, place, move, edit, history, all } from '#orders/server/testing/placed.ts'

test('an order is priced by the catalogue whatever the caller says, has a number, and is told', async (t) => {
  const { shop, chicken, drink } = await aShop(t)
  const marta = (
    await shop.http.post('/contacts', { kind: 'person', name: 'Marta Díaz', identities: [{ kind: 'phone', value: '+5493515550142' }] })
  ).body
  const lines = [
    { ...line(chicken, 2), unitPriceMinor: 1, totalMinor: 1, priceMinor: 1 },
    { ...line(drink), note: 'bien fría' },
  ]
  const { status, body } = await place(shop, lines, { contactId: marta.id, totalMinor: 1, note: 'Sin servilletas', currency: 'USD' })
  assert.equal(status, 200, JSON.stringify(body))
  const order = body as Order
  assert.match(order.number ?? '', /^PEG\d\d-00001$/)
  assert.deepEqual(
    [order.totalMinor, order.currency, order.state, order.paymentState, order.contactName, order.lineCount, order.note],
    [2_080_000, 'ARS', 'received', 'none', 'Marta Díaz', 2, 'Sin servilletas'],
  )
  assert.deepEqual(
    order.lines.map(({ name, quantityMilli, totalMinor, note, station }) => [name, quantityMilli, totalMinor, note, station]),
    [
      ['Pollo entero', 2000, 1_900_000, '', 'Parrilla'],
      ['Coca 1,5', 1000, 180_000, 'bien fría', null],
    ],
  )
  assert.equal(order.netMinor + order.taxMinor, order.totalMinor)
  assert.deepEqual((await shop.http.get(`/orders/${order.id}`)).body, order, 'as it was answered, so it is kept')
  const told = (await shop.events()).map(({ type }) => type).filter((type) => type.startsWith('orders.order'))
  assert.deepEqual(told, ['orders.order.moved', 'orders.order.placed'])
  const timeline = (await shop.http.get(`/contacts/${marta.id}/timeline`)).body.items
  assert.deepEqual([timeline[0].kind, timeline[0].href], ['orders.order-placed', `/pedidos/${order.id}`])
  for (const said of [order.number, 'marta', '351555', 'DIAZ marta'])
    assert.deepEqual(
      (await all(shop, `&search=${said}`)).map(({ id }) => id),
      [order.id],
      String(said),
    )
  const found = (await shop.http.get(`/search?text=${order.number}`)).body.items
  assert.deepEqual(
    found.map(({ kind, href }: { kind: string; href: string }) => [kind, href]),
    [['order', `/pedidos/${order.id}`]],
  )
  const totals = (await shop.http.get('/order-totals')).body
  assert.deepEqual([totals.openCount, totals.rows], [1, [{ currency: 'ARS', count: 1, totalMinor: 2_080_000, owedMinor: 2_080_000 }]])
  const quote = (await shop.http.post('/order-quotes', { ...counter, lines })).body
  assert.deepEqual([quote.quote.totalMinor, quote.trouble, (await all(shop)).length], [2_080_000, null, 1])
})

test('of 64 who bring the same source at once one makes the order, and all are told which; without it each makes one', async (t) => {
  const { shop, chicken } = await aShop(t)
  const race = (more: Given) => Promise.all(Array.from({ length: 64 }, () => place(shop, [line(chicken)], { door: 'whatsapp', ...more })))
  const same = await race({ sourceKey: 'wamid.42' })
  assert.deepEqual([...new Set(same.map(({ status }) => status))], [200])
  assert.equal(new Set(same.map(({ body }) => body.id)).size, 1)
  assert.equal((await all(shop)).length, 1)
  const other = await place(shop, [line(chicken)], { door: 'web', sourceKey: 'wamid.42' })
  assert.notEqual(other.body.id, same[0]?.body.id, 'at another door it is another order')
  await race({})
  const numbers = (await all(shop)).map(({ number }) => Number(number?.slice(-5))).toSorted((a, b) => a - b)
  assert.deepEqual(
    numbers,
    Array.from({ length: 66 }, (_, i) => i + 1),
    'no number is missing or there twice',
  )
  const key = { headers: { 'idempotency-key': 'one-press-twice' } }
  const [first, again] = [await place(shop, [line(chicken)], {}, key), await place(shop, [line(chicken)], {}, key)]
  assert.equal(first.body.id, again.body.id)
})

test('a draft has no number and may be thrown away; what leaves it costs what it costs then', async (t) => {
  const { shop, chicken, drink } = await aShop(t)
  const draft = (await place(shop, [line(chicken)], { state: 'draft' })).body as Order
  const other = (await place(shop, [line(drink)], { state: 'draft' })).body as Order
  assert.deepEqual([draft.number, draft.placedAt, draft.state], [null, null, 'draft'])
  assert.equal(
    (await shop.http.post(`/orders/${draft.id}/payments`, { method: 'cash', amountMinor: 1 })).body.code,
    'orders.payment_too_early',
  )
  assert.equal((await move(shop, draft.id, 'preparing')).body.code, 'orders.step_refused')
  await move(shop, draft.id, 'cancelled')
  const listed = await shop.http.post('/price-lists/main/prices', { items: [{ variantId: drink, amountMinor: 200_000 }] })
  assert.equal(listed.status, 200)
  const placed = (await move(shop, other.id, 'received')).body as Order
  assert.match(placed.number ?? '', /-00001$/)
  assert.deepEqual([placed.totalMinor, placed.lines[0]?.id], [200_000, other.lines[0]?.id])
})

test('what nobody can sell is refused in words and leaves no trace: no order, no number', async (t) => {
  const { shop, chicken, potatoes } = await aShop(t)
  const stranger = await aShop(t)
  const bad: [string, unknown, Given?][] = [
    ['nothing', []],
    ['a negative quantity', [line(chicken, -1)]],
    ['none of it', [line(chicken, 0)]],
    ['more than there is in the world', [line(chicken, 2_000_000)]],
    ['half a chicken', [line(chicken, 1.5)]],
    ['a quantity that is no number', [{ variantId: chicken, quantityMilli: 'muchos' }]],
    ['what does not exist', [line(newId())]],
    ['what others sell', [line(stranger.chicken)]],
    ['a modifier of nothing', [line(chicken, 1, { modifierIds: [newId()] })]],
    ['for nobody', [line(chicken)], { contactId: newId() }],
    ['of no brand', [line(chicken)], { brandId: stranger.shop.brandId }],
    ['to nowhere', [line(chicken)], { fulfilment: 'delivery' }],
    ['of a talk that is not ours', [line(chicken)], { conversationId: newId() }],
    ['a fee by who may not say it', [line(chicken)], { zoneId: newId(), fulfilment: 'delivery', address: { text: 'Colón 1' } }],
    ['a thousand lines', Array.from({ length: 1000 }, () => line(potatoes))],
  ]
  for (const [what, lines, more] of bad) {
    const { status, body } = await place(shop, lines, more)
    assert.ok(status >= 400 && status < 500, `${what}: ${status}`)
    assert.ok(typeof body.title === 'string' && body.title !== '', what)
  }
  assert.equal((await all(shop)).length, 0)
  const agent = shop.as({ permissions: ['orders.take-orders', 'orders.read-orders'] })
  const byHand = { fulfilment: 'delivery', address: { text: 'Ruta 9' }, byHand: { feeMinor: 0 } }
  assert.equal((await place(agent, [line(chicken)], byHand)).status, 403)
  const fine = await place(shop, [line(potatoes, 1.234)])
  assert.match(fine.body.number, /-00001$/, 'nobody had the first number')
  assert.equal(fine.body.totalMinor, 370_200)
  const id = fine.body.id
  const foreign = [
    stranger.shop.http.get(`/orders/${id}`),
    move(stranger.shop, id, 'confirmed'),
    edit(stranger.shop, fine.body, { note: 'x' }),
    stranger.shop.http.post(`/orders/${id}/payments`, { method: 'cash', amountMinor: 1 }),
  ]
  assert.deepEqual(
    (await Promise.all(foreign)).map(({ status }) => status),
    [404, 404, 404, 404],
  )
})

test('a coupon that ends between what was shown and the order is told with both sums, and what was placed before keeps it', async (t) => {
  const { shop, chicken } = await aShop(t)
  const endsAt = new Date(shop.clock.now().getTime() + 60_000).toISOString()
  const made = await shop.http.post('/promotions', {
    name: 'Hasta las doce',
    rule: { kind: 'order_percent', basisPoints: 1000 },
    needsCoupon: true,
    endsAt,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  await shop.http.post(`/promotions/${made.body.id}/coupons`, { codes: ['DOCE'] })
  const asked = { couponCodes: ['doce'], expectedTotalMinor: 855_000 }
  const quoted = (await shop.http.post('/order-quotes', { ...counter, lines: [line(chicken)], couponCodes: ['doce'] })).body
  assert.equal(quoted.quote?.totalMinor, 855_000, JSON.stringify(quoted))
  shop.clock.advance({ ms: 59_999 })
  const before = await place(shop, [line(chicken)], asked)
  assert.deepEqual([before.status, before.body.totalMinor], [200, 855_000])
  shop.clock.advance({ ms: 1 })
  const late = await place(shop, [line(chicken)], asked)
  assert.deepEqual([late.status, late.body.code, late.body.details.totalMinor], [409, 'orders.total_changed', 950_000])
  assert.match(late.body.title, /8\.550,00.*9\.500,00/)
  assert.equal((await all(shop)).length, 1, 'nothing was taken')
  const edited = await edit(shop, before.body, { lines: [line(chicken, 2)] })
  assert.deepEqual([edited.status, edited.body.totalMinor], [200, 1_710_000], 'it costs what it cost when it was placed')
  const agreed = await place(shop, [line(chicken)], { ...asked, expectedTotalMinor: 950_000 })
  assert.deepEqual([agreed.body.totalMinor, agreed.body.promotions[0]?.refusal], [950_000, 'expired'])
  assert.match(agreed.body.number, /-00002$/, 'what was refused had no number')
})

test('an order goes its way with its history, comes back when somebody pressed the wrong button, and is called off for a reason', async (t) => {
  const { shop, chicken } = await aShop(t)
  const order = (await place(shop, [line(chicken)])).body as Order
  for (const state of ['confirmed', 'preparing', 'ready', 'preparing', 'ready', 'delivered'])
    assert.equal((await move(shop, order.id, state)).status, 200, state)
  const done = (await shop.http.get(`/orders/${order.id}`)).body as Order
  assert.ok(done.confirmedAt && done.readyAt && done.closedAt)
  assert.deepEqual([done.dispatchedAt, done.lines[0]?.deliveredMilli], [null, 1000])
  assert.equal((await move(shop, order.id, 'delivered')).body.version, done.version, 'where it is already nothing changes')
  assert.equal((await move(shop, order.id, 'cancelled', 'No vino')).body.code, 'orders.step_refused')
  const back = (await move(shop, order.id, 'ready')).body as Order
  assert.deepEqual([back.closedAt, back.lines[0]?.deliveredMilli], [null, 0])
  const agent = shop.as({ name: 'Beto', permissions: ['orders.read-orders', 'orders.move-orders'] })
  assert.equal((await move(agent, order.id, 'cancelled', 'No vino')).status, 403)
  assert.equal((await move(shop, order.id, 'cancelled')).body.code, 'orders.reason_missing')
  const off = (await move(shop, order.id, 'cancelled', 'No vino a buscarlo')).body as Order
  assert.deepEqual([off.state, off.cancelReason], ['cancelled', 'No vino a buscarlo'])
  assert.deepEqual(
    (await history(shop, order.id)).map(({ toState }) => toState),
    ['cancelled', 'ready', 'delivered', 'ready', 'preparing', 'ready', 'preparing', 'confirmed', 'received'],
  )
  const told = (await shop.events()).map(({ type }) => type).filter((type) => /delivered|cancelled/.test(type))
  assert.deepEqual(told, ['orders.order.delivered', 'orders.order.cancelled'])
  const steps = (await shop.http.get('/ordering')).body.items[0]
  const states = steps.states.map((one: Given) => (one['state'] === 'confirmed' ? { ...one, isUsed: false } : one))
  const put = (body: Given, version: number) =>
    shop.http.put(`/ordering/${shop.brandId}`, body, { headers: { 'if-match': `"${version}"` } })
  const saved = await put({ ...steps, states, mayGoBack: false, prefix: 'gallo' }, steps.version)
  assert.deepEqual([saved.status, saved.body.prefix], [200, 'GALLO'])
  assert.equal((await put({ ...steps, states }, steps.version)).status, 409, 'of two who set it up the second is told')
  const never = steps.states.map((one: Given) => (one['state'] === 'delivered' ? { ...one, isUsed: false } : one))
  assert.equal((await put({ ...steps, states: never }, saved.body.version)).body.code, 'orders.states_wrong')
  const next = (await place(shop, [line(chicken)])).body as Order
  assert.match(next.number ?? '', /^GALLO\d\d-00002$/)
  assert.equal((await move(shop, next.id, 'confirmed')).body.details.why, 'unused')
  await move(shop, next.id, 'preparing')
  assert.equal((await move(shop, next.id, 'received')).body.details.why, 'no_way_back')
})

test('somebody takes it on and somebody brings it, both of the house; what they had in hand is nobody’s when they leave', async (t) => {
  const { shop, chicken } = await aShop(t)
  const order = (await place(shop, [line(chicken)])).body as Order
  const colleague = (name: string) =>
    shop.run(async (ctx) => {
      const email = `${ctx.newId()}@example.com`
      return (await tenants.createPerson(ctx, { name, email, password: 'pollos-con-papas', preset: 'team-agent', teamIds: [] })).personId
    })
  const [cook, rider] = [await colleague('Lautaro Medina'), await colleague('Camila Sosa')]
  const give = (people: Given) => shop.http.put(`/orders/${order.id}/people`, people)
  assert.equal((await give({ driverId: newId() })).body.code, 'orders.colleague_unknown')
  const given = (await give({ assigneeId: cook, driverId: rider })).body as Order
  assert.deepEqual([given.assigneeId, given.driverId, given.version], [cook, rider, order.version + 1])
  assert.equal((await give({ driverId: rider })).body.version, given.version, 'who has it already changes nothing')
  const [event] = await history(shop, order.id)
  assert.deepEqual([event?.kind, event?.detail], ['assigned', { assigneeName: 'Lautaro Medina', driverName: 'Camila Sosa' }])
  assert.equal((await shop.http.delete(`/members/${rider}`)).status, 200)
  await shop.settle()
  const left = (await shop.http.get(`/orders/${order.id}`)).body as Order
  assert.deepEqual([left.assigneeId, left.driverId], [cook, null])
})
