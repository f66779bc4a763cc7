import { isWhole } from '#commerce/contract/quantity.ts'
import * as inventory from '#inventory/server/public.ts'
import { scaled, sum } from '#kernel/contract/shares.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import type { PurchaseLine, PurchaseOrder } from '#purchasing/contract/purchase-order.ts'
import { stateFrom } from '#purchasing/contract/purchase-state.ts'
import type { ReturnGoods } from '#purchasing/contract/receipt.ts'
import * as lineStore from '#purchasing/server/orders/lines.store.ts'
import { get, held } from '#purchasing/server/orders/orders.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import { tell } from '#purchasing/server/orders/telling.ts'
import * as problems from '#purchasing/server/problems.ts'
import { progressOf } from '#purchasing/server/receipts/receiving.ts'
import * as store from '#purchasing/server/receipts/receipts.store.ts'
import { settingOf } from '#purchasing/server/settings/settings.ts'
import { expect } from '#purchasing/server/shelf.ts'

/** Goods go back to the supplier: off the shelf, out of what came, and out of what they may bill. */
export async function giveBack(ctx: Ctx, { id, reason, lines: wanted }: ReturnGoods): Promise<PurchaseOrder> {
  const { row, lines } = await held(ctx, id, 'return')
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  const known = new Map(
    (
      await store.lockLines(
        ctx,
        row.id,
        wanted.map(({ receiptLineId }) => receiptLineId),
      )
    ).map((line) => [line.id, line]),
  )
  if (known.size < wanted.length) throw problems.lineUnknown()
  const backs = wanted.map((one) => back(ctx, one, known.get(one.receiptLineId) as store.LineRow, lines))
  await unshelve(ctx, row.id, backs, reason)
  await store.addReturns(ctx, row.id, reason, backs)
  const changes = [...Map.groupBy(backs, ({ orderLineId }) => orderLineId)].map(([lineId, own]) => ({
    id: lineId,
    returnedMilli: sum(own.map(({ quantityMilli }) => quantityMilli)),
  }))
  await lineStore.add(ctx, changes)
  const standing = lines.map((line) => ({
    ...line,
    returnedMilli: line.returnedMilli + (changes.find((change) => change.id === line.id)?.returnedMilli ?? 0),
  }))
  const { shortBasisPoints } = await settingOf(ctx)
  // What went back may be replaced; who does not wait for that closes the order.
  const state = stateFrom(row.state, standing.map(progressOf), shortBasisPoints)
  const stateSince = state === row.state ? row.stateSince : ctx.now.toISOString()
  const after: orders.OrderRow = { ...row, state, stateSince, version: row.version + 1 }
  await orders.update(ctx, after)
  await expect(ctx, after, standing)
  const valueMinor = sum(backs.map((one) => one.valueMinor))
  await tell(ctx, after, 'returned', { reason, detail: { valueMinor, currency: row.currency, lineCount: backs.length } })
  return get(ctx, row)
}

type Back = {
  id: string
  receiptLineId: string
  orderLineId: string
  variantId: string
  quantityMilli: number
  stockMilli: number
  valueMinor: number
  line: store.LineRow
}

/** With the last of a line everything that is left of it on paper goes: nothing stays behind by rounding. */
function back(ctx: Ctx, wanted: ReturnGoods['lines'][number], line: store.LineRow, lines: readonly PurchaseLine[]): Back {
  const order = lines.find(({ id }) => id === line.orderLineId) as PurchaseLine
  const left = line.quantityMilli - line.returnedMilli
  const leftStock = line.stockMilli - line.returnedStockMilli
  const tooMuch = () => problems.returnTooMuch({ name: line.name, left: String(left / 1000), unit: order.supplyUnit })
  if (wanted.quantityMilli > left) throw tooMuch()
  const stockMilli =
    wanted.stockMilli ?? shareOf(line.stockMilli, wanted.quantityMilli, line.quantityMilli, wanted.quantityMilli === left, leftStock)
  if (isWhole(order.unit) && stockMilli % 1000 !== 0) throw problems.stockNotWhole({ name: line.name })
  if (stockMilli > leftStock || stockMilli === 0) throw tooMuch()
  const { id: receiptLineId, orderLineId, variantId } = line
  const valueMinor = scaled(line.valueMinor, wanted.quantityMilli, line.quantityMilli)
  return { id: ctx.newId(), receiptLineId, orderLineId, variantId, quantityMilli: wanted.quantityMilli, stockMilli, valueMinor, line }
}

const shareOf = (whole: number, part: number, of: number, isLast: boolean, left: number): number =>
  isLast ? left : scaled(whole, part, of)

async function unshelve(ctx: Ctx, orderId: string, backs: readonly Back[], reason: string): Promise<void> {
  const receipts = new Map<string, store.ReceiptRow>()
  for (const receiptId of new Set(backs.map(({ line }) => line.receiptId))) {
    const found = await store.find(ctx, receiptId)
    if (found) receipts.set(receiptId, found)
  }
  const counted = backs.filter(({ line }) => line.moveId !== null)
  if (counted.length === 0) return
  const lotIds = await inventory.stockLots(
    ctx,
    counted.flatMap(({ variantId, line }) => (line.lotCode === null ? [] : [{ variantId, code: line.lotCode }])),
  )
  await inventory.move(ctx, {
    document: { kind: 'purchase-return', id: orderId },
    lines: counted.map(({ id, variantId, stockMilli, line }) => ({
      key: id,
      variantId,
      quantityMilli: stockMilli,
      from: receipts.get(line.receiptId)?.locationId ?? '',
      to: 'supplier',
      lotId: (line.lotCode !== null && lotIds.get(`${variantId} ${line.lotCode}`)) || null,
      note: reason.slice(0, 300),
    })),
  })
}
