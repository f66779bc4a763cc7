import type { QueryClient } from '@tanstack/react-query'
import { dealChanged, dealCreated, dealMoved } from '#sales/contract/deal-events.ts'
import { exchangeRatesChanged } from '#sales/contract/exchange-rate-events.ts'
import { listExchangeRates } from '#sales/contract/exchange-rate-api.ts'
import { getPipelineFigures, getPipelineForecast, getPipelineMetrics } from '#sales/contract/figures-api.ts'
import { liveHandler } from '#web/module.ts'

const figures = [getPipelineFigures.path, getPipelineForecast.path, getPipelineMetrics.path]

export function askFiguresAgain(queryClient: QueryClient): void {
  for (const path of figures) void queryClient.invalidateQueries({ queryKey: [path] })
}

/** Any step of a deal moves the figures of its pipeline. */
export const figureHandlers = [
  ...[dealCreated, dealMoved, dealChanged].map(({ name }) => liveHandler(name, askFiguresAgain)),
  liveHandler(exchangeRatesChanged.name, (queryClient) => {
    askFiguresAgain(queryClient)
    void queryClient.invalidateQueries({ queryKey: [listExchangeRates.path] })
  }),
]
