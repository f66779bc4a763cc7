import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { ExchangeRate, WriteRates } from '#sales/contract/exchange-rate.ts'
import { canManagePipelines, canReadDeals } from '#sales/contract/permissions.ts'

/** The newest first. */
export const listExchangeRates = endpoint({
  method: 'GET',
  path: '/exchange-rates',
  permission: canReadDeals,
  input: Listing,
  output: pageOf(ExchangeRate),
})
export const writeExchangeRates = endpoint({
  method: 'PUT',
  path: '/exchange-rates',
  permission: canManagePipelines,
  input: WriteRates,
  output: z.object({ count: z.int() }),
  bodyLimit: 256 * 1024,
})
export const removeExchangeRate = endpoint({
  method: 'DELETE',
  path: '/exchange-rates/:id',
  permission: canManagePipelines,
  input: z.object({ id: Id }),
  output: z.object({}),
})
