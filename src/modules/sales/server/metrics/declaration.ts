import type { EventType } from '#kernel/contract/declare.ts'
import type { JobType } from '#kernel/jobs/job.ts'
import { serve, type Reaction, type Route, type Schedule } from '#kernel/module.ts'
import * as exchangeRateEvents from '#sales/contract/exchange-rate-events.ts'
import * as api from '#sales/contract/figures-api.ts'
import { exchangeRateRoutes } from '#sales/server/exchange-rates/exchange-rates.ts'
import { figures } from '#sales/server/metrics/board-figures.ts'
import { forecast } from '#sales/server/metrics/forecasts.ts'
import { metrics } from '#sales/server/metrics/metrics.ts'
import { recountPipelines, tallyReactions, tallySchedules, tidyTallies } from '#sales/server/metrics/tallies.ts'

export const figureEvents: readonly EventType[] = Object.values(exchangeRateEvents)

export const figureRoutes: readonly Route[] = [
  serve(api.getPipelineFigures, figures),
  serve(api.getPipelineMetrics, metrics),
  serve(api.getPipelineForecast, forecast),
  ...exchangeRateRoutes,
]

export const figureReactions: readonly Reaction[] = tallyReactions
export const figureJobs: readonly JobType[] = [recountPipelines, tidyTallies]
export const figureSchedules: readonly Schedule[] = tallySchedules
