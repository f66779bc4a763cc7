import * as commerce from '#commerce/server/public.ts'
import * as inventory from '#inventory/server/public.ts'
import { scaled } from '#kernel/contract/shares.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { landedShares } from '#purchasing/contract/landed-cost.ts'
import type { AddLandedCost, Receipt } from '#purchasing/contract/receipt.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import { tell } from '#purchasing/server/orders/telling.ts'
import * as problems from '#purchasing/server/problems.ts'
import { get } from '#purchasing/server/receipts/receipts.ts'
import * as store from '#purchasing/server/receipts/receipts.store.ts'

/** Freight and the like of what came, in the currency of the organization, shared out over its lines to the last cent. */
export async function add(ctx: Ctx, { id, name, amountMinor, basis }: AddLandedCost): Promise<Receipt> {
  const found = await store.find(ctx, id)
  if (!found) throw problems.receiptNotFound()
  const order = await orders.lock(ctx, found.orderId)
  const receipt = await store.lock(ctx, id)
  if (!receipt || !order) throw problems.receiptNotFound()
  if (receipt.costedAt !== null) throw problems.receiptCosted()
  const lines = await store.lines(ctx, [id])
  const grams = await weights(ctx, basis, lines)
  const shares = landedShares(
    amountMinor,
    basis,
    lines.map(({ valueMinor, costMinor }, i) => ({ valueMinor: costMinor ?? valueMinor, weightGrams: grams[i] ?? null })),
  )
  if (shares === null) throw problems.weightMissing({ name: lines[grams.findIndex((one) => one === null || one === 0)]?.name ?? '' })
  const cost = { id: ctx.newId(), name, amountMinor, basis }
  const parts = lines.map((line, i) => ({ id: line.id, amountMinor: shares[i] ?? 0 }))
  await store.addLanded(ctx, id, cost, parts)
  await inventory.landCosts(ctx, {
    document: { kind: 'purchase-receipt', id },
    lines: lines.flatMap(({ variantId, moveId, id: lineId }, i) => {
      const share = shares[i] ?? 0
      return moveId === null || share === 0 ? [] : [{ key: `${cost.id} ${lineId}`, variantId, moveId, amountMinor: share }]
    }),
  })
  await tell(ctx, order, 'landed', { detail: { name, amountMinor, receiptId: id } })
  return get(ctx, id)
}

/** What all of each line weighs, by the weight of one unit in the catalogue; kilos and grams weigh what they say. */
async function weights(ctx: Ctx, basis: 'value' | 'weight', lines: readonly store.LineRow[]): Promise<(number | null)[]> {
  if (basis === 'value') return lines.map(() => null)
  const variants = new Map(
    (
      await commerce.variantsForSale(
        ctx,
        lines.map(({ variantId }) => variantId),
      )
    ).map((one) => [one.id, one]),
  )
  return lines.map(({ variantId, stockMilli }) => {
    const variant = variants.get(variantId)
    if (variant?.unit === 'kg') return stockMilli
    if (variant?.unit === 'g') return scaled(stockMilli, 1, 1000)
    return variant?.weightGrams ? scaled(variant.weightGrams, stockMilli, 1000) : null
  })
}
