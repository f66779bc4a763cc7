import { endpoint } from '#kernel/contract/declare.ts'
import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { AskForecast, AskMetrics, Figures, Forecast, Metrics } from '#sales/contract/figures.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'

export const getPipelineFigures = endpoint({
  method: 'GET',
  path: '/pipelines/:id/figures',
  permission: canReadDeals,
  input: z.object({ id: Id }),
  output: Figures,
})
export const getPipelineMetrics = endpoint({
  method: 'GET',
  path: '/pipelines/:id/metrics',
  permission: canReadDeals,
  input: AskMetrics,
  output: Metrics,
})
export const getPipelineForecast = endpoint({
  method: 'GET',
  path: '/pipelines/:id/forecast',
  permission: canReadDeals,
  input: AskForecast,
  output: Forecast,
})
