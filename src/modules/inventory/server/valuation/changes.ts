import * as identity from '#identity/server/public.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { stockChanged } from '#inventory/contract/stock-events.ts'
import type { LandedCost, ValuationMethod } from '#inventory/contract/valuation.ts'
import { hold } from '#inventory/server/posting/posting.store.ts'
import { receiptUnknown } from '#inventory/server/problems.ts'
import * as store from '#inventory/server/valuation/changes.store.ts'
import { keep, recounted, roll, type News } from '#inventory/server/valuation/rolling.ts'

/**
 * Freight, duties and the like of receipts that are there: what is left of a receipt is worth more, the rest is what had been
 * sold of it. A line of a document counts once. How a sum is split over receipts is the caller's to say.
 */
export async function landCosts(ctx: Ctx, { document, lines }: LandedCost): Promise<void> {
  const ids = [...new Set(lines.map(({ variantId }) => variantId))]
  const held = await hold(ctx, ids)
  const done = await store.lines(ctx, document.kind, document.id)
  const fresh = lines.filter(({ key, amountMinor }) => !done.has(key) && amountMinor !== 0)
  if (fresh.length === 0) return
  const receipts = await store.receipts(
    ctx,
    fresh.map(({ moveId }) => moveId),
  )
  const at = ctx.now.toISOString()
  const positions = new Map(held.map(({ variantId, position }) => [variantId, position]))
  const changes = fresh.map(({ key, variantId, moveId, amountMinor }) => {
    const receipt = receipts.find((one) => one.moveId === moveId && one.variantId === variantId)
    const position = (positions.get(variantId) ?? 0) + 1
    if (!receipt) throw receiptUnknown()
    positions.set(variantId, position)
    return { variantId, position, kind: 'landed' as const, moveId, amountMinor, method: null, at, lineKey: key, receipt }
  })
  await store.insert(ctx, document, changes)
  const news = changes.map(({ variantId, position, amountMinor, receipt, moveId }): News => ({
    variantId,
    moveId,
    happening: { kind: 'landed', position, at, receipt: receipt.position, receivedMilli: receipt.quantityMilli, amountMinor },
  }))
  await roll(ctx, held, news, positions)
  await ctx.emit(stockChanged, { variantIds: ids })
}

/** As if these had always been counted by the other method; the difference is written down as what the change did. */
export async function switchMethod(ctx: Ctx, documentId: string, wanted: ReadonlyMap<string, ValuationMethod>): Promise<void> {
  const held = (await hold(ctx, [...wanted.keys()])).filter(({ variantId, worth }) => wanted.get(variantId) !== worth.method)
  if (held.length === 0) return
  const at = ctx.now.toISOString()
  const changes = held.map(({ variantId, position, lastAt }) => ({
    variantId,
    position: position + 1,
    kind: 'method' as const,
    moveId: null,
    amountMinor: null,
    method: wanted.get(variantId) ?? null,
    // After everything that is there, also what a telephone with a fast clock sent.
    at: lastAt !== null && lastAt > at ? lastAt : at,
    lineKey: variantId,
  }))
  await store.insert(ctx, { kind: 'method', id: documentId }, changes)
  await keep(ctx, await recounted(ctx, held), new Map(changes.map(({ variantId, position }) => [variantId, position])))
}

export async function value(ctx: Ctx) {
  const [{ currency }, categories] = [await identity.organization(ctx), await store.byCategory(ctx)]
  return {
    currency,
    valueMinor: categories.reduce((all, { valueMinor }) => all + valueMinor, 0),
    itemCount: categories.reduce((all, { itemCount }) => all + itemCount, 0),
    categories,
  }
}
