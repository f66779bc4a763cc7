import type { Ctx } from '#kernel/ctx.ts'
import { lineMinor } from '#purchasing/contract/landed-cost.ts'
import { bestOffer, proposedSupplyMilli } from '#purchasing/contract/proposal.ts'
import type { OrderSuggested, PurchaseCard, Suggestion } from '#purchasing/contract/purchase-order.ts'
import { create } from '#purchasing/server/orders/drafts.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import { nothingSuggested } from '#purchasing/server/problems.ts'
import { runningOut, type RunningOut } from '#purchasing/server/shelf.ts'
import * as items from '#purchasing/server/suppliers/items.store.ts'

/** What is at or below the point from which on it is ordered, and of whom. What nobody sells yet comes last. */
export async function list(ctx: Ctx): Promise<{ items: Suggestion[] }> {
  return { items: await of(ctx, await runningOut(ctx)) }
}

async function of(ctx: Ctx, shelf: readonly RunningOut[]): Promise<Suggestion[]> {
  const offers = Map.groupBy(
    await items.ofVariants(
      ctx,
      shelf.map(({ variantId }) => variantId),
    ),
    ({ variantId }) => variantId,
  )
  return shelf
    .map((one): Suggestion => {
      const candidates = (offers.get(one.variantId) ?? []).map((item) => ({
        ...item,
        pack: { supplyMilli: item.supplyMilli, stockMilli: item.stockMilli },
      }))
      const item = bestOffer(candidates)
      const quantityMilli = item
        ? proposedSupplyMilli(one, { pack: item.pack, isWholeSupply: item.isWhole, leastSupplyMilli: item.leastMilli })
        : 0
      return {
        ...one,
        offer:
          item && quantityMilli > 0
            ? {
                itemId: item.id,
                supplierId: item.supplierId,
                supplierName: item.supplierName,
                supplyUnit: item.supplyUnit,
                supplyMilli: item.supplyMilli,
                stockMilli: item.stockMilli,
                quantityMilli,
                priceMinor: item.priceMinor,
                totalMinor: lineMinor(item.priceMinor, quantityMilli),
                currency: item.currency,
                leadDays: item.leadDays,
              }
            : null,
      }
    })
    .toSorted((a, b) => Number(a.offer === null) - Number(b.offer === null) || a.name.localeCompare(b.name))
}

/** One draft for each supplier. What is ordered already is not ordered again: it counts as on its way once it was sent. */
export async function order(
  ctx: Ctx,
  { variantIds, brandId }: OrderSuggested,
): Promise<{ items: PurchaseCard[]; withoutSupplier: number }> {
  const suggestions = await of(ctx, await runningOut(ctx, variantIds))
  const bySupplier = Map.groupBy(
    suggestions.filter(({ offer }) => offer !== null),
    ({ offer }) => offer?.supplierId ?? '',
  )
  if (bySupplier.size === 0) throw nothingSuggested()
  const made: PurchaseCard[] = []
  for (const [supplierId, lines] of bySupplier) {
    const order = await create(ctx, {
      brandId,
      supplierId,
      locationId: null,
      expectedOn: null,
      note: '',
      lines: lines.flatMap(({ variantId, offer }) => (offer ? [{ variantId, quantityMilli: offer.quantityMilli }] : [])),
    })
    const card = await orders.card(ctx, order.id)
    if (card) made.push(card)
  }
  return { items: made, withoutSupplier: suggestions.filter(({ offer }) => offer === null).length }
}
