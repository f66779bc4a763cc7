import { sum } from '#kernel/contract/shares.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { amountInWords } from '#kernel/i18n/in-words.ts'
import type { BillCard, PaySupplier } from '#purchasing/contract/bill.ts'
import { refusalOf } from '#purchasing/contract/purchase-state.ts'
import { tell } from '#purchasing/server/bills/bills.ts'
import * as store from '#purchasing/server/bills/bills.store.ts'
import * as lineStore from '#purchasing/server/orders/lines.store.ts'
import { standingOf } from '#purchasing/server/orders/orders.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import { tell as tellOrder } from '#purchasing/server/orders/telling.ts'
import * as problems from '#purchasing/server/problems.ts'
import { required, subjectOf } from '#purchasing/server/suppliers/suppliers.ts'

/**
 * Money that left by hand for bills of one supplier, credits of theirs used with it. All of it or nothing; never more than is
 * owed, whoever else pays at the same moment. An order with all of its bills paid is over.
 */
export async function pay(ctx: Ctx, input: PaySupplier): Promise<{ items: BillCard[]; amountMinor: number }> {
  const supplier = await required(ctx, input.supplierId)
  const ids = input.parts.map(({ billId }) => billId)
  if (new Set(ids).size < ids.length) throw problems.billUnknown()
  if (input.paidOn > dayIn(ctx.zone, ctx.now)) throw problems.billDates()
  const orderIds = await ordersOf(ctx, ids)
  const heldOrders = await lockOrders(ctx, orderIds)
  const bills = await store.lockAll(ctx, ids)
  if (bills.length < ids.length || bills.some(({ supplierId }) => supplierId !== supplier.id)) throw problems.billUnknown()
  for (const bill of bills) requirePayable(ctx, bill, input.parts.find(({ billId }) => billId === bill.id)?.amountMinor ?? 0)
  if (new Set(bills.map(({ currency }) => currency)).size > 1) throw problems.currenciesMixed()
  const sumOf = (kind: BillCard['kind']): number =>
    sum(input.parts.filter(({ billId }) => bills.find(({ id }) => id === billId)?.kind === kind).map((part) => part.amountMinor))
  const amountMinor = sumOf('bill') - sumOf('credit')
  if (amountMinor < 0 || sumOf('bill') === 0) throw problems.creditTooLarge()
  const currency = bills[0]?.currency ?? supplier.currency
  await store.pay(ctx, { ...input, id: ctx.newId(), amountMinor, currency })
  ctx.audit({
    action: 'purchasing.supplier.paid',
    subject: subjectOf(supplier),
    after: { amountMinor, currency, method: input.method, paidOn: input.paidOn, bills: bills.map(({ number }) => number) },
  })
  for (const bill of bills) await tell(ctx, bill, 'paid')
  for (const order of heldOrders) await closeIfSettled(ctx, order)
  return { items: await store.cards(ctx, ids), amountMinor }
}

const ordersOf = async (ctx: Ctx, billIds: readonly string[]): Promise<string[]> =>
  [...new Set((await store.cards(ctx, billIds)).flatMap(({ orderId }) => orderId ?? []))].toSorted()

/** Orders before bills, each in the order of their ids: whoever writes a bill down holds them in the same order. */
async function lockOrders(ctx: Ctx, ids: readonly string[]): Promise<orders.OrderRow[]> {
  const held: orders.OrderRow[] = []
  for (const id of ids) {
    const row = await orders.lock(ctx, id)
    if (row) held.push(row)
  }
  return held
}

function requirePayable(ctx: Ctx, bill: store.BillRow, amountMinor: number): void {
  if (bill.isHeld) throw problems.billHeld({ number: bill.number })
  if (bill.state !== 'open') throw problems.billPaid({ number: bill.number })
  if (amountMinor > bill.owedMinor)
    throw problems.overpaid({ number: bill.number, left: amountInWords(ctx, bill.owedMinor, bill.currency) })
}

async function closeIfSettled(ctx: Ctx, row: orders.OrderRow): Promise<void> {
  if (row.state !== 'billed' || refusalOf(standingOf(row, await lineStore.ofOrder(ctx, row.id)), 'close') !== null) return
  if (!(await store.isSettled(ctx, row.id))) return
  const now = ctx.now.toISOString()
  const after = { ...row, state: 'closed' as const, stateSince: now, closedAt: now, version: row.version + 1 }
  await orders.update(ctx, after)
  await tellOrder(ctx, after, 'closed', { before: { state: row.state }, after: { state: 'closed' } })
}
