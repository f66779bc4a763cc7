import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { z } from 'zod'
import { anOrg, type TestOrg } from '#kernel/testing/org.ts'
import type { Figures, Forecast, Metrics } from '#sales/contract/figures.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { csvOf } from '#kernel/sheet/table.ts'
import { CreateDeal, ListDeals } from '#sales/contract/deal.ts'
import { sheetOf } from '#sales/server/deals/deal-file.ts'
import * as deals from '#sales/server/deals/deals.ts'
import { moveMany } from '#sales/server/deals/moves.ts'
import { recountPipelines, tidyTallies } from '#sales/server/metrics/tallies.ts'

const daySeconds = 86_400
type Sold = Partial<z.input<typeof CreateDeal>>

/** An organization in the middle of a month, with its usual pipeline. */
async function aShop(t: Parameters<typeof anOrg>[0]) {
  const shop = await anOrg(t)
  const now = shop.clock.now()
  const middle = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 15, 15)
  shop.clock.advance({ hours: (middle - now.getTime()) / 3_600_000 })
  const pipeline = (await shop.http.get('/pipelines')).body.items[0] as Pipeline
  const reasonId = (await shop.http.get('/lost-reasons')).body.items[0].id as string
  const stageId = (kind: string): string => pipeline.stages.find((stage) => stage.kind === kind)?.id ?? ''
  return {
    shop,
    pipeline,
    reasonId,
    stageId,
    sell: (sold: Sold = {}) => shop.run((ctx) => deals.create(ctx, CreateDeal.parse({ title: 'Catering', amountMinor: 100, ...sold }))),
    move: (ids: string[], kind: string) =>
      shop.run((ctx) =>
        moveMany(ctx, { dealIds: ids, stageId: stageId(kind), lostReasonId: kind === 'lost' ? reasonId : null, lostNote: null }),
      ),
    metrics: async (months = 12) => (await shop.http.get(`/pipelines/${pipeline.id}/metrics?months=${months}`)).body as Metrics,
    forecast: async () => (await shop.http.get(`/pipelines/${pipeline.id}/forecast`)).body as Forecast,
    figures: async () => (await shop.http.get(`/pipelines/${pipeline.id}/figures`)).body as Figures,
  }
}

const dayOf = (shop: TestOrg, days = 0): string => new Date(shop.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10)

test('what is open this month is worth 545.500 by its chance, and what was won, late, later or without a date stands beside it', async (t) => {
  const { shop, sell, forecast, figures, move } = await aShop(t)
  const expectedClose = dayOf(shop, 3)
  for (const [amountMinor, probability] of [
    [100_000, 10],
    [250_000, 35],
    [80_000, 60],
    [500_000, 80],
  ])
    await sell({ amountMinor, probability, expectedClose })
  const won = await sell({ amountMinor: 90_000 })
  await move([won.id], 'won')
  await sell({ amountMinor: 1_000, expectedClose: dayOf(shop, -40), ownerId: null })
  await sell({ amountMinor: 2_000, expectedClose: dayOf(shop, 40), ownerId: null })
  await sell({ amountMinor: 3_000 })
  const all = await forecast()
  assert.deepEqual(all.months[0]?.sums, [
    {
      currency: 'ARS',
      isConverted: false,
      openCount: 4,
      openMinor: 930_000,
      committedMinor: 500_000,
      weightedMinor: 545_500,
      wonCount: 1,
      wonMinor: 90_000,
      forecastMinor: 635_500,
    },
  ])
  const open = (sums: Forecast['total']): number[] => sums.map(({ openMinor }) => openMinor)
  assert.deepEqual([open(all.months[1]?.sums ?? []), open(all.overdue), open(all.undated)], [[2_000], [1_000], [3_000]])
  assert.deepEqual(
    all.owners.map(({ name, sums }) => [name, sums[0]?.wonMinor, sums[0]?.openMinor]),
    [
      [null, 90_000, 930_000],
      [null, 0, 2_000],
    ],
  )
  const [sum] = (await figures()).sums
  assert.deepEqual([sum?.openCount, sum?.openMinor, sum?.wonMinor], [7, 936_000, 90_000])
})

test('40 open, a quarter won, 150.000 each in 30 days make 50.000 a day; the rate of wins by count and by value; reasons', async (t) => {
  const { shop, sell, move, metrics, figures } = await aShop(t)
  const ids: string[] = []
  for (let i = 0; i < 20; i++) ids.push((await sell({ amountMinor: i < 5 ? 150_000 : 50_000 })).id)
  shop.clock.advance({ hours: 30 * 24 })
  await move(ids.slice(0, 5), 'won')
  await move(ids.slice(5), 'lost')
  for (let i = 0; i < 40; i++) await sell()
  const { sums, winRate, lostReasons, cycle, cohorts } = await metrics()
  assert.deepEqual(sums[0]?.velocity, {
    openCount: 40,
    winRate: 0.25,
    averageWonMinor: 150_000,
    averageCycleDays: 30,
    perDayMinor: 50_000,
  })
  assert.deepEqual([winRate, sums[0]?.winRateByCount, sums[0]?.winRateByValue], [0.25, 0.25, 0.5])
  assert.deepEqual(
    lostReasons.map(({ name, count, share }) => [name, count, share]),
    [['Precio', 15, 1]],
  )
  assert.deepEqual(cycle, { count: 5, median: 30 * daySeconds, p90: 30 * daySeconds })
  assert.deepEqual(
    cohorts.slice(-2).map(({ begun, won, isMature }) => [begun, won, isMature]),
    [
      [20, 5, false],
      [40, 0, false],
    ],
  )
  const row = await figures()
  assert.deepEqual([row.winRate, row.previousWinRate, row.cycleMedian], [0.25, null, 30 * daySeconds])
  shop.clock.advance({ hours: 24 * 60 })
  const later = await metrics()
  assert.deepEqual(
    later.cohorts.filter(({ begun }) => begun > 0).map(({ isMature }) => isMature),
    [true, true],
  )
})

test('four days in one stage and five in the next, over two visits; skipped stages are reached, a win taken back is none', async (t) => {
  const { shop, sell, move, metrics, pipeline } = await aShop(t)
  const { id } = await sell()
  for (const [days, kind] of [
    [3, 'proposal'],
    [2, 'open'],
    [1, 'proposal'],
    [3, 'won'],
  ] as const) {
    shop.clock.advance({ hours: days * 24 })
    await move([id], kind)
  }
  await sell()
  const times = async (): Promise<(number | null)[]> => (await metrics()).stageTimes.map(({ median }) => median && median / daySeconds)
  const reached = async (): Promise<number[]> => (await metrics()).funnel.map((stage) => stage.reached)
  // New, qualified, proposal, negotiation, won.
  assert.deepEqual(await times(), [4, null, 5, null])
  assert.deepEqual(await reached(), [2, 1, 1, 1, 1])
  assert.equal((await shop.http.put(`/deals/${id}/outcome`, { outcome: 'open' })).status, 200)
  assert.deepEqual(
    [await reached(), await times()],
    [
      [2, 1, 1, 0, 0],
      [4, null, null, null],
    ],
  )
  await shop.http.put(`/deals/${id}/archival`, { isArchived: true })
  assert.deepEqual(
    [await reached(), await times()],
    [
      [1, 0, 0, 0, 0],
      [null, null, null, null],
    ],
  )
  await shop.http.put(`/deals/${id}/archival`, { isArchived: false })
  const [first, qualified, ...rest] = pipeline.stages
  const { version } = (await shop.http.get('/pipelines')).body.items[0]
  const { archivedAt: _archived, version: _version, id: pipelineId, ...body } = pipeline
  const changed = await shop.http.put(
    `/pipelines/${pipelineId}`,
    { ...body, stages: [rest[0], first, qualified, ...rest.slice(1)] },
    { headers: { 'if-match': `"${version}"` } },
  )
  assert.equal(changed.status, 200)
  await shop.settle()
  // The proposal comes first now: nobody who came to it came further than to what was the first stage.
  assert.deepEqual(await reached(), [2, 2, 0, 0, 0])
})

test('what is put together at night says the same, and what does not add up is counted again', async (t) => {
  const { shop, sell, move, metrics, pipeline } = await aShop(t)
  const ids: string[] = []
  for (let i = 0; i < 6; i++) ids.push((await sell()).id)
  shop.clock.advance({ hours: 50 })
  await move(ids.slice(0, 3), 'proposal')
  shop.clock.advance({ hours: 50 })
  await move(ids.slice(0, 2), 'won')
  await move(ids.slice(2, 3), 'lost')
  const rows = () => shop.run((ctx) => ctx.sql<{ count: number }>`select count(*) as count from sales.duration_count`)
  const [before, [{ count: many } = { count: 0 }]] = [await metrics(), await rows()]
  const night = async () => {
    await shop.run((ctx) => Promise.resolve(ctx.enqueue(tidyTallies, {})))
    await shop.settle()
  }
  await night()
  const [{ count: few } = { count: 0 }] = await rows()
  assert.ok(few < many, `${few} of ${many}`)
  assert.deepEqual(await metrics(), before)
  await shop.run((ctx) => ctx.sql`delete from sales.cohort_month`)
  assert.notDeepEqual((await metrics()).funnel, before.funnel)
  await night()
  assert.deepEqual(await metrics(), before)
  await shop.run((ctx) => Promise.resolve(ctx.enqueue(recountPipelines, { pipelineIds: [pipeline.id], isFresh: false })))
  await shop.settle()
  assert.deepEqual(await metrics(), before)
})

test('figures are narrowed to whose deals they are, to within two and a half per cent of a time, and follow a deal to its new owner', async (t) => {
  const { shop, sell, move, pipeline } = await aShop(t)
  const own = [await sell(), await sell(), await sell({ amountMinor: 700 })]
  const others = [await sell({ ownerId: null, brandId: null }), await sell({ ownerId: null, brandId: null, expectedClose: dayOf(shop, 2) })]
  const [me, brand] = [own[0]?.ownerId ?? '', own[0]?.brandId ?? 'none']
  shop.clock.advance({ hours: 50 })
  await move([own[0]?.id ?? '', own[1]?.id ?? ''], 'won')
  await move([others[0]?.id ?? ''], 'lost')
  const ask = async (whose: string) => {
    const get = async (what: string) => (await shop.http.get(`/pipelines/${pipeline.id}/${what}?${whose}`)).body
    const [metrics, forecast, figures] = [await get('metrics'), await get('forecast'), await get('figures')] as [Metrics, Forecast, Figures]
    return {
      closed: [metrics.wonCount, metrics.lostCount],
      begun: metrics.funnel[0]?.reached,
      won: [forecast.total[0]?.wonCount ?? 0, figures.sums[0]?.wonMinor ?? 0],
      open: [figures.sums[0]?.openMinor ?? 0, forecast.undated[0]?.openMinor ?? 0, forecast.total[0]?.openMinor ?? 0],
      days: metrics.cycle.median && metrics.cycle.median / daySeconds,
    }
  }
  const everything = await ask('')
  assert.deepEqual(everything, { closed: [2, 1], begun: 5, won: [2, 200], open: [800, 700, 100], days: 50 / 24 })
  const { days, ...mine } = await ask(`owner=${me}`)
  assert.deepEqual(mine, { closed: [2, 0], begun: 3, won: [2, 200], open: [700, 700, 0] })
  assert.ok(Math.abs((days ?? 0) / (50 / 24) - 1) <= 0.025, String(days))
  assert.deepEqual(await ask('owner=nobody'), { closed: [0, 1], begun: 2, won: [0, 0], open: [100, 0, 100], days: null })
  assert.deepEqual({ ...(await ask(`owner=${me}&owner=nobody`)), days: null }, { ...everything, days: null })
  assert.equal((await ask('brand=none')).begun, brand === 'none' ? 5 : 2)
  assert.equal((await ask(`brand=${pipeline.id}`)).begun, 0)
  assert.equal((await shop.http.get(`/pipelines/${pipeline.id}/metrics?owner=somebody`)).status, 422)

  const { version } = (await shop.http.get(`/deals/${own[0]?.id}`)).body
  await shop.http.patch(`/deals/${own[0]?.id}`, { ownerId: null }, { headers: { 'if-match': `"${version}"` } })
  assert.deepEqual(
    [(await ask(`owner=${me}`)).closed, (await ask('owner=nobody')).closed],
    [
      [1, 0],
      [1, 1],
    ],
  )
  const before = await ask('owner=nobody')
  await shop.run((ctx) => Promise.resolve(ctx.enqueue(tidyTallies, {})))
  await shop.settle()
  assert.deepEqual(await ask('owner=nobody'), before)
})

test('without a rate every currency stands on its own; with rates all of it comes first, closed deals at the rate of their day', async (t) => {
  const { shop, sell, move, forecast, metrics, figures } = await aShop(t)
  const expectedClose = dayOf(shop, 12)
  const won = await sell({ amountMinor: 10_000, currency: 'USD' })
  await move([won.id], 'won')
  const wonOn = dayOf(shop)
  await sell({ amountMinor: 20_000, currency: 'USD', probability: 50, expectedClose })
  await sell({ amountMinor: 7_000, probability: 100, expectedClose })
  const sums = async () => {
    const { total, missing } = await forecast()
    return [total.map((one) => [one.currency, one.isConverted, one.weightedMinor, one.wonMinor]), missing]
  }
  const own = [
    ['ARS', false, 7_000, 0],
    ['USD', false, 10_000, 10_000],
  ]
  assert.deepEqual(await sums(), [own, ['USD']])
  shop.clock.advance({ hours: 48 })
  const today = dayOf(shop)
  const pesos = (day: string, amount: number) => ({ currency: 'USD', day, rateNanos: amount * 1_000_000_000 })
  // A rate that is younger than the win says nothing about it.
  assert.equal((await shop.http.put('/exchange-rates', { items: [pesos(today, 1_500)] })).status, 200)
  assert.deepEqual(await sums(), [own, ['USD']])
  await shop.http.put('/exchange-rates', { items: [pesos(wonOn, 1_000)] })
  assert.deepEqual(await sums(), [[['ARS', true, 7_000 + 15_000_000, 10_000_000], ...own], []])
  const { rates } = await forecast()
  assert.deepEqual(rates, [{ ...pesos(today, 1_500), into: 'ARS' }])
  assert.deepEqual(
    (await metrics()).sums.map(({ currency, isConverted, wonMinor }) => [currency, isConverted, wonMinor]),
    [
      ['ARS', true, 10_000_000],
      ['ARS', false, 0],
      ['USD', false, 10_000],
    ],
  )
  assert.equal((await figures()).sums[0]?.openMinor, 7_000 + 30_000_000)
  // Whoever changes prices is offered the last one.
  const priceList = { name: 'General', currency: 'ARS', includesTax: true, priority: 0, audience: 'everybody' }
  const { id } = (await shop.http.post('/price-lists', priceList)).body
  assert.deepEqual((await shop.http.get(`/price-lists/${id}/exchange-rates`)).body, {
    rates: [{ ...pesos(today, 1_500), into: 'ARS' }],
    lastNanos: null,
  })
  const list = (await shop.http.get('/exchange-rates')).body.items
  assert.deepEqual(
    list.map(({ day, createdByName }: { day: string; createdByName: string }) => [day, createdByName]),
    [
      [today, 'Julia Lucero'],
      [wonOn, 'Julia Lucero'],
    ],
  )
  assert.equal((await shop.http.delete(`/exchange-rates/${list[1].id}`)).status, 200)
  assert.deepEqual(await sums(), [own, ['USD']])
})

test('rates that make no sense are refused as a whole, in words', async (t) => {
  const { shop } = await aShop(t)
  const day = dayOf(shop)
  const rate = { currency: 'USD', day, rateNanos: 1_000_000_000 }
  const refused = async (...items: object[]): Promise<string> => (await shop.http.put('/exchange-rates', { items })).body.code
  assert.equal(await refused(rate, { ...rate, currency: 'ARS' }), 'sales.rate_of_own_currency')
  assert.equal(await refused(rate, { ...rate, day: dayOf(shop, 2) }), 'sales.rate_in_future')
  assert.equal(await refused(rate, { ...rate, rateNanos: 5 }), 'sales.rate_twice')
  assert.equal(await refused({ ...rate, rateNanos: 0 }), 'kernel.invalid_input')
  assert.deepEqual((await shop.http.get('/exchange-rates')).body.items, [])
})

test('reports tell results by owner, the funnel and the reasons, a row for each currency, and whole days of the period', async (t) => {
  const { shop, sell, move, stageId } = await aShop(t)
  const won = [await sell({ amountMinor: 30_000 }), await sell({ amountMinor: 10_000, currency: 'USD' })]
  const lost = [await sell({ amountMinor: 5_000 }), await sell({ amountMinor: null })]
  await move(
    won.map(({ id }) => id),
    'won',
  )
  await move(
    lost.map(({ id }) => id),
    'lost',
  )
  await sell({ stageId: stageId('proposal') })
  const report = async (code: string, groupBy = '') =>
    (await shop.http.get(`/reports/sales/${code}?period=today${groupBy && `&groupBy=${groupBy}`}`)).body
  const cells = async (code: string, groupBy?: string) => (await report(code, groupBy)).rows.map((row: { cells: unknown[] }) => row.cells)
  const money = (amountMinor: number, currency = 'ARS') => ({ amountMinor, currency })
  assert.deepEqual(await cells('deal-results', 'pipeline'), [
    ['Ventas', 1, 2, 1 / 3, money(30_000), money(30_000), 0],
    ['Ventas', 1, 0, 1, money(10_000, 'USD'), money(10_000, 'USD'), 0],
  ])
  assert.deepEqual(
    (await cells('deal-stages')).map(([, , reached]: [unknown, unknown, number]) => reached),
    [5, 3, 3, 2, 2],
  )
  assert.deepEqual(await cells('lost-reasons'), [['Precio', 2, 1, money(5_000)]])
  shop.clock.advance({ days: 1 })
  assert.deepEqual(await cells('deal-results'), [])
  const board = (await shop.http.get('/board?period=yesterday')).body
  const block = board.blocks.find(({ code }: { code: string }) => code === 'deals')
  assert.deepEqual(
    block.figures.map(({ value }: { value: number }) => value),
    [5, 2, 2],
  )
})

test('a list of deals is narrowed down and taken along as a file, by whoever may read deals', async (t) => {
  const { shop, sell, move, pipeline } = await aShop(t)
  await sell({ title: 'Vieja', nextStep: 'Llamar' })
  shop.clock.advance({ days: 8 })
  await sell({ title: 'Nueva', amountMinor: 123_456 })
  await move([(await sell({ title: 'Vendida' })).id], 'won')
  const titles = async (query: string): Promise<string[]> =>
    (await shop.http.get(`/deals?pipelineId=${pipeline.id}&${query}`)).body.items.map(({ title }: { title: string }) => title)
  assert.deepEqual(await titles('filter=isRotting:eq:true'), ['Vieja'])
  assert.deepEqual(await titles('state=open&filter=nextStep:empty'), ['Nueva'])
  const body = { pipelineId: pipeline.id, state: 'open', sort: '-createdAt', format: 'csv' }
  const made = await shop.http.post('/deal-files', body)
  assert.deepEqual([made.status, made.body.rows], [200, 2])
  const { items, header } = await shop.run(async (ctx) => {
    const sheet = await sheetOf(ctx, (await deals.list(ctx, ListDeals.parse({ pipelineId: pipeline.id, state: 'open' }))).items)
    const [first = '', ...rest] = csvOf(sheet, ctx).trim().split('\r\n')
    return { header: first, items: rest }
  })
  assert.match(header, /Oportunidad;Contacto;Etapa;Responsable;Monto/)
  assert.match(items[0] ?? '', /^Nueva;;Nuevo;[^;]*;"1234,56";ARS;"0,1000"/)
  assert.equal((await shop.as({ permissions: [] }).http.post('/deal-files', body)).status, 403)
})
