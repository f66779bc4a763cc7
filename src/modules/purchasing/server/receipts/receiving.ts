import { isWhole } from '#commerce/contract/quantity.ts'
import * as identity from '#identity/server/public.ts'
import * as inventory from '#inventory/server/public.ts'
import { convert } from '#kernel/contract/conversion.ts'
import { sum } from '#kernel/contract/shares.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { lineMinor } from '#purchasing/contract/landed-cost.ts'
import { canApprove } from '#purchasing/contract/permissions.ts'
import type { PurchaseLine, PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { isTooMuch, stateFrom } from '#purchasing/contract/purchase-state.ts'
import type { ReceiveGoods } from '#purchasing/contract/receipt.ts'
import { toStock } from '#purchasing/contract/unit-conversion.ts'
import * as lineStore from '#purchasing/server/orders/lines.store.ts'
import { get, held } from '#purchasing/server/orders/orders.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import { tell } from '#purchasing/server/orders/telling.ts'
import * as problems from '#purchasing/server/problems.ts'
import * as store from '#purchasing/server/receipts/receipts.store.ts'
import { settingOf } from '#purchasing/server/settings/settings.ts'
import { expect, requireLocation, usualPlace } from '#purchasing/server/shelf.ts'

type Wanted = ReceiveGoods['lines'][number]

/**
 * Takes in what came of an order: what is written down, what stands on the shelf and what is still expected are one
 * transaction, however many lines. The order is held and asked for its version, so that of two who take in the same
 * delivery one is told that somebody did.
 */
export async function receive(ctx: Ctx, input: ReceiveGoods): Promise<PurchaseOrder> {
  const { row, lines } = await held(ctx, input.id, 'receive')
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  if (input.locationId) await requireLocation(ctx, input.locationId)
  const locationId = input.locationId ?? row.locationId ?? (await usualPlace(ctx, row.brandId))
  const received = await linesOf(ctx, input, row, lines)
  const receipt: store.ReceiptRow = {
    id: ctx.newId(),
    orderId: row.id,
    document: input.document,
    note: input.note,
    locationId,
    currency: row.currency,
    rateNanos: input.rateNanos,
    at: ctx.now.toISOString(),
    byName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
    valueMinor: sum(received.map(({ valueMinor }) => valueMinor)),
    landedMinor: 0,
    costedAt: null,
    version: 1,
  }
  const moveByLine = await shelve(ctx, receipt, received)
  await store.insert(
    ctx,
    receipt,
    received.map((line) => ({ ...line, moveId: moveByLine.get(line.id) ?? null })),
  )
  const after = await arrive(ctx, row, lines, received)
  await tell(ctx, after, 'received', {
    detail: {
      receiptId: receipt.id,
      document: input.document,
      valueMinor: receipt.valueMinor,
      currency: row.currency,
      lineCount: received.length,
    },
    before: { state: row.state },
    after: { state: after.state, document: input.document, valueMinor: receipt.valueMinor, lineCount: received.length },
  })
  return get(ctx, row)
}

/** What came by line of the order; several lots of one line are several lines here. */
async function linesOf(ctx: Ctx, input: ReceiveGoods, row: orders.OrderRow, lines: readonly PurchaseLine[]): Promise<store.LineRow[]> {
  const [{ overBasisPoints }, { currency }] = [await settingOf(ctx), await identity.organization(ctx)]
  const byId = new Map(lines.map((line) => [line.id, line]))
  const coming = new Map<string, number>()
  const received = input.lines.map((wanted) => {
    const line = byId.get(wanted.orderLineId)
    if (!line) throw problems.lineUnknown()
    if (wanted.expiresOn !== null && wanted.expiresOn < dayIn(ctx.zone, ctx.now)) throw problems.expired({ name: line.name })
    coming.set(line.id, (coming.get(line.id) ?? 0) + wanted.quantityMilli)
    const valueMinor = lineMinor(line.priceMinor, wanted.quantityMilli)
    return {
      id: ctx.newId(),
      receiptId: '',
      orderLineId: line.id,
      variantId: line.variantId,
      name: line.name,
      quantityMilli: wanted.quantityMilli,
      stockMilli: stockOf(wanted, line),
      valueMinor,
      costMinor: row.currency === currency ? valueMinor : ownMinor(valueMinor, row.currency, currency, input.rateNanos),
      landedMinor: 0,
      moveId: null,
      lotCode: wanted.lotCode,
      expiresOn: wanted.expiresOn,
      returnedMilli: 0,
      returnedStockMilli: 0,
    }
  })
  for (const [id, milli] of coming) requireTolerable(ctx, byId.get(id) as PurchaseLine, milli, overBasisPoints, input.acceptsMore)
  return received
}

const ownMinor = (minor: number, from: string, into: string, rateNanos: number | null): number | null =>
  rateNanos === null ? null : convert(minor, from, into, rateNanos)

/** What was counted, else what the pack says: a number of pieces is never rounded in silence. */
function stockOf({ quantityMilli, stockMilli }: Wanted, line: PurchaseLine): number {
  if (stockMilli !== undefined) {
    if (isWhole(line.unit) && stockMilli % 1000 !== 0) throw problems.stockNotWhole({ name: line.name })
    return stockMilli
  }
  const there = toStock(quantityMilli, line, line.unit)
  if ('exact' in there) return there.exact
  throw problems.countMissing({ name: line.name, below: String(there.below / 1000), above: String(there.above / 1000) })
}

function requireTolerable(ctx: Ctx, line: PurchaseLine, milli: number, overBasisPoints: number, acceptsMore: boolean): void {
  const receivedMilli = line.receivedMilli - line.returnedMilli + milli
  if (!isTooMuch({ orderedMilli: line.quantityMilli, receivedMilli }, overBasisPoints)) return
  if (acceptsMore) return ctx.require(canApprove)
  const most = Math.floor((line.quantityMilli * (10_000 + overBasisPoints)) / 10_000) - (line.receivedMilli - line.returnedMilli)
  throw problems.tooMuch({ name: line.name, most: String(Math.max(0, most) / 1000), unit: line.supplyUnit })
}

/** Puts what is counted on the shelf; answers the move of each line. What the shop does not count is only written down. */
async function shelve(ctx: Ctx, receipt: store.ReceiptRow, lines: readonly store.LineRow[]): Promise<Map<string, string>> {
  const tracking = await inventory.stockTracking(
    ctx,
    lines.map(({ variantId }) => variantId),
  )
  const counted = lines.filter(({ variantId }) => tracking.has(variantId))
  if (counted.length === 0) return new Map()
  const moves = await inventory.receive(ctx, {
    document: { kind: 'purchase-receipt', id: receipt.id },
    locationId: receipt.locationId,
    note: receipt.document,
    lines: counted.map(({ id, variantId, stockMilli, costMinor, lotCode, expiresOn }) => ({
      key: id,
      variantId,
      quantityMilli: stockMilli,
      paidMinor: costMinor,
      lot: lotCode !== null && tracking.get(variantId) !== 'quantity' ? { code: lotCode, expiresOn } : null,
    })),
  })
  return new Map(moves.map(({ lineKey, id }) => [lineKey, id]))
}

/** Where the order stands with it. */
async function arrive(
  ctx: Ctx,
  row: orders.OrderRow,
  lines: readonly PurchaseLine[],
  received: readonly store.LineRow[],
): Promise<orders.OrderRow> {
  const byLine = Map.groupBy(received, ({ orderLineId }) => orderLineId)
  const now = ctx.now.toISOString()
  const changes = [...byLine].map(([id, own]) => ({ id, receivedMilli: sum(own.map(({ quantityMilli }) => quantityMilli)) }))
  await lineStore.add(ctx, changes)
  const standing = lines.map((line) => ({
    ...line,
    receivedMilli: line.receivedMilli + (changes.find(({ id }) => id === line.id)?.receivedMilli ?? 0),
  }))
  const { shortBasisPoints } = await settingOf(ctx)
  const state = stateFrom(row.state, standing.map(progressOf), shortBasisPoints)
  const isThere = state === 'received' || state === 'billed'
  const after: orders.OrderRow = {
    ...row,
    state,
    stateSince: state === row.state ? row.stateSince : now,
    firstReceivedAt: row.firstReceivedAt ?? now,
    receivedAt: isThere ? (row.receivedAt ?? now) : row.receivedAt,
    version: row.version + 1,
  }
  await orders.update(ctx, after)
  await expect(ctx, after, standing)
  return after
}

export const progressOf = (line: PurchaseLine) => ({
  orderedMilli: line.quantityMilli,
  receivedMilli: line.receivedMilli - line.returnedMilli,
  billedMilli: line.billedMilli,
})
