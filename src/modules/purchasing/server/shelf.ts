import type { UnitCode } from '#commerce/contract/quantity.ts'
import * as inventory from '#inventory/server/public.ts'
import { isSoldFrom } from '#inventory/contract/location.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { PurchaseLine } from '#purchasing/contract/purchase-order.ts'
import { toStock } from '#purchasing/contract/unit-conversion.ts'
import * as expected from '#purchasing/server/orders/expected.store.ts'
import type { OrderRow } from '#purchasing/server/orders/orders.store.ts'
import { locationUnknown } from '#purchasing/server/problems.ts'

/** What this module asks of the shelf, in one place. */

export async function requireLocation(ctx: Ctx, locationId: string | null): Promise<void> {
  if (locationId === null) return
  const place = (await inventory.stockPlaces(ctx)).find(locationId)
  if (!place || place.isArchived || !isSoldFrom(place.kind)) throw locationUnknown()
}

/** Where goods of a brand come to unless somebody says otherwise. */
export const usualPlace = async (ctx: Ctx, brandId: string): Promise<string> => (await inventory.stockPlaces(ctx)).defaultOf(brandId).id

export const placeNames = async (ctx: Ctx): Promise<Map<string, string>> =>
  new Map((await inventory.stockLocations(ctx)).items.map(({ id, name }) => [id, name]))

/**
 * Tells the shelf what of an order is still on its way, where it was told something else before. An order that waits for
 * nothing more is expected no more.
 */
export async function expect(ctx: Ctx, order: OrderRow, lines: readonly PurchaseLine[]): Promise<void> {
  const isAwaited = order.state === 'sent' || order.state === 'partially_received'
  const [told, tracking] = [
    await expected.ofOrder(ctx, order.id),
    await inventory.stockTracking(
      ctx,
      lines.map(({ variantId }) => variantId),
    ),
  ]
  const changes = lines.flatMap((line) => {
    const milli = isAwaited ? awaitedMilli(line) : 0
    const before = told.get(line.id) ?? 0
    const isKnown = tracking.has(line.variantId) && milli !== before
    return isKnown ? [{ id: line.id, variantId: line.variantId, milli, byMilli: milli - before }] : []
  })
  if (changes.length === 0 || order.locationId === null) return
  await expected.keep(ctx, changes)
  await inventory.expectStock(ctx, order.locationId, changes)
}

/** What is still to come of a line, in thousandths of ours; where the pack is no whole number, the nearest below. */
function awaitedMilli(line: PurchaseLine): number {
  const left = line.quantityMilli - (line.receivedMilli - line.returnedMilli)
  if (left <= 0) return 0
  const there = toStock(left, line, line.unit)
  return 'exact' in there ? there.exact : there.below
}

export type RunningOut = {
  variantId: string
  name: string
  unit: UnitCode
  availableMilli: number
  incomingMilli: number
  reorderMilli: number
  mostMilli: number
}

/** What is at or below the point from which on it is ordered; of `variantIds` all that are counted, at least a pack of each. */
export async function runningOut(ctx: Ctx, variantIds?: readonly string[]): Promise<RunningOut[]> {
  const found = await inventory.stockToReorder(ctx, variantIds)
  return found.map(({ reorderPointMilli, reorderUpToMilli, ...one }) => {
    const reorderMilli = reorderPointMilli ?? 0
    const there = one.availableMilli + one.incomingMilli
    const wanted = Math.max(reorderUpToMilli ?? reorderMilli * 2, reorderMilli)
    return { ...one, reorderMilli, mostMilli: variantIds ? Math.max(wanted, there + 1) : wanted }
  })
}
