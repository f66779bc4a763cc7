import type { z } from 'zod'
import type { Ctx } from '#kernel/ctx.ts'
import * as identity from '#identity/server/public.ts'
import type { listUnitPrices } from '#commerce/contract/price-api.ts'
import type { TaxKind, UnitCode } from '#commerce/contract/quantity.ts'
import type { Door } from '#commerce/contract/quote.ts'
import { choose, inOrder } from '#commerce/server/prices/choice.ts'
import { asKind, nameOf } from '#commerce/server/quotes/pricing.ts'
import { brandUnknown } from '#commerce/server/quotes/problems.ts'
import { listsFor } from '#commerce/server/quotes/quotes.ts'
import * as store from '#commerce/server/quotes/wares.store.ts'

/** `currency`: null for the brand's. `includesTax`: whether the prices that are answered hold their taxes. */
export type AskedPrices = {
  brandId: string
  contactId: string | null
  door: Door
  currency: string | null
  includesTax: boolean
  variantIds: readonly string[]
}
export type UnitPrice = {
  variantId: string
  productId: string
  /** Product and variant as a customer reads them. */
  name: string
  sku: string | null
  unit: UnitCode
  taxKind: TaxKind
  taxBasisPoints: number
  /** Of one unit, without modifiers; null: nobody has said in this currency. */
  priceMinor: number | null
  /** Sold no more. */
  isArchived: boolean
}

/**
 * What single things cost somebody now, whether or not they can be had at this hour: for what is offered for another day. In the
 * order asked for; ids of nothing are absent.
 */
export async function unitPrices(ctx: Ctx, { variantIds, includesTax, ...asked }: AskedPrices): Promise<UnitPrice[]> {
  if (variantIds.length === 0) return []
  const at = ctx.now.toISOString()
  const brand = (await identity.brands(ctx)).find(({ id }) => id === asked.brandId)
  if (!brand) throw brandUnknown()
  const [found, wares] = await Promise.all([
    listsFor(ctx, asked, asked.currency ?? brand.currency, at),
    store.wares(ctx, [...new Set(variantIds)], at),
  ])
  const lists = inOrder(found)
  const wareById = new Map(wares.map((ware) => [ware.id, ware]))
  return variantIds.flatMap((variantId) => {
    const ware = wareById.get(variantId)
    if (!ware) return []
    const chosen = choose(ware.prices, lists, 1000)
    const hasTax = lists.find(({ id }) => id === chosen?.listId)?.includesTax ?? true
    const { productId, sku, unit, taxKind, taxBasisPoints, isArchived } = ware
    const priceMinor = chosen && asKind(chosen.listPriceMinor, ware, hasTax, includesTax)
    return [{ variantId, productId, name: nameOf(ware), sku, unit, taxKind, taxBasisPoints, priceMinor, isArchived }]
  })
}

/** The same for a screen: whoever it is for sees what they would pay. */
export async function shownPrices(
  ctx: Ctx,
  { contactId, ...asked }: z.output<typeof listUnitPrices.input>,
): Promise<z.output<typeof listUnitPrices.output>> {
  const brand = (await identity.brands(ctx)).find(({ id }) => id === asked.brandId)
  if (!brand) throw brandUnknown()
  const items = await unitPrices(ctx, { ...asked, contactId: contactId ?? null, currency: null, includesTax: true })
  return { currency: brand.currency, items: items.map(({ variantId, priceMinor }) => ({ variantId, priceMinor })) }
}
