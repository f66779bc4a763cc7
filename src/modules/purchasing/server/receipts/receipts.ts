import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Receipt } from '#purchasing/contract/receipt.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import { orderNotFound, receiptNotFound } from '#purchasing/server/problems.ts'
import * as store from '#purchasing/server/receipts/receipts.store.ts'
import { placeNames } from '#purchasing/server/shelf.ts'

/** What came of an order, newest first. */
export async function list(ctx: Ctx, { id }: { id: string }): Promise<{ items: Receipt[] }> {
  if (!(await orders.find(ctx, id))) throw orderNotFound()
  return { items: await whole(ctx, await store.ofOrder(ctx, id)) }
}

export async function get(ctx: Ctx, id: string): Promise<Receipt> {
  const row = await store.find(ctx, id)
  const [receipt] = row ? await whole(ctx, [row]) : []
  if (!receipt) throw receiptNotFound()
  return receipt
}

async function whole(ctx: Ctx, rows: readonly store.ReceiptRow[]): Promise<Receipt[]> {
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const [lines, landed, names] = await Promise.all([store.lines(ctx, ids), store.landedCosts(ctx, ids), placeNames(ctx)])
  const knowsCosts = ctx.can(canReadCosts)
  return rows.map((row) => ({
    ...row,
    locationName: names.get(row.locationId) ?? '',
    lines: lines
      .filter(({ receiptId }) => receiptId === row.id)
      .map(({ receiptId: _receipt, moveId: _move, ...line }) => (knowsCosts ? line : { ...line, costMinor: null })),
    landedCosts: landed.filter(({ receiptId }) => receiptId === row.id).map(({ receiptId: _receipt, ...cost }) => cost),
  }))
}
