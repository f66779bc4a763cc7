import { canReadCosts, canWriteCatalogue } from '#commerce/contract/permissions.ts'
import * as commerce from '#commerce/server/public.ts'
import * as identity from '#identity/server/public.ts'
import * as inventory from '#inventory/server/public.ts'
import { sum } from '#kernel/contract/shares.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { marginOf, newCost, type CostRule } from '#purchasing/contract/cost-effect.ts'
import type { ConfirmCosts, CostEffect, CostEffects } from '#purchasing/contract/receipt.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import { tell } from '#purchasing/server/orders/telling.ts'
import * as problems from '#purchasing/server/problems.ts'
import * as store from '#purchasing/server/receipts/receipts.store.ts'
import { settingOf } from '#purchasing/server/settings/settings.ts'
import { byId } from '#purchasing/server/suppliers/items.ts'

/** What a receipt would make of costs and margins. Nothing is kept. */
export async function effects(ctx: Ctx, { id }: { id: string }): Promise<CostEffects> {
  ctx.require(canReadCosts)
  const receipt = await store.find(ctx, id)
  if (!receipt) throw problems.receiptNotFound()
  const order = await orders.find(ctx, receipt.orderId)
  const { costRule } = await settingOf(ctx)
  return { items: await effectsOf(ctx, receipt, order?.brandId ?? '', costRule), costedAt: receipt.costedAt, rule: costRule }
}

/** Makes them the costs of the catalogue, if they are still what was looked at. */
export async function confirm(ctx: Ctx, { id, items }: ConfirmCosts): Promise<CostEffects> {
  ctx.require(canReadCosts)
  ctx.require(canWriteCatalogue)
  const found = await store.find(ctx, id)
  const order = found && (await orders.lock(ctx, found.orderId))
  const receipt = found && (await store.lock(ctx, id))
  if (!receipt || !order) throw problems.receiptNotFound()
  const { costRule } = await settingOf(ctx)
  const now = new Map((await effectsOf(ctx, receipt, order.brandId, costRule)).map((effect) => [effect.variantId, effect]))
  for (const { variantId, oldCostMinor, newCostMinor } of items) {
    const effect = now.get(variantId)
    if (!effect) throw problems.lineUnknown()
    if (effect.oldCostMinor !== oldCostMinor || effect.newCostMinor !== newCostMinor) throw problems.costMoved({ name: effect.name })
  }
  const { currency } = await identity.organization(ctx)
  await commerce.setCosts(
    ctx,
    items.map(({ variantId, newCostMinor }) => ({ variantId, costMinor: newCostMinor, costCurrency: currency })),
  )
  await store.markCosted(ctx, id)
  await tell(ctx, order, 'costed', { detail: { receiptId: id, lineCount: items.length } })
  return effects(ctx, { id })
}

/** By variant: several lots of one are one arrival. */
async function effectsOf(ctx: Ctx, receipt: store.ReceiptRow, brandId: string, rule: CostRule): Promise<CostEffect[]> {
  const lines = (await store.lines(ctx, [receipt.id])).filter(({ stockMilli, returnedStockMilli }) => stockMilli > returnedStockMilli)
  if (lines.some(({ costMinor }) => costMinor === null)) throw problems.costUnknown()
  const byVariant = Map.groupBy(lines, ({ variantId }) => variantId)
  const ids = [...byVariant.keys()]
  const { currency } = await identity.organization(ctx)
  const asked = { brandId, contactId: null, door: 'counter' as const, currency, includesTax: false, variantIds: ids }
  const [variants, worths, prices] = [await byId(ctx, ids), await inventory.costOf(ctx, ids), await commerce.unitPrices(ctx, asked)]
  return ids.flatMap((variantId): CostEffect[] => {
    const own = byVariant.get(variantId) ?? []
    const variant = variants.get(variantId)
    const stockMilli = sum(own.map((line) => line.stockMilli))
    const valueMinor = sum(own.map((line) => (line.costMinor ?? 0) + line.landedMinor))
    const paidMinor = newCost('last', { onHandMilli: 0, costMinor: null }, { stockMilli, valueMinor })
    const worth = worths.find((one) => one.variantId === variantId)
    // Where the shelf is counted it knows the average itself, with all that came since.
    const average = worth && worth.quantityMilli > 0 ? worth.unitCostMinor : null
    const newCostMinor = rule === 'average' ? (average ?? paidMinor) : paidMinor
    if (!variant || paidMinor === null || newCostMinor === null) return []
    const oldCostMinor = variant.costCurrency === null || variant.costCurrency === currency ? variant.costMinor : null
    const priceMinor = prices.find((one) => one.variantId === variantId)?.priceMinor ?? null
    return [
      {
        variantId,
        name: variant.name,
        oldCostMinor,
        paidMinor,
        newCostMinor,
        currency,
        priceMinor,
        oldMargin: marginOf(priceMinor, oldCostMinor),
        newMargin: marginOf(priceMinor, newCostMinor),
        isFree: paidMinor === 0,
      },
    ]
  })
}
