import type { z } from 'zod'
import * as commerce from '#commerce/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { ChangedPrice, findOfferedItems, OfferedItem } from '#sales/contract/proposal-catalogue-api.ts'
import { proposalNotFound } from '#sales/server/problems.ts'
import * as lineStore from '#sales/server/proposals/lines.store.ts'
import * as store from '#sales/server/proposals/proposals.store.ts'

const mostFound = 20

type Asked = z.output<typeof findOfferedItems.input>

/** What the catalogue has of these words, each variant a line of its own. Also what is sold out today: it is offered for another day. */
export async function find(ctx: Ctx, { id, search, currency, includesTax }: Asked): Promise<{ items: OfferedItem[] }> {
  const row = await store.find(ctx, id)
  if (!row) throw proposalNotFound()
  const products = await commerce.searchProducts(ctx, search, { brandId: row.brandId, limit: mostFound })
  const pictures = new Map(products.map((one) => [one.id, one.imageUrl]))
  const prices = await commerce.unitPrices(ctx, {
    ...whoOf(row),
    currency: currency ?? row.currency,
    includesTax: includesTax ?? row.includesTax,
    variantIds: products.flatMap(({ variants }) => variants.filter(({ refusal }) => refusal !== 'archived').map((one) => one.id)),
  })
  return {
    items: prices.slice(0, mostFound * 2).map(({ productId, variantId, name, sku, unit, priceMinor, taxBasisPoints }) => ({
      productId,
      variantId,
      name,
      sku,
      unit: ctx.t(`sales.units.${unit}`),
      priceMinor,
      taxBasisPoints,
      imageUrl: pictures.get(productId) ?? null,
    })),
  }
}

/** Lines whose price in the catalogue is another than when they were written. */
export async function changedPrices(ctx: Ctx, { id }: { id: string }): Promise<{ items: ChangedPrice[] }> {
  const row = await store.find(ctx, id)
  if (!row) throw proposalNotFound()
  const lines = (await lineStore.of(ctx, id)).flatMap(({ id: lineId, variantId, listPriceMinor }) =>
    variantId === null || listPriceMinor === null ? [] : [{ lineId, variantId, wasMinor: listPriceMinor }],
  )
  const { currency, includesTax } = row
  const variantIds = [...new Set(lines.map(({ variantId }) => variantId))]
  const prices = await commerce.unitPrices(ctx, { ...whoOf(row), currency, includesTax, variantIds })
  const byVariant = new Map(prices.map((one) => [one.variantId, one]))
  return {
    items: lines.flatMap(({ lineId, variantId, wasMinor }) => {
      const now = byVariant.get(variantId)
      const isGone = now === undefined || now.isArchived
      const nowMinor = now?.priceMinor ?? null
      return nowMinor === wasMinor && !isGone ? [] : [{ lineId, wasMinor, nowMinor: isGone ? null : nowMinor, isGone }]
    }),
  }
}

/** A seller offers it by hand: the prices are those of the counter, for this customer. */
const whoOf = ({ brandId, contactId }: Pick<store.StoredProposal, 'brandId' | 'contactId'>) => ({
  brandId,
  contactId,
  door: 'counter' as const,
})
