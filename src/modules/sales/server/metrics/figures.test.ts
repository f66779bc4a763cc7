import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Figures, Forecast, Metrics } from '#sales/contract/figures.ts'
import { recountPipelines, tidyTallies } from '#sales/server/metrics/tallies.ts'
import { aShop, dayOf } from '#sales/server/testing/figures.ts'

const daySeconds = 86_400

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
