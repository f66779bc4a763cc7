import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { aShop, only, type Shop } from '#conversations/server/testing/stage.ts'
import type { Order } from '#orders/contract/order.ts'
import { aProduct } from '#orders/server/testing/shop.ts'

const ana = '5491155550101'
type Content = {
  kind: string
  text?: string
  interactive?: { type: string; body: string; buttons?: Choice[]; sections?: { rows: Choice[] }[] }
}
type Choice = { id: string; title: string; description?: string | null }
type Bot = Shop & {
  chicken: string
  drink: string
  says(text: string): Promise<string>
  taps(title: string, times?: number): Promise<string>
  tapsId(choice: Choice): Promise<string>
  offered(): Promise<Choice[]>
  /** Of each message that offered something, oldest first. */
  everOffered(): Promise<Choice[][]>
  hears(message: Parameters<Shop['hear']>[0]): Promise<string>
  /** Everything that they were sent. */
  all(): Promise<string[]>
  orders(): Promise<Order[]>
}

/** A shop whose bot does nothing but take orders. Chicken comes as hot as one likes, and has to be asked how. */
async function aBot(t: TestContext): Promise<Bot> {
  const shop = await aShop(t)
  const heat = await shop.http.post('/modifier-groups', {
    name: 'Picante',
    least: 1,
    most: 1,
    modifiers: [{ name: 'Sin picante' }, { name: 'Bien picante', priceMinor: 50_000 }],
  })
  assert.equal(heat.status, 200, JSON.stringify(heat.body))
  const chicken = await aProduct(shop, { name: 'Pollo entero', modifierGroupIds: [heat.body.id] }, 950_000)
  const drink = await aProduct(shop, { name: 'Coca-Cola 1,5 l' }, 180_000)
  await aProduct(shop, { name: 'Sprite 1,5 l' }, 180_000)
  await aProduct(shop, { name: 'Papas fritas', unit: 'kg' }, 300_000)
  const made = await shop.http.post('/bot-flows', { name: 'Gallito' })
  const ifMatch = (version: number) => ({ headers: { 'if-match': `"${version}"` } })
  const draft = {
    start: 'order',
    nodes: [
      { id: 'order', kind: 'action', action: 'orders.take-order', input: { remindMinutes: '30' }, next: 'bye', failed: 'bye' },
      { id: 'bye', kind: 'end', text: 'Hasta luego, pedido {{pedido}}' },
    ],
  }
  const drawn = await shop.http.put(`/bot-flows/${made.body.id}/draft`, { draft }, ifMatch(made.body.version))
  assert.equal(drawn.status, 200, JSON.stringify(drawn.body))
  const published = await shop.http.post(`/bot-flows/${made.body.id}/versions`, { note: '' })
  assert.equal(published.status, 200, JSON.stringify(published.body))
  const on = await shop.http.patch(`/bot-flows/${made.body.id}`, { isActive: true }, ifMatch(published.body.version))
  assert.equal(on.status, 200, JSON.stringify(on.body))
  const thread = async (): Promise<{ direction: string; content: Content }[]> => {
    const all = (await Promise.all((['open', 'pending', 'resolved'] as const).map((state) => shop.list(state)))).flat()
    return (await shop.messages(only(all).id)).toReversed() as never
  }
  const outgoing = async (): Promise<Content[]> =>
    (await thread()).flatMap(({ direction, content }) => (direction === 'out' ? [content] : []))
  const heard = async (message: Parameters<Shop['hear']>[0]): Promise<string> => {
    shop.clock.advance({ seconds: 5 })
    const before = await outgoing().catch(() => [])
    assert.equal((await shop.hear(message)).status, 200)
    await shop.settle()
    return (await outgoing())
      .slice(before.length)
      .map(({ text, interactive, kind }) => interactive?.body ?? text ?? kind)
      .join('\n---\n')
      .replace(/\u00a0/g, ' ')
  }
  const everOffered = async (): Promise<Choice[][]> =>
    (await outgoing()).flatMap(({ interactive: one }) => (one ? [one.buttons ?? one.sections?.flatMap(({ rows }) => rows) ?? []] : []))
  const offered = async (): Promise<Choice[]> => (await everOffered()).at(-1) ?? []
  const tapsId = ({ id, title }: Choice): Promise<string> =>
    heard({ from: ana, raw: { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id, title } } } })
  return {
    ...shop,
    chicken,
    drink,
    offered,
    everOffered,
    tapsId,
    hears: heard,
    all: async () => (await outgoing()).map(({ text, interactive, kind }) => interactive?.body ?? text ?? kind),
    says: (text) => heard({ from: ana, text }),
    taps: async (title) => {
      const choice = (await offered()).find((one) => one.title === title)
      assert.ok(choice, `${title} is not offered: ${(await offered()).map((one) => one.title).join(', ')}`)
      return tapsId(choice)
    },
    orders: async () =>
      Promise.all((await shop.http.get('/orders')).body.items.map(async ({ id }: Order) => (await shop.http.get(`/orders/${id}`)).body)),
  }
}

const place = (latitude: number, longitude: number) => ({ from: ana, raw: { type: 'location', location: { latitude, longitude } } })

test('somebody goes through the menu, wants it brought too far away, picks it up, and the order is made once', async (t) => {
  const bot = await aBot(t)
  const zone = {
    name: 'Centro',
    area: { kind: 'radius', latitude: -31.42, longitude: -64.18, meters: 2000 },
    feeMinor: 150_000,
    minutes: 40,
  }
  const brandId = (await bot.http.get('/ordering')).body.items[0].brandId
  assert.equal((await bot.http.post('/delivery-zones', { brandId, ...zone })).status, 200)
  assert.match(await bot.says('hola'), /^¡Hola Martina!/)
  assert.match(await bot.taps('Ver el menú'), /categoría/)
  await bot.taps('Otros')
  const [drink] = (await bot.offered()).filter(({ title }) => title.startsWith('Coca'))
  assert.equal(drink?.description?.replace(/\u00a0/g, ' '), '$ 1.800,00', 'what it costs stands below')
  assert.match(await bot.taps('Pollo entero'), /Picante/, 'what has to be chosen is asked')
  assert.match(await bot.taps('Bien picante'), /Cuánto de Pollo entero/)
  assert.match(await bot.taps('2'), /2 × Pollo entero · \$ 20\.000,00\n {3}_Bien picante_\n\*Total: \$ 20\.000,00\*/)
  await bot.taps('Terminar pedido')
  assert.match(await bot.taps('Con envío'), /dirección|ubicación/)
  assert.match(await bot.hears(place(-34.6, -58.4)), /no llegamos/)
  assert.match(await bot.taps('Otra dirección'), /ubicación/)
  assert.match(await bot.says('San Martín 1200'), /Mandame tu ubicación/, 'a street says no place on the map')
  assert.match(await bot.hears(place(-31.421, -64.181)), /Cómo vas a pagar/)
  assert.match(await bot.taps('Efectivo'), /Son \$ 21\.500,00/, 'delivery included')
  assert.match(await bot.says('20 mil'), /no alcanza/)
  const summary = await bot.says('30.000')
  assert.match(summary, /Envío \(Centro\): \$ 1\.500,00\n\*Total: \$ 21\.500,00\*\n📍 .*\n💵 Efectivo, pagás con \$ 30\.000,00/)
  const confirm = (await bot.offered()).find(({ title }) => title === 'Confirmar')
  assert.ok(confirm)
  // Another price from now on: what was agreed on is not what it is any more.
  const dearer = await bot.http.post('/price-lists/main/prices', { items: [{ variantId: bot.chicken, amountMinor: 1_000_000 }] })
  assert.equal(dearer.status, 200)
  assert.match(await bot.tapsId(confirm), /Cambió algo[^]*Total: \$ 22\.500,00/)
  assert.deepEqual(await bot.orders(), [])
  assert.match(await bot.taps('Confirmar'), /Tu pedido es el [A-Z]+26-00001[^]*Hasta luego, pedido [A-Z]+26-00001/)
  await bot.tapsId(confirm)
  const [order, ...more] = await bot.orders()
  assert.deepEqual(more, [], 'a finger that comes down again orders nothing')
  assert.deepEqual(
    [order?.door, order?.state, order?.totalMinor, order?.paymentMethod, order?.paysWithMinor, order?.deliveryMinor],
    ['bot', 'received', 2_250_000, 'cash', 3_000_000, 150_000],
  )
  assert.deepEqual(
    order?.lines.map(({ name, modifiers }) => [name, modifiers.map((one) => one.name)]),
    [['Pollo entero', ['Bien picante']]],
  )
})

test('what is typed is understood at any moment, what ran out offers the nearest, and who wants a person takes along what is known', async (t) => {
  const bot = await aBot(t)
  assert.match(await bot.says('hola! 2 pollos bien picantes y una coca'), /2 × Pollo entero[^]*1 × Coca-Cola/)
  assert.match(await bot.says('no, mejor tres'), /3 × Coca-Cola/)
  assert.match(await bot.says('sacá la coca y agregale medio kilo de papas'), /0,5 kg × Papas fritas/)
  assert.doesNotMatch(await bot.says('y un sushi'), /Coca/)
  const gone = await bot.http.put('/product-availability', { variantIds: [bot.drink], availability: 'sold-out' })
  assert.equal(gone.status, 200, JSON.stringify(gone.body))
  assert.match(await bot.says('una coca'), /Coca-Cola 1,5 l no hay en este momento/)
  assert.equal((await bot.everOffered()).at(-2)?.[0]?.title, 'Sprite 1,5 l', 'what comes nearest, above the basket')
  assert.match(await bot.says('quiero hablar con una persona'), /./)
  const [draft] = await bot.orders()
  assert.deepEqual(
    [draft?.state, draft?.number, draft?.lines.map(({ name, quantityMilli }) => `${quantityMilli} ${name}`)],
    ['draft', null, ['2000 Pollo entero', '500 Papas fritas']],
  )
  const conversation = only((await Promise.all((['open', 'pending'] as const).map((state) => bot.list(state)))).flat())
  assert.ok(conversation)
  const note = (await bot.messages(conversation.id)).find(({ content }) => content.kind === 'note') as { content: Content } | undefined
  assert.match(JSON.stringify(note?.content), /2 × Pollo entero, Bien picante/)
})

test('who is known by their number alone is greeted without it', async (t) => {
  const bot = await aBot(t)
  assert.match(await bot.hears({ from: ana, text: 'hola', name: '' }), /^¡Hola!/)
})

test('what was left behind is kept and reminded of once, goes on where it was, and what they always have is one word', async (t) => {
  const bot = await aBot(t)
  await bot.says('un pollo sin picante y dos sprite')
  bot.clock.advance({ minutes: 20 })
  await bot.settle()
  assert.deepEqual(await bot.orders(), [])
  assert.match(await bot.says('y una coca'), /1 × Coca-Cola/)
  bot.clock.advance({ minutes: 31 })
  await bot.settle()
  const [draft] = await bot.orders()
  assert.equal(draft?.state, 'draft', 'people see what was left')
  bot.clock.advance({ hours: 5 })
  await bot.settle()
  assert.equal((await bot.all()).filter((text) => text.includes('a medio hacer')).length, 1, 'once')
  assert.match(await bot.says('hola'), /a medio hacer. ¿Seguimos/)
  assert.match(await bot.says('seguir'), /2 × Sprite/)
  await bot.says('listo')
  await bot.says('paso a buscarlo')
  await bot.says('tarjeta')
  assert.match(await bot.says('dale'), /Tu pedido es el/)
  const [order, ...more] = await bot.orders()
  assert.deepEqual([order?.id, order?.state, more.length], [draft?.id, 'received', 0], 'the draft became it')
  for (const state of ['confirmed', 'preparing', 'ready', 'delivered'])
    assert.equal((await bot.http.put(`/orders/${order?.id}/state`, { state })).status, 200, state)
  const again = await bot.says('lo de siempre')
  assert.match(again, /1 × Pollo entero[^]*2 × Sprite[^]*1 × Coca-Cola/)
})

test('closed, it says when it opens and keeps the order for then; a promotion is explained in each sum, also when it is changed before the yes', async (t) => {
  const bot = await aBot(t)
  const [calendar] = (await bot.http.get('/calendars')).body.items
  const hours = { zone: 'America/Argentina/Buenos_Aires', weekly: [{ weekday: 1, from: 540, to: 780 }], days: [] }
  const changed = await bot.http.patch(`/calendars/${calendar.id}`, hours, { headers: { 'if-match': String(calendar.version) } })
  assert.equal(changed.status, 200, JSON.stringify(changed.body))
  bot.clock.set('2030-01-07T02:00:00-03:00')
  const twoForOne = { name: 'Noche de gaseosas', rule: { kind: 'n_for_m', take: 2, pay: 1, goods: { variantIds: [bot.drink] } } }
  assert.equal((await bot.http.post('/promotions', twoForOne)).status, 200)

  assert.match(await bot.says('menú\n2 cocas y un sprite'), /Ahora estamos cerrados. Abrimos hoy a las 09:00/)
  const basket = await bot.taps('Dejarlo encargado')
  assert.match(basket, /2 × Coca-Cola 1,5 l · \$ 3\.600,00\n1 × Sprite[^]*🎁 Noche de gaseosas: −\$ 1\.800,00\n\*Total: \$ 3\.600,00\*/)
  await bot.says('listo, paso a buscarlo')
  const summary = await bot.says('tarjeta')
  assert.match(summary, /🎁 Noche de gaseosas: −\$ 1\.800,00[^]*🕒 Para hoy a las 09:00/)
  assert.match(
    await bot.says('cambiá el sprite por 2 cocas'),
    /4 × Coca-Cola[^]*−\$ 3\.600,00\n\*Total: \$ 3\.600,00\*[^]*¿Está bien así\?/,
  )
  assert.match(await bot.says('sacá 2 cocas'), /2 × Coca-Cola[^]*−\$ 1\.800,00\n\*Total: \$ 1\.800,00\*/)
  assert.match(await bot.says('dale'), /Tu pedido es el/)
  const [order] = await bot.orders()
  assert.deepEqual(
    [order?.wantedAt, order?.fulfilment, order?.totalMinor, order?.lines.map(({ name, quantityMilli }) => `${quantityMilli} ${name}`)],
    ['2030-01-07T12:00:00.000Z', 'pickup', 180_000, ['2000 Coca-Cola 1,5 l']],
  )
})

test('who got what they ordered is asked half an hour later how it came, once', async (t) => {
  const bot = await aBot(t)
  const texts = { question: '¿Cómo llegó tu pedido?', good: 'Gracias', middle: 'Gracias', bad: 'Perdón', followUp: '' }
  const survey = {
    name: 'Después de la entrega',
    kind: 'csat',
    about: 'delivery',
    look: 'buttons',
    language: 'es',
    texts,
    delayMinutes: 30,
    isActive: true,
  }
  const made = await bot.http.post('/surveys', survey)
  assert.equal(made.status, 200, JSON.stringify(made.body))
  assert.match(await bot.says('hola'), /^¡Hola Martina!/)
  const conversation = only((await Promise.all((['open', 'pending'] as const).map((state) => bot.list(state)))).flat())
  const order = await bot.http.post('/orders', {
    door: 'whatsapp',
    conversationId: conversation.id,
    fulfilment: 'pickup',
    state: 'confirmed',
    lines: [{ variantId: bot.drink, quantityMilli: 1000 }],
  })
  assert.equal(order.status, 200, JSON.stringify(order.body))
  for (const state of ['ready', 'delivered']) await bot.http.put(`/orders/${order.body.id}/state`, { state })
  await bot.settle()
  const asked = async () => (await bot.all()).filter((text) => text.startsWith('¿Cómo llegó tu pedido?')).length
  assert.equal(await asked(), 0, 'nobody is asked with the food in their mouth')
  bot.clock.advance({ minutes: 31 })
  await bot.settle()
  assert.equal(await asked(), 1)
})
