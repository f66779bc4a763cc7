import type { Ctx } from '#kernel/ctx.ts'
import type { z } from 'zod'
import type { AskFigures, Figures } from '#sales/contract/figures.ts'
import { monthAfter, sameDayLastMonth } from '#sales/server/metrics/calendar.ts'
import { basketsOf, exchangeOf } from '#sales/server/metrics/currencies.ts'
import { percentileOf } from '#sales/server/metrics/durations.ts'
import * as store from '#sales/server/metrics/figures.store.ts'
import { forecastOf } from '#sales/server/metrics/forecast-sums.ts'
import { shareOf } from '#sales/server/metrics/funnel.ts'
import { addDays, dayIn } from '#kernel/contract/calendar-day.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import { pipelineNotFound } from '#sales/server/problems.ts'

const rateDays = 90
const cycleMonths = 3

/** What stands above a board: what is open and what it is worth, what this month brought, how often and how fast it is won. */
export async function figures(ctx: Ctx, { id, ...whose }: z.output<typeof AskFigures>): Promise<Figures> {
  const today = dayIn(ctx.zone, ctx.now)
  const month = monthAfter(today, 0)
  const rateFrom = addDays(today, -rateDays)
  const previousRateFrom = addDays(rateFrom, -rateDays)
  const lastMonth = monthAfter(today, -1)
  const [pipeline, exchange, open, outcomes, cycles] = await Promise.all([
    pipelines.find(ctx, id),
    exchangeOf(ctx, today),
    store.open(ctx, id, whose),
    store.outcomes(ctx, id, previousRateFrom < lastMonth ? previousRateFrom : lastMonth, whose),
    store.cycles(ctx, id, monthAfter(today, 1 - 2 * cycleMonths), whose),
  ])
  if (!pipeline) throw pipelineNotFound()
  const between = (from: string, until: string) => outcomes.filter(({ day }) => day !== null && day >= from && day <= until)
  const won = between(month, today).filter(({ outcome }) => outcome === 'won')
  const previousWon = between(lastMonth, sameDayLastMonth(today)).filter(({ outcome }) => outcome === 'won')
  const { baskets, rates, missing } = basketsOf({ open: open.map((row) => ({ ...row, day: null })), won, previousWon }, exchange)
  const cycleFrom = monthAfter(today, 1 - cycleMonths)
  const recent = cycles.filter((row) => row.month >= cycleFrom)
  return {
    pipelineId: id,
    month,
    sums: baskets.map((basket) => {
      const sum = forecastOf(basket.open, basket.won)
      return {
        currency: basket.currency,
        isConverted: basket.isConverted,
        openCount: sum.openCount,
        openMinor: sum.openMinor,
        weightedMinor: sum.weightedMinor,
        wonMinor: sum.wonMinor,
        previousWonMinor: forecastOf([], basket.previousWon).wonMinor,
      }
    }),
    winRate: rateOf(between(addDays(rateFrom, 1), today)),
    previousWinRate: rateOf(between(addDays(previousRateFrom, 1), rateFrom)),
    cycleMedian: percentileOf(recent, 0.5),
    cycleP90: percentileOf(recent, 0.9),
    previousCycleMedian: percentileOf(
      cycles.filter((row) => row.month < cycleFrom),
      0.5,
    ),
    rates,
    missing,
  }
}

function rateOf(rows: readonly store.OutcomeRow[]): number | null {
  const count = (outcome: 'won' | 'lost'): number => rows.reduce((sum, row) => (row.outcome === outcome ? sum + row.count : sum), 0)
  return shareOf(count('won'), count('won') + count('lost'))
}
