import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import { isUp, signedIn, type Desk } from './desk.ts'
import { asAdmin, deliver, setScene, until, webhookOf, type Scene } from './scene.ts'

/**
 * Customers order at the counter, by the catalogue of WhatsApp and in the shop on the web while the app, the worker and the
 * database are killed at random. Who was not answered asks again, and now and then so does who was: every order is there
 * once, whole, and its number follows the one before it.
 */
const kills = Number(process.env.YAPA_TEST_KILLS ?? 20)
const sku = 'CRASH-1'
const priceMinor = 700_000

type Door = 'counter' | 'catalogue' | 'web'
/** Sends order `i` of a writer at a door; whether it was taken for good. `mark` is what it is told by afterwards. */
type Send = (writer: number, i: number, mark: string) => Promise<boolean>
type Ground = { variantId: string; slug: string }

async function layGround({ ask, done }: Desk): Promise<Ground> {
  const product = { name: 'Balde de prueba', taxKind: 'taxed', taxBasisPoints: 2100, variants: [{ sku }] }
  const variantId = (await done(ask('POST', '/products', product))).variants[0].id as string
  await done(ask('POST', '/price-lists/main/prices', { items: [{ variantId, amountMinor: priceMinor }] }))
  const setting = await done(ask('GET', '/catalogue-setting'))
  await done(ask('PUT', '/catalogue-setting', { takesByItself: true }, { 'if-match': `"${setting.version}"` }))
  const [shop] = (await done(ask('GET', '/shops'))).items
  const terms = { fulfilments: ['pickup'], methods: ['cash'] }
  const open = { slug: shop.slug, isOn: true, coverFileId: null, terms }
  await done(ask('PUT', `/shops/${shop.brandId}`, open, { 'if-match': `"${shop.version}"` }))
  const weekly = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 }))
  for (const { id, version } of (await done(ask('GET', '/calendars'))).items)
    await done(ask('PATCH', `/calendars/${id}`, { weekly, days: [] }, { 'if-match': `"${version}"` }))
  return { variantId, slug: shop.slug as string }
}

/** As each door lets somebody ask again: by the key of the request, by the message, by the basket. */
function doorsOf(scene: Scene, desk: Desk, { variantId, slug }: Ground): Record<Door, Send> {
  const lines = [
    { variantId, quantityMilli: 1000, note: 'uno' },
    { variantId, quantityMilli: 2000, note: 'dos' },
  ]
  return {
    counter: (_writer, _i, mark) => atCounter(desk, lines, mark, mark),
    catalogue: (writer, i, mark) => {
      const product_items = [{ product_retailer_id: sku, quantity: 3, item_price: 1, currency: 'ARS' }]
      const content = { type: 'order', order: { catalog_id: 'cat', text: mark, product_items } }
      const id = `wamid.ORDER.${writer}.${i}`
      return deliver(scene.url, webhookOf(scene.number, { id, waId: `1829555${2000 + writer}`, at: Date.now(), content }))
    },
    web: async (writer, i, mark) => {
      const token = mark.replaceAll('-', '_').padEnd(22, '0')
      const who = { name: 'Ana Paz', phone: `+34600000${300 + writer}`, paymentMethod: 'cash', fulfilment: 'pickup', note: mark }
      const headers = { 'x-forwarded-for': `10.0.${Math.floor(i / 200)}.${1 + writer * 20 + (i % 20)}` }
      const answer = await desk.ask(
        'POST',
        `/public-shops/${slug}/orders`,
        { token, ...who, lines, expectedTotalMinor: 3 * priceMinor },
        headers,
      )
      assert.notEqual(answer.status, 429, 'the flood gate of the shop is not what this is about')
      return answer.status === 200
    },
  }
}

const atCounter = async ({ ask }: Desk, lines: object[], note: string, key: string): Promise<boolean> =>
  (await ask('POST', '/orders', { door: 'counter', fulfilment: 'pickup', state: 'confirmed', note, lines }, { 'idempotency-key': key }))
    .status === 200

type Target = 'app' | 'worker' | 'postgres'
type Storm = { doors: Partial<Record<Door, Send>>; targets: readonly Target[]; kills: number; writersEach: number; repeats: boolean }

/** Orders from everywhere until so many kills are over. `repeats`: some are sent again although they were taken. Answers the marks of those taken for good. */
async function storm(
  scene: Scene,
  { doors, targets, kills: times, writersEach, repeats }: Storm,
): Promise<{ taken: string[]; repeated: number }> {
  const taken: string[] = []
  let repeated = 0
  let isOver = false
  const write = async (door: Door, send: Send, writer: number): Promise<void> => {
    for (let i = 0; !isOver; i++) {
      const mark = `${door}-${writer}-${i}-`
      while (!(await send(writer, i, mark).catch(() => false))) {
        repeated++
        await new Promise((resolve) => setTimeout(resolve, 40))
      }
      taken.push(mark)
      if (repeats && i % 10 === 9) await send(writer, i, mark).catch(() => false)
    }
  }
  const all = Promise.all(
    Object.entries(doors).flatMap(([door, send]) => Array.from({ length: writersEach }, (_, writer) => write(door as Door, send, writer))),
  )
  for (let i = 0; i < times; i++) {
    // Somebody has to be served between two kills, or nothing could be lost.
    const served = taken.length + 6
    await until(() => Promise.resolve(taken.length >= served), 60_000)
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 300))
    scene.kill(targets[Math.floor(Math.random() * targets.length)] ?? 'app')
  }
  isOver = true
  await all
  return { taken, repeated }
}

type Found = { mark: string; door: Door; number: string; totalMinor: string; lines: number }

const found = (scene: Scene, since: string): Promise<Found[]> =>
  asAdmin(
    scene,
    async (client) =>
      (
        await client.query<Found>(
          `select o.note as mark, o.door, o.number, o.total_minor as "totalMinor",
             (select count(*)::int from orders.order_line l where l.org_id = o.org_id and l.order_id = o.id) as lines
           from orders.customer_order o where o.created_at >= $1 and o.note ~ '^(counter|catalogue|web)-' order by o.number`,
          [since],
        )
      ).rows,
  )

const idle = (scene: Scene): Promise<void> =>
  until(
    () =>
      asAdmin(
        scene,
        async (client) =>
          (await client.query(`select from kernel.job where (state = 'ready' and run_at <= now()) or leased_until is not null`))
            .rowCount === 0,
      ),
    120_000,
  )

test(`of every door each order is there once while app, worker and database are killed ${kills} times`, { timeout: 900_000 }, async (t) => {
  const scene = await setScene()
  try {
    const desk = await signedIn(scene)
    const ground = await layGround(desk)
    const since = new Date().toISOString()
    const { taken, repeated } = await storm(scene, {
      doors: doorsOf(scene, desk, ground),
      targets: ['app', 'worker', 'postgres'],
      kills,
      writersEach: 4,
      repeats: true,
    })
    await idle(scene)
    const orders = await found(scene, since)
    t.diagnostic(`${taken.length} orders taken, ${repeated} asked again, ${orders.length} there`)
    for (const door of ['counter', 'catalogue', 'web'] as const) {
      const marks = orders.filter((one) => one.door === door).map(({ mark }) => mark)
      assert.ok(marks.length > kills, `${marks.length} orders of ${door} prove little`)
      assert.deepEqual(marks.toSorted(), taken.filter((mark) => mark.startsWith(`${door}-`)).toSorted(), `orders of ${door}`)
    }
    for (const { mark, totalMinor, lines } of orders)
      assert.deepEqual([Number(totalMinor), lines], [3 * priceMinor, mark.startsWith('catalogue') ? 1 : 2], mark)
    const numbers = orders.map(({ number }) => Number(number.split('-').at(-1)))
    assert.deepEqual(
      numbers,
      numbers.map((_, i) => (numbers[0] ?? 0) + i),
      'numbers have no gaps',
    )

    // The control: a till that thinks of a new key each time it asks.
    const forgetful: Send = (_writer, _i, mark) =>
      atCounter(desk, [{ variantId: ground.variantId, quantityMilli: 1000 }], `counter-again-${mark}`, randomUUID())
    let doubled = 0
    for (let round = 0; round < 20 && doubled === 0; round++) {
      const again = new Date().toISOString()
      const outcome = await storm(scene, { doors: { counter: forgetful }, targets: ['app'], kills: 2, writersEach: 16, repeats: false })
      await isUp(scene)
      const marks = (await found(scene, again)).map(({ mark }) => mark)
      doubled = marks.length - new Set(marks).size
      t.diagnostic(`control: ${marks.length} orders of ${outcome.taken.length} taken, ${doubled} doubled`)
    }
    assert.ok(doubled > 0, 'a control that doubles nothing proves nothing')
  } finally {
    await scene.end()
  }
})
