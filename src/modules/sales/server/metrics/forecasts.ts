import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { AskForecast, Forecast, ForecastSum } from '#sales/contract/figures.ts'
import { monthAfter } from '#sales/server/metrics/calendar.ts'
import { basketsOf, exchangeOf } from '#sales/server/metrics/currencies.ts'
import * as store from '#sales/server/metrics/figures.store.ts'
import { forecastOf } from '#sales/server/metrics/forecast-sums.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import { pipelineNotFound } from '#sales/server/problems.ts'

type Open = store.OpenRow & { day: null }
/** What was won counts in the running month. */
type Won = store.OwnerRow

/** The running month with what it brought already, and those after it; what is late or has no month stands beside them. */
export async function forecast(ctx: Ctx, { id, months, ...whose }: z.output<typeof AskForecast>): Promise<Forecast> {
  const today = dayIn(ctx.zone, ctx.now)
  const first = monthAfter(today, 0)
  const end = monthAfter(today, months)
  const [pipeline, exchange, openRows, closed] = await Promise.all([
    pipelines.find(ctx, id),
    exchangeOf(ctx, today),
    store.open(ctx, id, whose),
    store.outcomesByOwner(ctx, id, first, whose),
  ])
  if (!pipeline) throw pipelineNotFound()
  const open: Open[] = openRows.map((row) => ({ ...row, day: null }))
  const won: Won[] = closed.filter(({ outcome }) => outcome === 'won')
  const { baskets, rates, missing } = basketsOf({ open, won }, exchange)
  const sums = (isOpenOf: (row: Open) => boolean, isWonOf: (row: Won) => boolean): ForecastSum[] =>
    baskets
      .map((basket) => ({
        currency: basket.currency,
        isConverted: basket.isConverted,
        ...forecastOf(basket.open.filter(isOpenOf), basket.won.filter(isWonOf)),
      }))
      .filter(({ openCount, wonCount }) => openCount + wonCount > 0)
  const falls = ({ month }: Open): boolean => month !== null && month >= first && month < end
  const none = (): boolean => false
  const ownerIds = [...new Set([...open.filter(falls), ...won].map(({ ownerId }) => ownerId))]
  const names = await identity.people(
    ctx,
    ownerIds.filter((ownerId) => ownerId !== null),
  )
  const all = sums(falls, () => true)
  return {
    pipelineId: id,
    months: Array.from({ length: months }, (_month, i) => {
      const month = monthAfter(first, i)
      return { month, sums: sums((row) => row.month === month, i === 0 ? () => true : none) }
    }),
    total: all,
    overdue: sums(({ month }) => month !== null && month < first, none),
    undated: sums(({ month }) => month === null, none),
    owners: ownerIds
      .map((ownerId) => ({
        ownerId,
        name: names.find((person) => person.id === ownerId)?.name ?? null,
        sums: sums(
          (row) => falls(row) && row.ownerId === ownerId,
          (row) => row.ownerId === ownerId,
        ),
      }))
      .toSorted((a, b) => (b.sums[0]?.forecastMinor ?? 0) - (a.sums[0]?.forecastMinor ?? 0)),
    rates,
    missing,
  }
}
