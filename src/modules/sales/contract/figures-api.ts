import { endpoint } from '#kernel/contract/declare.ts'
import { AskFigures, AskForecast, AskMetrics, Figures, Forecast, Metrics } from '#sales/contract/figures.ts'
import { canReadDeals } from '#sales/contract/permissions.ts'

export const getPipelineFigures = endpoint({
  method: 'GET',
  path: '/pipelines/:id/figures',
  permission: canReadDeals,
  input: AskFigures,
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
