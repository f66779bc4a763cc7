import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing, pageOf } from '#kernel/contract/page.ts'
import { canManagePrices, canReadCatalogue } from '#commerce/contract/permissions.ts'
import { PrintedLabels, PrintLabels } from '#commerce/contract/price-label.ts'
import { CreatePriceList, PriceList, UpdatePriceList } from '#commerce/contract/price-list.ts'
import { ListPrices, PricedVariant, SetPrices } from '#commerce/contract/price.ts'
import { Basket, Door, Quote } from '#commerce/contract/quote.ts'

const One = z.object({ id: Id })

/** All of them in the order in which they count, archived ones last. */
export const listPriceLists = endpoint({
  method: 'GET',
  path: '/price-lists',
  permission: canReadCatalogue,
  input: z.object({}),
  output: z.object({ items: z.array(PriceList) }),
})
export const createPriceList = endpoint({
  method: 'POST',
  path: '/price-lists',
  permission: canManagePrices,
  input: CreatePriceList,
  output: PriceList,
})
export const updatePriceList = endpoint({
  method: 'PUT',
  path: '/price-lists/:id',
  permission: canManagePrices,
  input: UpdatePriceList,
  output: PriceList,
  versioned: true,
})
export const setPriceListArchival = endpoint({
  method: 'PUT',
  path: '/price-lists/:id/archival',
  permission: canManagePrices,
  input: One.extend({ isArchived: z.boolean() }),
  output: PriceList,
})
/** Contacts that a list is for, by name. */
export const listPriceListCustomers = endpoint({
  method: 'GET',
  path: '/price-lists/:id/customers',
  permission: canManagePrices,
  input: Listing.extend({ id: Id }),
  output: pageOf(z.object({ contactId: Id, name: z.string() })),
})
export const changePriceListCustomers = endpoint({
  method: 'POST',
  path: '/price-lists/:id/customer-changes',
  permission: canManagePrices,
  input: One.extend({ add: z.array(Id).max(500).default([]), remove: z.array(Id).max(500).default([]) }),
  output: z.object({ customerCount: z.int() }),
})

/** What is sold with its prices in every list: those of now and those to come. By name. */
export const listPrices = endpoint({
  method: 'GET',
  path: '/prices',
  permission: canReadCatalogue,
  input: ListPrices,
  output: pageOf(PricedVariant),
})
export const getProductPrices = endpoint({
  method: 'GET',
  path: '/products/:id/prices',
  permission: canReadCatalogue,
  input: One,
  output: z.object({ items: z.array(PricedVariant) }),
})
/** All or nothing. Answers the variants as they are afterwards. */
export const setPrices = endpoint({
  method: 'POST',
  path: '/price-lists/:listId/prices',
  permission: canManagePrices,
  input: SetPrices,
  output: z.object({ items: z.array(PricedVariant) }),
  bodyLimit: 256 * 1024,
})
/** Of a price that does not hold yet: what holds before goes on. */
export const removeScheduledPrice = endpoint({
  method: 'DELETE',
  path: '/prices/:id',
  permission: canManagePrices,
  input: One,
  output: z.object({}),
})

/** What a basket comes to now. Nothing is kept of it. */
export const createQuote = endpoint({ method: 'POST', path: '/quotes', permission: canReadCatalogue, input: Basket, output: Quote })

/** What single units cost somebody at a door of a brand now, taxes included; `null`: nobody has said. For what is shown before it is chosen. */
export const listUnitPrices = endpoint({
  method: 'GET',
  path: '/unit-prices',
  permission: canReadCatalogue,
  input: z.object({
    brandId: Id,
    door: Door,
    contactId: Id.optional(),
    variantIds: z.union([Id.transform((id) => [id]), z.array(Id).max(200)]),
  }),
  output: z.object({ currency: z.string(), items: z.array(z.object({ variantId: Id, priceMinor: z.int().nullable() })) }),
})

/** Labels for the shelf, as a PDF. */
export const printPriceLabels = endpoint({
  method: 'POST',
  path: '/price-label-sheets',
  permission: canReadCatalogue,
  input: PrintLabels,
  output: PrintedLabels,
})
