import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Day } from '#kernel/contract/time.ts'
import { RateUsed } from '#sales/contract/exchange-rate.ts'
import { StageKind } from '#sales/contract/pipeline.ts'

/** Open deals from this chance in percent on are counted on. */
export const committedFrom = 70

/** Shares lie between 0 and 1; `null` where there is nothing to divide by. Times are seconds. */
const Share = z.number().nullable()
const Seconds = z.number().nullable()

/**
 * Amounts in one currency. `isConverted`: those of all currencies, in the organization's; it is only there when there is more
 * than one and a rate for each. Open amounts at today's rate, those of what was closed at the rate of that day.
 */
const inCurrency = { currency: z.string(), isConverted: z.boolean() }

/** `missing`: currencies without a rate on a day that one was needed for: then nothing is converted. */
const conversion = { rates: z.array(RateUsed), missing: z.array(z.string()) }

/** The row above a board. `previous`: the same stretch before; of a running month, up to the same day of the last one. */
export const Figures = z.object({
  pipelineId: Id,
  month: Day,
  sums: z.array(
    z.object({
      ...inCurrency,
      openCount: z.int(),
      openMinor: z.int(),
      weightedMinor: z.int(),
      wonMinor: z.int(),
      previousWonMinor: z.int(),
    }),
  ),
  /** Won of all that were closed in the last 90 days. */
  winRate: Share,
  previousWinRate: Share,
  /** From the beginning to the win, of those won in the last three months of the calendar. */
  cycleMedian: Seconds,
  cycleP90: Seconds,
  previousCycleMedian: Seconds,
  ...conversion,
})
export type Figures = z.infer<typeof Figures>

/** Among people: of nobody; among brands: of none. */
export const nobody = 'nobody'
export const noBrand = 'none'

const several = <W extends string>(nothing: W) => {
  const One = z.union([Id, z.literal(nothing)])
  return z
    .union([One, z.array(One).max(50)])
    .optional()
    .transform((value): string[] => (value === undefined ? [] : Array.isArray(value) ? value : [value]))
}
/** Whose deals are counted: of any of these people and of any of these brands. Nothing said: all. */
const whose = { owner: several(nobody), brand: several(noBrand) }
export type Whose = { owner: readonly string[]; brand: readonly string[] }

export const AskFigures = z.object({ id: Id, ...whose })

/** Whole months of the organization's calendar, the running one included. */
export const AskMetrics = z.object({ id: Id, months: z.coerce.number().int().min(1).max(36).default(12), ...whose })

/** Of the deals begun in the period, how many ever came as far as this stage; what skipped it came as far too. */
export const FunnelStage = z.object({
  stageId: Id,
  name: z.string(),
  kind: StageKind,
  reached: z.int(),
  ofPrevious: Share,
  ofFirst: Share,
})
export type FunnelStage = z.infer<typeof FunnelStage>

/** All visits of a deal added up, of those that left the stage in the period. */
export const StageTime = z.object({ stageId: Id, name: z.string(), count: z.int(), median: Seconds, p90: Seconds })
export type StageTime = z.infer<typeof StageTime>

/** `perDayMinor` is the open deals by the rate of wins by the average win, over the average days to a win. */
export const Velocity = z.object({
  openCount: z.int(),
  winRate: z.number(),
  averageWonMinor: z.int(),
  averageCycleDays: z.number(),
  perDayMinor: z.int(),
})
export type Velocity = z.infer<typeof Velocity>

export const MetricsInCurrency = z.object({
  ...inCurrency,
  wonCount: z.int(),
  lostCount: z.int(),
  wonMinor: z.int(),
  lostMinor: z.int(),
  winRateByCount: Share,
  winRateByValue: Share,
  velocity: Velocity.nullable(),
})
export type MetricsInCurrency = z.infer<typeof MetricsInCurrency>

/** Deals by the month in which they were begun. Until most of those that will be won have been, a month looks worse than it is. */
export const Cohort = z.object({
  month: Day,
  begun: z.int(),
  open: z.int(),
  won: z.int(),
  lost: z.int(),
  conversion: Share,
  isMature: z.boolean(),
})
export type Cohort = z.infer<typeof Cohort>

export const Metrics = z.object({
  pipelineId: Id,
  from: Day,
  to: Day,
  funnel: z.array(FunnelStage),
  stageTimes: z.array(StageTime),
  cycle: z.object({ count: z.int(), median: Seconds, p90: Seconds }),
  wonCount: z.int(),
  lostCount: z.int(),
  winRate: Share,
  sums: z.array(MetricsInCurrency),
  lostReasons: z.array(z.object({ lostReasonId: Id.nullable(), name: z.string().nullable(), count: z.int(), share: z.number() })),
  cohorts: z.array(Cohort),
  ...conversion,
})
export type Metrics = z.infer<typeof Metrics>

/** The running month and those after it. */
export const AskForecast = z.object({ id: Id, months: z.coerce.number().int().min(1).max(24).default(6), ...whose })

/**
 * `weightedMinor`: open amounts by their chance; `committedMinor`: open amounts that are counted on; `forecastMinor`: weighted
 * and won together.
 */
export const ForecastSum = z.object({
  ...inCurrency,
  openCount: z.int(),
  openMinor: z.int(),
  committedMinor: z.int(),
  weightedMinor: z.int(),
  wonCount: z.int(),
  wonMinor: z.int(),
  forecastMinor: z.int(),
})
export type ForecastSum = z.infer<typeof ForecastSum>

export const Forecast = z.object({
  pipelineId: Id,
  months: z.array(z.object({ month: Day, sums: z.array(ForecastSum) })),
  /** All of these months. */
  total: z.array(ForecastSum),
  /** Should have been closed in a month that is over. */
  overdue: z.array(ForecastSum),
  undated: z.array(ForecastSum),
  /** Of these months, by whose they are. */
  owners: z.array(z.object({ ownerId: Id.nullable(), name: z.string().nullable(), sums: z.array(ForecastSum) })),
  ...conversion,
})
export type Forecast = z.infer<typeof Forecast>
