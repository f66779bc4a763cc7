import assert from 'node:assert/strict'
import { test } from 'node:test'
import { p90 } from '#kernel/contract/statistics.ts'
import { inOne, ratesByDay } from '#sales/server/exchange-rates/convert.ts'
import { worthIn } from '#sales/server/exchange-rates/kept-rates.ts'
import { coarse, percentileOf } from '#sales/server/metrics/durations.ts'
import { forecastOf, weightedOf } from '#sales/server/metrics/forecast-sums.ts'
import { funnelOf, furthestOf, isMature, shareOf } from '#sales/server/metrics/funnel.ts'
import { type Step, timeInStages } from '#sales/server/metrics/steps.ts'
import { velocityOf } from '#sales/server/metrics/velocity.ts'

const daySeconds = 86_400
const march = (day: number): string => `2026-03-${String(day).padStart(2, '0')}T12:00:00.000Z`
const steps = (...all: [string, number][]): Step[] => all.map(([stageId, day], i) => ({ id: `e${i}`, at: march(day), stageId }))
const daysIn = (all: readonly Step[]): Record<string, number> =>
  Object.fromEntries(timeInStages(all).map(({ stageId, seconds }) => [stageId, seconds / daySeconds]))

/** Every order of a list. */
const orders = <T>(all: readonly T[]): T[][] =>
  all.length < 2 ? [[...all]] : all.flatMap((one, i) => orders(all.toSpliced(i, 1)).map((rest) => [one, ...rest]))

test('40 open deals, a quarter won, 150.000 each, in 30 days: 50.000 a day', () => {
  const factors = { openCount: 40, won: 25, lost: 75, wonValued: 25, wonMinor: 25 * 150_000, wonCycleSeconds: 25 * 30 * daySeconds }
  assert.deepEqual(velocityOf(factors), {
    openCount: 40,
    winRate: 0.25,
    averageWonMinor: 150_000,
    averageCycleDays: 30,
    perDayMinor: 50_000,
  })
  assert.equal(velocityOf({ ...factors, won: 0 }), null)
  assert.equal(velocityOf({ ...factors, wonCycleSeconds: 0 }), null)
  assert.equal(velocityOf({ ...factors, openCount: 0 })?.perDayMinor, 0)
  assert.equal(velocityOf({ ...factors, wonValued: 20, wonMinor: 20 * 150_000 })?.averageWonMinor, 150_000)
})

test('open amounts by their chance come to 545.500, and what was won is added', () => {
  const open = [
    [100_000, 10],
    [250_000, 35],
    [80_000, 60],
    [500_000, 80],
  ].map(([amountMinor = 0, probability = 0]) => ({ currency: 'ARS', count: 1, amountMinor, probability }))
  assert.equal(weightedOf(open), 545_500)
  for (const order of orders(open)) assert.equal(weightedOf(order), 545_500)
  assert.deepEqual(forecastOf(open, [{ currency: 'ARS', count: 2, amountMinor: 90_000 }]), {
    openCount: 4,
    openMinor: 930_000,
    committedMinor: 500_000,
    weightedMinor: 545_500,
    wonCount: 2,
    wonMinor: 90_000,
    forecastMinor: 635_500,
  })
})

test('a deal that came back to a stage spent all its visits there', () => {
  const all = steps(['new', 1], ['proposal', 4], ['new', 6], ['proposal', 7], ['won', 10])
  assert.deepEqual(daysIn(all), { new: 4, proposal: 5 })
  assert.equal(timeInStages(all).find(({ stageId }) => stageId === 'new')?.leftAt, march(7))
  for (const order of orders(all)) assert.deepEqual(daysIn(order), { new: 4, proposal: 5 })
})

test('the stage in which a deal stands is not over yet', () => {
  assert.deepEqual(daysIn(steps(['new', 1], ['proposal', 4], ['new', 6])), { proposal: 2 })
  assert.deepEqual(daysIn(steps(['new', 1])), {})
  assert.deepEqual(daysIn([]), {})
})

test('a skipped stage counts as reached, and going back does not undo how far a deal came', () => {
  const order = ['new', 'qualified', 'proposal', 'won']
  assert.equal(furthestOf(order, ['new', 'proposal', 'new']), 'proposal')
  assert.equal(furthestOf(order, ['lost']), null)
  const furthest = [
    { stageId: 'new', count: 4 },
    { stageId: 'proposal', count: 3 },
    { stageId: 'won', count: 1 },
    { stageId: 'won', count: 2 },
  ]
  assert.deepEqual(
    funnelOf(order, furthest).map(({ reached, ofPrevious, ofFirst }) => [reached, ofPrevious, ofFirst]),
    [
      [10, null, 1],
      [6, 0.6, 0.6],
      [6, 1, 0.6],
      [3, 0.5, 0.3],
    ],
  )
  assert.deepEqual(
    funnelOf(order, []).map(({ ofPrevious, ofFirst }) => [ofPrevious, ofFirst]),
    order.map(() => [null, null]),
  )
})

test('the rate of wins leaves out what is open, and is nothing of nothing', () => {
  assert.equal(shareOf(3, 3 + 9), 0.25)
  assert.equal(shareOf(0, 0), null)
})

test('a month is judged once it is older than nine tenths of the wins took', () => {
  const now = new Date('2026-11-21T12:00:00.000Z')
  const cases: [string, number | null, boolean][] = [
    ['2026-11-01T03:00:00.000Z', 20 * daySeconds, true],
    ['2026-11-01T03:00:00.000Z', 21 * daySeconds, false],
    ['2026-12-01T03:00:00.000Z', 0, false],
    ['2020-01-01T03:00:00.000Z', null, false],
  ]
  for (const [endsAt, cycle, mature] of cases) assert.equal(isMature(endsAt, now, cycle), mature, `${endsAt} ${cycle}`)
})

test('times are kept to five minutes, the hour, six or the day, and counted ones have the same median and p90 as listed ones', () => {
  const cases: [number, number][] = [
    [0, 0],
    [149, 0],
    [150, 300],
    [3 * 3600, 3 * 3600],
    [daySeconds + 1799, daySeconds],
    [4 * daySeconds, 4 * daySeconds],
    [10 * daySeconds + 4 * 3600, 10 * daySeconds + 6 * 3600],
    [40.4 * daySeconds, 40 * daySeconds],
  ]
  for (const [seconds, kept] of cases) assert.equal(coarse(seconds), kept)
  const listed = [5, 1, 1, 9, 4, 4, 4, 30]
  const counted = [
    { seconds: 4, count: 3 },
    { seconds: 1, count: 2 },
    { seconds: 5, count: 1 },
    { seconds: 30, count: 1 },
    { seconds: 9, count: 1 },
    { seconds: 7, count: 0 },
  ]
  assert.equal(percentileOf(counted, 0.5), 4)
  assert.equal(percentileOf(counted, 0.9), p90(listed))
  assert.equal(percentileOf([], 0.5), null)
})

const usd = (day: string, pesos: number) => ({ currency: 'USD', into: 'ARS', day, rateNanos: pesos * 1_000_000_000 })

test('the rate of a day is the last one before it, and one missing rate leaves everything in its own currency', () => {
  const rates = [usd('2026-10-01', 1000), usd('2026-11-01', 1200)]
  assert.equal(ratesByDay(rates)('USD', '2026-09-30'), null)
  assert.equal(ratesByDay(rates)('USD', '2026-10-31')?.rateNanos, 1_000_000_000_000)
  assert.equal(ratesByDay(rates)('USD', '2026-11-01')?.rateNanos, 1_200_000_000_000)
  const on = { into: 'ARS', today: '2026-11-21' }
  const items = [
    { currency: 'ARS', day: null, amountMinor: 500 },
    { currency: 'USD', day: '2026-10-15', amountMinor: 10 },
    { currency: 'USD', day: null, amountMinor: 10 },
  ]
  const done = inOne(items, rates, on)
  assert.deepEqual(
    done.items?.map(({ amountMinor }) => amountMinor),
    [500, 10_000, 12_000],
  )
  assert.deepEqual([done.used, done.missing], [[usd('2026-11-01', 1200)], []])
  const early = inOne([...items, { currency: 'USD', day: '2026-09-01', amountMinor: 10 }], rates, on)
  assert.deepEqual([early.items, early.missing], [null, ['USD']])
})

test('what others are worth in a currency is told from what each is worth at home, as of the older day, and nothing beyond billionths', () => {
  const eur = { currency: 'EUR', into: 'ARS', day: '2026-11-15', rateNanos: 1_500_000_000_000 }
  const tiny = { currency: 'VES', into: 'ARS', day: '2026-11-15', rateNanos: 1 }
  const rates = [usd('2026-10-01', 1000), usd('2026-11-01', 1200), usd('2026-11-30', 9999), eur, tiny]
  const on = { home: 'ARS', today: '2026-11-21' }
  assert.deepEqual(worthIn('ARS', rates, on), [eur, usd('2026-11-01', 1200), tiny])
  assert.deepEqual(worthIn('USD', rates, on), [
    { currency: 'ARS', into: 'USD', day: '2026-11-01', rateNanos: 833_333 },
    { currency: 'EUR', into: 'USD', day: '2026-11-01', rateNanos: 1_250_000_000 },
  ])
  assert.deepEqual(worthIn('BRL', rates, on), [])
})
