import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { canManagePrices } from '#commerce/contract/permissions.ts'
import {
  CreatePriceChange,
  OfferedRates,
  PreviewPriceChange,
  PriceChange,
  PriceChangeItem,
  PriceChangePreview,
} from '#commerce/contract/price-change.ts'

const One = z.object({ id: Id })

/** What a change would come to, by name. Changes nothing. */
export const previewPriceChange = endpoint({
  method: 'POST',
  path: '/price-change-previews',
  permission: canManagePrices,
  input: PreviewPriceChange,
  output: PriceChangePreview,
})
/** What may be typed as a rate of exchange, from whoever keeps rates. */
export const offerRates = endpoint({
  method: 'GET',
  path: '/price-lists/:id/exchange-rates',
  permission: canManagePrices,
  input: One,
  output: OfferedRates,
})
/** Changes all of them, now or from a moment on. */
export const createPriceChange = endpoint({
  method: 'POST',
  path: '/price-changes',
  permission: canManagePrices,
  input: CreatePriceChange,
  output: PriceChange,
})
/** The newest first. */
export const listPriceChanges = endpoint({
  method: 'GET',
  path: '/price-changes',
  permission: canManagePrices,
  input: Listing,
  output: pageOf(PriceChange),
})
export const getPriceChange = endpoint({
  method: 'GET',
  path: '/price-changes/:id',
  permission: canManagePrices,
  input: One,
  output: PriceChange,
})
/** `kept`: only those that stayed when it was undone, because somebody had changed them since. */
export const listPriceChangeItems = endpoint({
  method: 'GET',
  path: '/price-changes/:id/items',
  permission: canManagePrices,
  input: Listing.extend({ id: Id, kept: z.stringbool().optional() }),
  output: pageOf(PriceChangeItem),
})
/** Puts back what was there before, as far as nobody has changed it since; a scheduled one never comes. */
export const undoPriceChange = endpoint({
  method: 'POST',
  path: '/price-changes/:id/reversal',
  permission: canManagePrices,
  input: One,
  output: PriceChange,
})
