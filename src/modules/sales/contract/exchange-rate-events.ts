import { z } from 'zod'
import { event } from '#kernel/contract/declare.ts'

export const exchangeRatesChanged = event('sales.exchange-rate.changed', z.object({ into: z.string() }))
