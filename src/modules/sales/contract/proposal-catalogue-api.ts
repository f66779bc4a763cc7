import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Currency } from '#kernel/contract/money.ts'
import { canReadProposals, canWriteProposals } from '#sales/contract/permissions.ts'

/** Something of the catalogue as a line of a proposal: its price in the proposal's currency, with or without taxes like its other prices. */
export const OfferedItem = z.object({
  productId: Id,
  variantId: Id,
  name: z.string(),
  sku: z.string().nullable(),
  /** As a line says it: `kg`. */
  unit: z.string(),
  /** `null`: nobody has said what it costs in this currency. */
  priceMinor: z.int().nullable(),
  taxBasisPoints: z.int(),
  imageUrl: z.string().nullable(),
})
export type OfferedItem = z.infer<typeof OfferedItem>

/** What the brand of a proposal sells, by what it is called. `currency` and `includesTax`: as the draft says by now. */
export const findOfferedItems = endpoint({
  method: 'GET',
  path: '/proposals/:id/catalogue-items',
  permission: canWriteProposals,
  input: z.object({
    id: Id,
    search: z.string().trim().min(1).max(100),
    currency: Currency.optional(),
    includesTax: z.stringbool().optional(),
  }),
  output: z.object({ items: z.array(OfferedItem) }),
})

/** A line that came from the catalogue and costs something else there by now. `nowMinor` null: it has no price there any more. */
export const ChangedPrice = z.object({ lineId: Id, wasMinor: z.int(), nowMinor: z.int().nullable(), isGone: z.boolean() })
export type ChangedPrice = z.infer<typeof ChangedPrice>

/** What was offered stays as it was offered: this only says where the catalogue says something else today. */
export const listChangedPrices = endpoint({
  method: 'GET',
  path: '/proposals/:id/changed-prices',
  permission: canReadProposals,
  input: z.object({ id: Id }),
  output: z.object({ items: z.array(ChangedPrice) }),
})
