import assert from 'node:assert/strict'
import { Readable } from 'node:stream'
import { test, type TestContext } from 'node:test'
import { readSheet } from 'read-excel-file/node'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import { openText } from '#kernel/sheet/csv-rows.ts'
import { canReadReports } from '#analytics/contract/permissions.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import { dimensions } from '#orders/server/figures/counting.store.ts'
import { stretchesOf } from '#orders/server/figures/days.ts'
import * as days from '#orders/server/figures/sales-days.store.ts'
import { settle, settleSales, unsettledDays, wrongDays } from '#orders/server/figures/sales-days.ts'
import { aProduct, aShop, line } from '#orders/server/testing/shop.ts'

async function aSellingShop(t: TestContext) {
  const { shop, ...goods } = await aShop(t)
  const place = async (lines: object[], given: object = {}) => {
    const made = await shop.http.post('/orders', { door: 'counter', fulfilment: 'pickup', state: 'confirmed', lines, ...given })
    assert.equal(made.status, 200, JSON.stringify(made.body))
    return made.body as { id: string; version: number; totalMinor: number; lines: { id: string }[] }
  }
  const move = async (id: string, state: string, reason?: string) => {
    const moved = await shop.http.put(`/orders/${id}/state`, { state, ...(reason && { reason }) })
    assert.equal(moved.status, 200, JSON.stringify(moved.body))
  }
  const report = async (code: string, groupBy = '', as = shop) => {
    const answer = await as.http.get(`/reports/orders/${code}?period=last-7-days${groupBy && `&groupBy=${groupBy}`}`)
    assert.equal(answer.status, 200, JSON.stringify(answer.body))
    return answer.body as { columns: { key: string }[]; rows: { cells: unknown[] }[] }
  }
  const cells = async (code: string, groupBy?: string) => (await report(code, groupBy)).rows.map((row) => row.cells)
  const today = () => dayIn('America/Argentina/Buenos_Aires', shop.clock.now())
  const settleAll = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(settleSales, {})))
    await shop.settle()
  }
  return { shop, ...goods, place, move, report, cells, today, settleAll }
}

const ars = (amountMinor: number) => ({ amountMinor, currency: 'ARS' })

test('what was sold reads the same from the orders as from what was counted of them, and a late change is in it at once', async (t) => {
  const { shop, place, move, cells, chicken, drink, potatoes, today, settleAll } = await aSellingShop(t)
  await shop.http.post('/promotions', { name: '2x1', rule: { kind: 'n_for_m', take: 2, pay: 1, goods: { variantIds: [drink] } } })
  const first = await place([line(chicken), line(drink, 2)])
  await place([line(potatoes, 1.5)], { door: 'phone' })
  const gone = await place([line(chicken, 2)], { door: 'whatsapp' })
  await move(gone.id, 'cancelled', 'Se arrepintió')
  shop.clock.advance({ minutes: 20 })
  await move(first.id, 'ready')
  shop.clock.advance({ minutes: 10 })
  await move(first.id, 'delivered')
  const day = today()
  shop.clock.advance({ days: 1 })
  await place([line(drink)], { door: 'phone' })

  const codes: [string, string?][] = [
    ['sales', 'day'],
    ['sales', 'door'],
    ['sales', 'hour'],
    ['sales', 'agent'],
    ['sales', 'brand'],
    ['products', 'variant'],
    ['products', 'category'],
    ['slow-products'],
    ['order-times'],
    ['cancelled-orders'],
    ['discounts'],
  ]
  const all = () => Promise.all(codes.map(([code, group]) => cells(code, group)))
  const live = await all()
  assert.deepEqual(
    live[0]?.map((row) => row.slice(0, 6)),
    [
      [day, 2, ars(950_000 + 180_000 + 450_000), ars(790_000), ars(180_000), 1],
      [today(), 1, ars(180_000), ars(180_000), ars(0), 0],
    ],
  )
  assert.deepEqual(
    live[1]?.map(([door, orders, sold]) => [door, orders, sold]),
    [
      ['Mostrador', 1, ars(1_130_000)],
      ['Teléfono', 2, ars(630_000)],
      ['WhatsApp', 0, ars(0)],
    ],
  )
  assert.deepEqual(
    live[5]?.map((row) => row.slice(0, 4)),
    [
      ['Pollo entero', 1, 1, ars(950_000)],
      ['Papas', 1.5, 1, ars(450_000)],
      ['Coca 1,5', 3, 2, ars(360_000)],
    ],
  )
  assert.deepEqual(
    live[7]?.map(([name, units, last, since]) => [name, units, last, since]),
    [
      ['Pollo entero', 1, day, 1],
      ['Papas', 1.5, day, 1],
      ['Coca 1,5', 3, today(), 0],
    ],
  )
  assert.deepEqual(live[8], [['Retira', 1, 1200, 1200, null, null, 1800, 1800]])
  assert.deepEqual(live[9], [['Se arrepintió', 1, 1, ars(1_900_000)]])
  assert.deepEqual(
    live[10]?.map(([name, orders, given]) => [name, orders, given]),
    [['2x1', 1, ars(180_000)]],
  )

  await settleAll()
  assert.deepEqual(await shop.read(unsettledDays), [])
  assert.deepEqual([...(await shop.read((ctx) => days.settled(ctx, day, '2100-01-01')))], [day])
  assert.deepEqual(await all(), live)
  assert.deepEqual(await shop.read(wrongDays), [])

  const back = await shop.http.post(`/orders/${first.id}/returns`, {
    lines: [{ lineId: first.lines[0]?.id, quantityMilli: 1000 }],
    reason: 'Vino frío',
  })
  assert.equal(back.status, 200, JSON.stringify(back.body))
  assert.deepEqual(
    (await cells('sales', 'day'))[0]?.slice(0, 3),
    [day, 2, ars(180_000 + 450_000)],
    'yesterday is read from its orders again',
  )
  assert.deepEqual(await shop.read(unsettledDays), [day])
  const again = await all()
  await settleAll()
  assert.deepEqual(await all(), again)
})

test('a count that is not what the orders say is found in every dimension, and put right', async (t) => {
  const { shop, place, settleAll, chicken, today } = await aSellingShop(t)
  await shop.http.post('/promotions', { name: '10 %', rule: { kind: 'order_percent', basisPoints: 1000 } })
  await place([line(chicken)])
  const day = today()
  shop.clock.advance({ days: 2 })
  await settleAll()
  const differing = () => shop.read((ctx) => Promise.all(dimensions.map((one) => days.differing(ctx, one, stretchesOf([day], ctx.zone)))))
  assert.deepEqual((await differing()).flat(), [])
  await shop.run((ctx) => ctx.sql`update orders.sales_count set discount_minor = discount_minor + 1`)
  assert.deepEqual(
    await differing(),
    dimensions.map(() => [day]),
  )
  assert.deepEqual(await shop.read(wrongDays), [day])
  await settleAll()
  assert.deepEqual(await shop.read(wrongDays), [])
  await shop.run((ctx) => days.unsettle(ctx, [day]))
  await settle((run) => shop.run(run), [day])
  assert.deepEqual((await differing()).flat(), [])
})

test('what is left of sales is for who may know costs, and is of goods whose cost is known', async (t) => {
  const { shop, place, report, chicken } = await aSellingShop(t)
  const costly = await aProduct(shop, { name: 'Balde', variants: [{ sku: 'B', costMinor: 500_000, costCurrency: 'ARS' }] }, 1_210_000)
  await place([line(costly), line(chicken)])
  const { columns, rows } = await report('products')
  const margin = columns.findIndex(({ key }) => key === 'margin')
  assert.deepEqual(
    rows.map(({ cells }) => [cells[0], cells[margin], cells[margin + 1]]),
    [
      ['Balde', ars(500_000), 0.5],
      ['Pollo entero', null, null],
    ],
  )
  const agent = shop.as({ permissions: [canReadReports, canReadOrders] })
  assert.ok(!(await report('products', '', agent as typeof shop)).columns.some(({ key }) => key.startsWith('margin')))
  assert.equal((await shop.as({ permissions: [canReadReports] }).http.get('/reports/orders/sales')).status, 404)
})

test('how long preparing and bringing took is told, and every report is the same on the screen, as CSV and as XLSX', async (t) => {
  const { shop, place, move, report, cells, chicken, drink } = await aSellingShop(t)
  await shop.http.post('/promotions', { name: '2x1', rule: { kind: 'n_for_m', take: 2, pay: 1, goods: { variantIds: [drink] } } })
  const address = { text: 'Colón 1234', notes: '', latitude: null, longitude: null }
  const brought = await place([line(chicken), line(drink, 2)], { door: 'phone', fulfilment: 'delivery', address, byHand: { feeMinor: 0 } })
  for (const [minutes, state] of [
    [12, 'ready'],
    [5, 'on_the_way'],
    [25, 'delivered'],
  ] as const) {
    shop.clock.advance({ minutes })
    await move(brought.id, state)
  }
  const gone = await place([line(chicken)])
  await move(gone.id, 'cancelled', 'No contesta; "dos" veces')
  shop.clock.advance({ seconds: 1 })
  assert.deepEqual(await cells('order-times'), [['Envío', 1, 720, 720, 1500, 1500, 2520, 2520]])

  const sales = ['day', 'month', 'weekday', 'hour', 'door', 'fulfilment', 'brand', 'agent'].map((group) => ['sales', group] as const)
  const products = ['variant', 'category'].map((group) => ['products', group] as const)
  for (const [code, groupBy = ''] of [
    ...sales,
    ...products,
    ...['slow-products', 'order-times', 'cancelled-orders', 'discounts'].map((one) => [one] as const),
  ]) {
    const { columns, rows } = await report(code, groupBy)
    assert.ok(rows.length > 0, `${code} ${groupBy} has something to tell`)
    for (const format of ['csv', 'xlsx'] as const) {
      const asked = { period: 'last-7-days', format, ...(groupBy && { groupBy }) }
      const file = await shop.http.post(`/reports/orders/${code}/files`, asked)
      assert.deepEqual([file.status, file.body.rows], [200, rows.length], JSON.stringify(file.body))
      const fileId = /\/files\/[^/]+\/([^?]+)/.exec(file.body.fileUrl)?.[1] ?? ''
      const bytes = await shop.run((ctx) => ctx.files.read(ctx, fileId))
      const sheet = await rowsOf(format, bytes)
      assert.deepEqual([sheet.length, sheet[0]?.length], [rows.length + 1, columns.length])
      assert.deepEqual(
        sheet.slice(1).map(([name]) => String(name)),
        rows.map((row) => row.cells[0]),
      )
      if (code === 'sales') assert.equal(String(sheet[1]?.[2]).replace(',', '.').replace(/\.00$/, ''), '11300')
    }
  }
})

async function rowsOf(format: string, bytes: Buffer): Promise<unknown[][]> {
  if (format === 'xlsx') return readSheet(bytes)
  const found: unknown[][] = []
  for await (const row of (await openText(() => Promise.resolve(Readable.from([bytes])))).rows) found.push(row)
  return found
}

test('the board tells orders, sales, the average ticket and what is in the kitchen, to the second', async (t) => {
  const { shop, place, move, settleAll, drink } = await aSellingShop(t)
  const tiles = async (period: string) => {
    const { blocks } = (await shop.http.get(`/board?period=${period}`)).body
    const { figures } = blocks.find(({ code }: { code: string }) => code === 'orders')
    return figures.flatMap((one: { shape: string; value: unknown; previous: unknown }) =>
      one.shape === 'number' ? [[one.value, one.previous]] : [],
    )
  }
  await place([line(drink, 3)])
  shop.clock.advance({ hours: 26 })
  await settleAll()
  const second = await place([line(drink)])
  await place([line(drink, 2)])
  shop.clock.advance({ seconds: 1 })
  assert.deepEqual((await tiles('today')).slice(0, 4), [
    [2, 1],
    [540_000, 540_000],
    [270_000, 540_000],
    [3, null],
  ])
  await move(second.id, 'cancelled', 'Error')
  assert.deepEqual((await tiles('last-7-days')).slice(0, 4), [
    [2, 0],
    [900_000, 0],
    [450_000, null],
    [2, null],
  ])
})
