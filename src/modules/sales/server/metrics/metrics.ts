import type { Ctx } from '#kernel/ctx.ts'
import type { z } from 'zod'
import type { AskMetrics, Cohort, Metrics, StageTime } from '#sales/contract/figures.ts'
import type { Stage } from '#sales/contract/pipeline.ts'
import { monthAfter } from '#sales/server/metrics/calendar.ts'
import { type Basket, basketsOf, exchangeOf } from '#sales/server/metrics/currencies.ts'
import { countOf, percentileOf } from '#sales/server/metrics/durations.ts'
import * as store from '#sales/server/metrics/figures.store.ts'
import { funnelOf, isMature, shareOf } from '#sales/server/metrics/funnel.ts'
import { dayIn, startOfDay } from '#kernel/contract/calendar-day.ts'
import { velocityOf } from '#sales/server/metrics/velocity.ts'
import * as pipelines from '#sales/server/pipelines/pipelines.store.ts'
import { pipelineNotFound } from '#sales/server/problems.ts'

/** Whole months up to today: what was begun, what was left and what was closed in them. */
export async function metrics(ctx: Ctx, { id, months, ...whose }: z.output<typeof AskMetrics>): Promise<Metrics> {
  const today = dayIn(ctx.zone, ctx.now)
  const from = monthAfter(today, 1 - months)
  const [pipeline, stages, reasons, exchange, outcomes, cohortRows, durations, open] = await Promise.all([
    pipelines.find(ctx, id),
    pipelines.stages(ctx, [id]),
    pipelines.lostReasons(ctx),
    exchangeOf(ctx, today),
    store.outcomesByReason(ctx, id, from, whose),
    store.cohorts(ctx, id, from, whose),
    store.durations(ctx, id, from, whose),
    store.openSums(ctx, id, whose),
  ])
  if (!pipeline) throw pipelineNotFound()
  const order = orderOf(stages)
  const cycle = durations.filter(({ stageId }) => stageId === null)
  const cycleP90 = percentileOf(cycle, 0.9)
  const { baskets, rates, missing } = basketsOf({ open: open.map((row) => ({ ...row, day: null })), outcomes }, exchange)
  const wonCount = countOfOutcome(outcomes, 'won')
  const lostCount = countOfOutcome(outcomes, 'lost')
  return {
    pipelineId: id,
    from,
    to: today,
    funnel: funnelOf(
      order.map((stage) => stage.id),
      furthestOf(cohortRows, order),
    ).flatMap((reached, i) => {
      const stage = order[i]
      return stage ? [{ ...reached, name: stage.name, kind: stage.kind }] : []
    }),
    stageTimes: order.filter(({ kind }) => kind !== 'won').map((stage) => stageTime(stage, durations)),
    cycle: { count: countOf(cycle), median: percentileOf(cycle, 0.5), p90: cycleP90 },
    wonCount,
    lostCount,
    winRate: shareOf(wonCount, wonCount + lostCount),
    sums: baskets.map(sumOf),
    lostReasons: lostReasonsOf(outcomes, reasons),
    cohorts: cohortsOf(cohortRows, { from, months, cycleP90, now: ctx.now, zone: ctx.zone }),
    rates,
    missing,
  }
}

/** All stages but the lost one; the won one is the last, wherever it stands on the board. */
export const orderOf = <S extends Pick<Stage, 'kind'>>(stages: readonly S[]): S[] => [
  ...stages.filter(({ kind }) => kind !== 'won' && kind !== 'lost'),
  ...stages.filter(({ kind }) => kind === 'won'),
]

/** What stands in a stage that is gone, or came from another pipeline, came as far as the first one. */
const furthestOf = (rows: readonly store.CohortRow[], order: readonly Stage[]) =>
  rows.map(({ furthestStageId, count }) => ({
    stageId: order.find(({ id }) => id === furthestStageId)?.id ?? order[0]?.id ?? '',
    count,
  }))

function stageTime({ id, name }: Stage, durations: readonly store.DurationRow[]): StageTime {
  const own = durations.filter(({ stageId }) => stageId === id)
  return { stageId: id, name, count: countOf(own), median: percentileOf(own, 0.5), p90: percentileOf(own, 0.9) }
}

const countOfOutcome = (rows: readonly store.OutcomeRow[], outcome: 'won' | 'lost'): number =>
  countOf(rows.filter((row) => row.outcome === outcome).map(({ count }) => ({ seconds: 0, count })))

type Sums = Basket<{ open: readonly (store.OpenSum & { day: null })[]; outcomes: readonly store.ReasonRow[] }>

function sumOf({ currency, isConverted, open, outcomes }: Sums): Metrics['sums'][number] {
  const of = (outcome: 'won' | 'lost', field: 'count' | 'valued' | 'amountMinor' | 'cycleSeconds'): number =>
    outcomes.reduce((sum, row) => (row.outcome === outcome ? sum + row[field] : sum), 0)
  const [won, lost] = [of('won', 'count'), of('lost', 'count')]
  const [wonMinor, lostMinor] = [of('won', 'amountMinor'), of('lost', 'amountMinor')]
  return {
    currency,
    isConverted,
    wonCount: won,
    lostCount: lost,
    wonMinor,
    lostMinor,
    winRateByCount: shareOf(won, won + lost),
    winRateByValue: shareOf(wonMinor, wonMinor + lostMinor),
    velocity: velocityOf({
      openCount: open.reduce((sum, { count }) => sum + count, 0),
      won,
      lost,
      wonValued: of('won', 'valued'),
      wonMinor,
      wonCycleSeconds: of('won', 'cycleSeconds'),
    }),
  }
}

function lostReasonsOf(rows: readonly store.ReasonRow[], reasons: readonly { id: string; name: string }[]): Metrics['lostReasons'] {
  const lost = rows.filter(({ outcome }) => outcome === 'lost')
  const total = countOfOutcome(lost, 'lost')
  return [...Map.groupBy(lost, ({ lostReasonId }) => lostReasonId)]
    .map(([lostReasonId, same]) => {
      const count = countOfOutcome(same, 'lost')
      return { lostReasonId, name: reasons.find(({ id }) => id === lostReasonId)?.name ?? null, count, share: shareOf(count, total) ?? 0 }
    })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count || ((a.name ?? '') < (b.name ?? '') ? -1 : 1))
}

type Span = { from: string; months: number; cycleP90: number | null; now: Date; zone: string }

/** Every month of the period, also those in which nothing was begun. */
function cohortsOf(rows: readonly store.CohortRow[], { from, months, cycleP90, now, zone }: Span): Cohort[] {
  return Array.from({ length: months }, (_month, i) => {
    const month = monthAfter(from, i)
    const own = rows.filter((row) => row.month === month)
    const of = (outcome: store.CohortRow['outcome']): number =>
      own.reduce((sum, row) => (row.outcome === outcome ? sum + row.count : sum), 0)
    const [open, won, lost] = [of('open'), of('won'), of('lost')]
    const begun = open + won + lost
    const isOver = isMature(startOfDay(zone, monthAfter(month, 1)), now, cycleP90)
    return { month, begun, open, won, lost, conversion: shareOf(won, begun), isMature: isOver }
  })
}
