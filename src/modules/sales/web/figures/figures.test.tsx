import { fireEvent, screen, within } from '@testing-library/react'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Forecast, ForecastSum, Metrics } from '#sales/contract/figures.ts'
import type { Pipeline } from '#sales/contract/pipeline.ts'
import { ForecastView } from '#sales/web/figures/forecast-view.tsx'
import { MetricsView } from '#sales/web/figures/metrics-view.tsx'
import { rateChange, wonChange } from '#sales/web/figures/pipeline-figures.tsx'
import { render } from '#web/testing/render.tsx'

const id = '01900000-0000-7000-8000-000000000001'
const pipeline: Pipeline = {
  id,
  name: 'Ventas',
  brandId: null,
  currency: 'ARS',
  asksNextStep: false,
  stages: [],
  archivedAt: null,
  version: 1,
}
const sum = (currency: string, isConverted: boolean, minor: number): ForecastSum => ({
  currency,
  isConverted,
  openCount: 1,
  openMinor: minor * 2,
  committedMinor: 0,
  weightedMinor: minor,
  wonCount: 0,
  wonMinor: 0,
  forecastMinor: minor,
})
const forecast = (sums: ForecastSum[], more: Partial<Forecast> = {}): Forecast => ({
  pipelineId: id,
  months: [{ month: '2026-11-01', sums }],
  total: sums,
  overdue: [],
  undated: [],
  owners: [{ ownerId: id, name: 'Julia Lucero', sums }],
  rates: [],
  missing: [],
  ...more,
})
const cohort = { month: '2026-11-01', begun: 4, open: 3, won: 1, lost: 0, conversion: 0.25, isMature: false }
const metrics: Metrics = {
  pipelineId: id,
  from: '2025-12-01',
  to: '2026-11-21',
  funnel: [{ stageId: id, name: 'Nuevo', kind: 'open', reached: 4, ofPrevious: null, ofFirst: 1 }],
  stageTimes: [{ stageId: id, name: 'Nuevo', count: 1, median: 345_600, p90: 432_000 }],
  cycle: { count: 1, median: 2_592_000, p90: 2_592_000 },
  wonCount: 1,
  lostCount: 3,
  winRate: 0.25,
  sums: [
    {
      currency: 'ARS',
      isConverted: false,
      wonCount: 1,
      lostCount: 3,
      wonMinor: 150_000,
      lostMinor: 0,
      winRateByCount: 0.25,
      winRateByValue: 1,
      velocity: { openCount: 40, winRate: 0.25, averageWonMinor: 150_000, averageCycleDays: 30, perDayMinor: 50_000 },
    },
  ],
  lostReasons: [],
  cohorts: [{ ...cohort, month: '2026-10-01', isMature: true }, cohort],
  rates: [],
  missing: [],
}
const show = (answer: Forecast) => render(<ForecastView pipeline={pipeline} />, { answers: { [`GET /pipelines/${id}/forecast`]: answer } })

test('amounts of two currencies are shown in one with the rate and its day, and each by itself when asked', async () => {
  await show(
    forecast([sum('ARS', true, 1_500_000_00), sum('ARS', false, 40_000_00), sum('USD', false, 1_000_00)], {
      rates: [{ currency: 'USD', into: 'ARS', day: '2026-11-21', rateNanos: 1_460_000_000_000 }],
    }),
  )
  expect((await screen.findByText(/Lo cerrado está convertido/)).textContent).toMatch(/1 USD = \$\s1\.460/)
  const month = within(screen.getByRole('region', { name: 'Por mes' })).getByRole('row', { name: /noviembre 2026/i })
  expect(month.textContent).toMatch(/\$\s1\.500\.000/)
  fireEvent.click(screen.getByLabelText('USD'))
  expect((await screen.findByRole('row', { name: /noviembre 2026.*US\$\s1\.000/i })).textContent).not.toMatch(/1\.500\.000/)
})

test('without a rate it says which one is missing, and nothing is added up', async () => {
  await show(forecast([sum('ARS', false, 40_000_00), sum('USD', false, 1_000_00)], { missing: ['USD'] }))
  expect(await screen.findByText(/Falta la cotización de USD/)).toBeTruthy()
  expect(screen.queryByText('Todo en ARS')).toBeNull()
})

test('a month that is too young is marked, and velocity names its four factors', async () => {
  await render(<MetricsView pipeline={pipeline} />, { answers: { [`GET /pipelines/${id}/metrics`]: metrics } })
  expect(await screen.findByText('oportunidades abiertas')).toBeTruthy()
  expect(screen.getByText('días hasta ganar, en promedio')).toBeTruthy()
  expect(within(screen.getByRole('row', { name: /noviembre 2026/i })).getByText('en curso')).toBeTruthy()
  expect(within(screen.getByRole('row', { name: /octubre 2026/i })).queryByText('en curso')).toBeNull()
})

function onPhone(): void {
  onTestFinished(() => void vi.unstubAllGlobals())
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: query.includes('max-width'),
    addEventListener() {},
    removeEventListener() {},
  }))
}

test('on a phone each month is a card with its figures by name, and nothing stands beyond the edge', async () => {
  onPhone()
  await show(forecast([sum('ARS', false, 1_500_000_00)]))
  const months = within(await screen.findByRole('list', { name: 'Por mes' }))
  const [november, overdue] = months.getAllByRole('listitem')
  expect(november?.textContent).toMatch(
    /noviembre 2026Pronóstico\$\s1\.500\.000Cant\.1Ganado–Comprometido–Ponderado\$\s1\.500\.000Abierto/i,
  )
  // Of a row without figures only its name is told.
  expect(overdue?.textContent).toBe('AtrasadasPronóstico–Su cierre era en un mes que ya pasó')
  expect(screen.queryByRole('region', { name: 'Por mes' })).toBeNull()
})

test('on a phone what became of the deals of a month stands below its conversion', async () => {
  onPhone()
  await render(<MetricsView pipeline={pipeline} />, { answers: { [`GET /pipelines/${id}/metrics`]: metrics } })
  const [november] = within(await screen.findByRole('list', { name: 'Por mes de creación' })).getAllByRole('listitem')
  expect(november?.textContent).toMatch(/noviembre 2026Conversiónen curso 25\s?%Creadas4Ganadas1Perdidas0Abiertas3/i)
})

test('what was won is compared with the same days of last month in one currency alone; rates move by points', () => {
  const won = (wonMinor: number, previousWonMinor: number, isConverted = false) => ({
    currency: 'ARS',
    isConverted,
    openCount: 0,
    openMinor: 0,
    weightedMinor: 0,
    wonMinor,
    previousWonMinor,
  })
  const percent = (share: number) => `${share * 100} %`
  expect(wonChange({ sums: [won(118, 100)] }, percent)).toEqual({ text: '▲ 18 %', tone: 'ok' })
  expect(wonChange({ sums: [won(118, 0)] }, percent)).toBeNull()
  expect(wonChange({ sums: [won(118, 100), won(1, 1)] }, percent)).toBeNull()
  expect(wonChange({ sums: [won(50, 100, true), won(1, 1)] }, percent)).toEqual({ text: '▼ 50 %', tone: 'bad' })
  const points = (count: number) => `${count} pts`
  expect(rateChange({ winRate: 0.27, previousWinRate: 0.29 }, points)).toEqual({ text: '▼ 2 pts', tone: 'bad' })
  expect(rateChange({ winRate: 0.27, previousWinRate: null }, points)).toBeNull()
})
