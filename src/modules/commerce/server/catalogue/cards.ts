import * as identity from '#identity/server/public.ts'
import type { ProductCard } from '#commerce/contract/product.ts'
import type { CardRow } from '#commerce/server/catalogue/products.store.ts'
import { brandUnknown } from '#commerce/server/problems.ts'
import { unitPrices } from '#commerce/server/quotes/unit-prices.ts'
import type { Ctx } from '#kernel/ctx.ts'

/** What lists show, with a price to go by: of the brand that is asked about, or of the main one. */
export async function cardsOf(ctx: Ctx, rows: readonly CardRow[], brandId?: string): Promise<ProductCard[]> {
  if (rows.length === 0) return []
  const brands = await identity.brands(ctx)
  const brand = brandId === undefined ? brands[0] : brands.find(({ id }) => id === brandId)
  if (!brand) throw brandUnknown()
  const asked = { brandId: brand.id, contactId: null, door: 'counter', currency: null, includesTax: true } as const
  const prices = await unitPrices(ctx, { ...asked, variantIds: rows.map(({ variantId }) => variantId) })
  const priceById = new Map(prices.map(({ variantId, priceMinor }) => [variantId, priceMinor]))
  return rows.map(({ imageFileId, ...row }) => ({
    ...row,
    imageUrl: imageFileId === null ? null : ctx.files.url(ctx.org, imageFileId, { size: 96 }),
    priceMinor: priceById.get(row.variantId) ?? null,
    currency: brand.currency,
  }))
}
