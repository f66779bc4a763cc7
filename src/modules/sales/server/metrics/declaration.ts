import type { EventType } from '#kernel/contract/declare.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { live, serve, type Live, type Reaction, type Route, type Schedule } from '#kernel/module.ts'
import * as exchangeRateEvents from '#sales/contract/exchange-rate-events.ts'
import * as api from '#sales/contract/figures-api.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'
import { exchangeRateRoutes } from '#sales/server/exchange-rates/exchange-rates.ts'
import { figures } from '#sales/server/metrics/board-figures.ts'
import { forecast } from '#sales/server/metrics/forecasts.ts'
import { metrics } from '#sales/server/metrics/metrics.ts'
import { recountPipelines, tallyReactions, tallySchedules, tidyTallies } from '#sales/server/metrics/tallies.ts'

export const figureEvents: readonly EventType[] = Object.values(exchangeRateEvents)

/** Whoever looks at pipelines hears of new rates: their totals are others now. */
export const figureLives: readonly Live[] = [
  live(
    exchangeRateEvents.exchangeRatesChanged,
    () => ['sales.pipelines'],
    (viewer, data) => (viewer.permissions.has(canReadDeals.code) ? data : null),
  ),
]

export const figureRoutes: readonly Route[] = [
  serve(api.getPipelineFigures, figures),
  serve(api.getPipelineMetrics, metrics),
  serve(api.getPipelineForecast, forecast),
  ...exchangeRateRoutes,
]

export const figureReactions: readonly Reaction[] = tallyReactions
export const figureJobs: readonly JobType[] = [recountPipelines, tidyTallies]
export const figureSchedules: readonly Schedule[] = tallySchedules
