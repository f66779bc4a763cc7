import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aShop as aShopThatTalks, only } from '#conversations/server/testing/stage.ts'
import { aProduct, aShop, line } from '#orders/server/testing/shop.ts'
import { lookAtDates } from '#orders/server/recurring/making.job.ts'
import * as store from '#orders/server/recurring/recurring.store.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'

type Given = Record<string, unknown>

async function aShopWithRegulars(t: TestContext) {
  const made = await aShop(t)
  const { shop } = made
  const marta = (
    await shop.http.post('/contacts', { kind: 'person', name: 'Marta Díaz', identities: [{ kind: 'phone', value: '+34600000111' }] })
  ).body
  const zone = (await shop.http.get('/organization')).body.zone as string
  const today = () => dayIn(zone, shop.clock.now())
  const inDays = (days: number) => addDays(today(), days)
  const repeat = async (given: Given = {}) => {
    const said = { contactId: marta.id, startsOn: today(), rhythm: 'week', fulfilment: 'pickup', lines: [line(made.chicken, 2)], ...given }
    const { status, body } = await shop.http.post('/recurring-orders', said)
    assert.equal(status, 200, JSON.stringify(body))
    return body
  }
  const look = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(lookAtDates, {})))
    await shop.settle()
  }
  /** Early in the afternoon, when orders are made and customers are asked, so many days from now. */
  const goTo = async (days: number) => {
    const wall = new Date(shop.clock.now().toLocaleString('sv-SE', { timeZone: zone }).replace(' ', 'T') + 'Z')
    shop.clock.advance({ hours: days * 24 + 13 - wall.getUTCHours() })
    await look()
  }
  const orders = async () =>
    (await shop.http.get(`/orders?contactId=${marta.id}&sort=createdAt`)).body.items as {
      id: string
      state: string
      number: string | null
      totalMinor: number
      note: string
    }[]
  const one = async (id: string) =>
    ((await shop.http.get('/recurring-orders')).body.items as Given[]).find((each) => each['id'] === id) as any
  const tasks = async () => (await shop.http.get('/tasks')).body.items as { title: string; notes: string }[]
  return { ...made, marta, today, inDays, repeat, look, goTo, orders, one, tasks }
}

test('an order comes again on each of its dates, once, at the prices of that day', async (t) => {
  const { shop, chicken, inDays, today, repeat, look, goTo, orders, one } = await aShopWithRegulars(t)
  const { id, nextOn } = await repeat({ wantedMinute: 1290 })
  assert.equal(nextOn, today())
  await goTo(0)
  await look()
  assert.deepEqual(
    (await orders()).map(({ state, totalMinor }) => [state, totalMinor]),
    [['confirmed', 1_900_000]],
  )
  assert.equal((await one(id)).nextOn, inDays(7))
  assert.equal((await one(id)).lastRun.outcome, 'made')

  await shop.http.post('/price-lists/main/prices', { items: [{ variantId: chicken, amountMinor: 1_000_000 }] })
  await goTo(6)
  assert.equal((await orders()).length, 1, 'it is not the day yet')
  await goTo(1)
  assert.deepEqual(
    (await orders()).map(({ totalMinor }) => totalMinor),
    [1_900_000, 2_000_000],
  )
  const [, second] = await orders()
  const { wantedAt } = (await shop.http.get(`/orders/${second?.id}`)).body
  assert.equal(
    new Date(wantedAt).toLocaleTimeString('es', {
      timeZone: (await shop.http.get('/organization')).body.zone,
      hour: '2-digit',
      minute: '2-digit',
    }),
    '21:30',
  )

  // The same date again, as if its end had been lost: the order that is there is found, none is made.
  await shop.run(async (ctx) => {
    const row = await store.lock(ctx, id)
    if (row) await store.update(ctx, { ...row, nextOn: inDays(0) })
  })
  await look()
  assert.equal((await orders()).length, 2)
})

test('what is in it is changed for the dates to come, and what came before stays as it was', async (t) => {
  const { shop, chicken, drink, repeat, goTo, orders, one } = await aShopWithRegulars(t)
  const { id } = await repeat()
  await goTo(0)
  const { version } = await one(id)
  const lines = [line(chicken, 1), line(drink, 3, { note: 'Bien frías' })]
  const { status, body } = await shop.http.patch(`/recurring-orders/${id}`, { lines }, { headers: { 'if-match': `"${version}"` } })
  assert.equal(status, 200, JSON.stringify(body))
  assert.ok(
    body.lines.every(({ productId }: Given) => typeof productId === 'string'),
    'whoever edits it again finds its products',
  )
  await goTo(7)
  const kept = await Promise.all((await orders()).map(async (order) => (await shop.http.get(`/orders/${order.id}`)).body.lines as Given[]))
  assert.deepEqual(
    kept.map((each) => each.map(({ name, quantityMilli, note }) => [name, quantityMilli, note])),
    [
      [['Pollo entero', 2000, '']],
      [
        ['Pollo entero', 1000, ''],
        ['Coca 1,5', 3000, 'Bien frías'],
      ],
    ],
  )
})

test('a date is skipped once, none counts while it is paused, and after the last there is none', async (t) => {
  const { shop, inDays, repeat, goTo, orders, one } = await aShopWithRegulars(t)
  const { id } = await repeat({ startsOn: inDays(1), endsOn: inDays(22) })
  assert.deepEqual((await shop.http.get(`/recurring-orders/${id}/runs`)).body.items, [])
  const skip = (on: string) => shop.http.post(`/recurring-orders/${id}/skips`, { on })
  assert.equal((await skip(inDays(1))).body.nextOn, inDays(8))
  assert.equal((await skip(inDays(1))).body.code, 'orders.recurring_moved', 'whoever presses it too skips nothing more')
  await goTo(1)
  assert.deepEqual(await orders(), [])
  assert.equal((await shop.http.put(`/recurring-orders/${id}/state`, { state: 'paused' })).body.state, 'paused')
  await goTo(8)
  assert.deepEqual(await orders(), [], 'a paused one makes none')
  assert.equal(
    (await shop.http.put(`/recurring-orders/${id}/state`, { state: 'active' })).body.nextOn,
    inDays(6),
    'it goes on with the first date to come',
  )
  await goTo(6)
  assert.equal((await orders()).length, 1)
  assert.equal((await one(id)).nextOn, inDays(7))
  await goTo(7)
  assert.equal((await orders()).length, 2)
  const [ended] = (await shop.http.get('/recurring-orders?show=ended')).body.items
  assert.deepEqual([ended.id, ended.state, ended.nextOn], [id, 'ended', null])
  assert.equal((await shop.http.put(`/recurring-orders/${id}/state`, { state: 'active' })).body.code, 'orders.recurring_ended')
  const { items } = (await shop.http.get(`/recurring-orders/${id}/runs`)).body
  assert.deepEqual(
    items.map((run: { outcome: string }) => run.outcome),
    ['made', 'made', 'skipped'],
  )
})

test('what is out of stock is left out and told to a person, and what nothing is left of makes no order', async (t) => {
  const { shop, chicken, drink, repeat, goTo, orders, one, tasks } = await aShopWithRegulars(t)
  const gone = (variantId: string) => shop.http.put('/product-availability', { variantIds: [variantId], availability: 'sold-out' })
  const { id } = await repeat({ lines: [line(chicken), line(drink, 3)] })
  await gone(drink)
  await goTo(0)
  const [draft] = await orders()
  assert.deepEqual([draft?.state, draft?.number, draft?.totalMinor], ['draft', null, 950_000])
  assert.match(draft?.note ?? '', /No hay: Coca 1,5/)
  assert.deepEqual(
    (await tasks()).map(({ title, notes }) => [title, notes]),
    [['Revisar el pedido programado de Marta Díaz', 'No hay: Coca 1,5']],
  )
  await gone(chicken)
  await goTo(7)
  assert.equal((await orders()).length, 1)
  assert.deepEqual((await one(id)).lastRun.leftOut, ['Pollo entero', 'Coca 1,5'])
  assert.ok((await tasks()).some(({ title }) => title === 'No se pudo armar el pedido programado de Marta Díaz'))
})

test('where no zone reaches any more the order waits as a draft, with the reason', async (t) => {
  const { shop, repeat, goTo, orders, tasks } = await aShopWithRegulars(t)
  const address = { text: 'Ruta 9 km 30', latitude: -31.2, longitude: -64 }
  await repeat({ fulfilment: 'delivery', address })
  await shop.http.post('/delivery-zones', {
    brandId: shop.brandId,
    name: 'Centro',
    area: { kind: 'radius', latitude: -31.4167, longitude: -64.1833, meters: 2000 },
    feeMinor: 80_000,
    minutes: 40,
  })
  await goTo(0)
  assert.deepEqual(
    (await orders()).map(({ state }) => state),
    ['draft'],
  )
  assert.match((await tasks())[0]?.notes ?? '', /fuera de las zonas/)
})

test('the customer is asked some days before, and where nothing may be written to them a person is told to ask', async (t) => {
  const { repeat, goTo, inDays, tasks, orders } = await aShopWithRegulars(t)
  await repeat({ startsOn: inDays(10), rhythm: 'month', askDays: 3, makes: 'draft' })
  await goTo(6)
  assert.deepEqual(await tasks(), [])
  await goTo(1)
  await goTo(1)
  assert.deepEqual(
    (await tasks()).map(({ title }) => title.replace(/ del .*/, '')),
    ['Preguntarle a Marta Díaz por su pedido'],
  )
  await goTo(2)
  assert.deepEqual(
    (await orders()).map(({ state }) => state),
    ['draft'],
  )
})

test('who wrote a while ago is asked by message, once, and what they are asked about is made', async (t) => {
  const shop = await aShopThatTalks(t)
  const honey = await aProduct(shop, { name: 'Miel pura' }, 790_000)
  assert.equal((await shop.hear({ from: '5491155550101', text: 'Hola' })).status, 200)
  await shop.settle()
  const conversation = only(await shop.list('open'))
  const tomorrow = addDays(dayIn('America/Argentina/Buenos_Aires', shop.clock.now()), 1)
  const { contactId } = conversation as unknown as { contactId: string }
  const lines = [line(honey, 2)]
  const made = await shop.http.post('/recurring-orders', {
    contactId,
    startsOn: tomorrow,
    rhythm: 'month',
    fulfilment: 'pickup',
    askDays: 2,
    lines,
  })
  assert.equal(made.status, 200, JSON.stringify(made.body))
  const asked = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(lookAtDates, {})))
    await shop.settle()
    const said = (await shop.messages(conversation.id)) as unknown as { direction: string; content: { text?: string } }[]
    return said.flatMap(({ direction, content }) => (direction === 'out' ? [content.text ?? ''] : []))
  }
  const [question, ...more] = await asked()
  assert.match(question ?? '', /^¡Hola Martina! El .+ te preparamos tu pedido de siempre: 2 × Miel pura\./)
  assert.deepEqual(more, [])
  assert.equal((await asked()).length, 1)
  assert.deepEqual((await shop.http.get('/tasks')).body.items, [], 'nobody has to ask them again')
  const seen = { headers: { 'if-match': `"${made.body.version}"` } }
  const changed = await shop.http.patch(`/recurring-orders/${made.body.id}`, { note: 'Sin bolsa' }, seen)
  assert.equal(changed.status, 200, 'who had it open while the customer was asked saves what they wrote')
})

test('what cannot be repeated is refused with the reason, and of two who change it the second is told', async (t) => {
  const { shop, chicken, marta, inDays, today, repeat } = await aShopWithRegulars(t)
  const good = { contactId: marta.id, startsOn: today(), rhythm: 'month', fulfilment: 'pickup', lines: [line(chicken)] }
  for (const [bad, code] of [
    [{ startsOn: inDays(-1) }, 'orders.recurring_past'],
    [{ lines: [line(marta.id)] }, 'orders.recurring_goods'],
    [{ lines: [line(chicken, 1, { modifierIds: [marta.id] })] }, 'orders.recurring_goods'],
    [{ fulfilment: 'delivery' }, 'orders.address_missing'],
    [{ contactId: chicken }, 'orders.contact_unknown'],
  ] as const) {
    const { status, body } = await shop.http.post('/recurring-orders', { ...good, ...bad })
    assert.deepEqual([status, body.code], [422, code])
  }
  for (const bad of [{ rhythm: 'year' }, { lines: [] }, { askDays: 0 }, { wantedMinute: 1440 }, { startsOn: '2026-02-30' }])
    assert.equal((await shop.http.post('/recurring-orders', { ...good, ...bad })).status, 422, JSON.stringify(bad))
  const { id, version } = await repeat()
  const change = (at: number, given: Given) => shop.http.patch(`/recurring-orders/${id}`, given, { headers: { 'if-match': `"${at}"` } })
  const changed = await change(version, { rhythm: 'month', nextOn: inDays(4), lines: [line(chicken, 5)] })
  assert.deepEqual(
    [changed.body.nextOn, changed.body.lines[0].quantityMilli, changed.body.lines[0].name],
    [inDays(4), 5000, 'Pollo entero'],
  )
  assert.equal((await change(version, { rhythm: 'week' })).status, 409)
  assert.equal((await change(version + 1, { nextOn: inDays(-2) })).body.code, 'orders.recurring_past')
})

test('it goes with its customer when contacts are made one, and comes back with them', async (t) => {
  const { shop, marta, repeat, one } = await aShopWithRegulars(t)
  const { id } = await repeat()
  const other = (await shop.http.post('/contacts', { kind: 'person', name: 'Marta D.', identities: [] })).body
  const merged = await shop.http.post(`/contacts/${other.id}/merges`, { otherId: marta.id, survivorId: other.id })
  assert.equal(merged.status, 200, JSON.stringify(merged.body))
  assert.equal((await one(id)).contactId, other.id)
  const third = (await shop.http.post('/contacts', { kind: 'person', name: 'Marta Díaz de Paz', identities: [] })).body
  const again = await shop.http.post(`/contacts/${third.id}/merges`, { otherId: other.id, survivorId: third.id })
  assert.equal((await one(id)).contactId, third.id)
  await shop.http.put(`/contact-merges/${again.body.id}/undo`)
  assert.equal((await one(id)).contactId, other.id)
  await shop.http.put(`/contact-merges/${merged.body.id}/undo`)
  assert.equal((await one(id)).contactId, marta.id, 'of two merges that are undone each gives back what came with it')
})
