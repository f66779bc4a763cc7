import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { canManageChannels, canReadOwn } from '#conversations/contract/permissions.ts'
import { ConversationCosts, MessagePrice, RateImport, RateTable } from '#conversations/contract/rate.ts'

export const listRates = endpoint({
  method: 'GET',
  path: '/rates',
  permission: canManageChannels,
  input: z.object({}),
  output: RateTable,
})
/**
 * Reads a CSV with `market, category, currency, valid_from, amount` and optionally `from_volume` (Spanish headings too).
 * Rows with the same market, category, day and volume are replaced. Lines that cannot be read are told and left out.
 * `isDryRun` writes nothing.
 */
export const importRates = endpoint({
  method: 'POST',
  path: '/rate-imports',
  permission: canManageChannels,
  input: z.object({ csv: z.string().min(1).max(1_000_000), isDryRun: z.boolean() }),
  output: RateImport,
  bodyLimit: 2 * 1024 * 1024,
})
/** Back to the table that came with the product. */
export const clearRates = endpoint({
  method: 'DELETE',
  path: '/rates',
  permission: canManageChannels,
  input: z.object({}),
  output: RateTable,
})

/** What writing to this customer would cost now, by what is sent. */
export const getCosts = endpoint({
  method: 'GET',
  path: '/conversations/:id/costs',
  permission: canReadOwn,
  input: z.object({ id: Id, channelId: Id.optional() }),
  output: ConversationCosts,
})
/** Null until the provider has said what it charges. */
export const getMessagePrice = endpoint({
  method: 'GET',
  path: '/messages/:id/price',
  permission: canReadOwn,
  input: z.object({ id: Id }),
  output: z.object({ price: MessagePrice.nullable() }),
})
