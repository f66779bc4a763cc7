import type { Page } from '#kernel/contract/page.ts'
import { wordsIn } from '#kernel/contract/text.ts'
import { dayIn } from '#kernel/contract/calendar-day.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { changedMeanwhile } from '#kernel/problem.ts'
import { aged } from '#purchasing/contract/ageing.ts'
import type { Ageing, Bill, BillCard, ListBills, VoidBill } from '#purchasing/contract/bill.ts'
import { payableChanged } from '#purchasing/contract/purchase-events.ts'
import { stateFrom } from '#purchasing/contract/purchase-state.ts'
import * as store from '#purchasing/server/bills/bills.store.ts'
import * as lineStore from '#purchasing/server/orders/lines.store.ts'
import * as orders from '#purchasing/server/orders/orders.store.ts'
import * as problems from '#purchasing/server/problems.ts'
import { progressOf } from '#purchasing/server/receipts/receiving.ts'
import { settingOf } from '#purchasing/server/settings/settings.ts'

export const list = (ctx: Ctx, input: ListBills): Promise<Page<BillCard>> => store.page(ctx, input, wordsIn(input.search))

export async function get(ctx: Ctx, { id }: { id: string }): Promise<Bill> {
  const row = await store.find(ctx, id)
  if (!row) throw problems.billNotFound()
  const [lines, payments] = await Promise.all([store.lines(ctx, id), store.payments(ctx, id)])
  return { ...row, lines, payments }
}

/** What is owed on the day that it is where the organization is. Each currency by itself. */
export async function ageing(ctx: Ctx): Promise<Ageing> {
  const day = dayIn(ctx.zone, ctx.now)
  const rows = await store.owed(ctx)
  const totals = [...aged(rows, day)].map(([currency, sums]) => ({ ...sums, currency }))
  const suppliers = [...Map.groupBy(rows, ({ supplierId }) => supplierId)].flatMap(([supplierId, own]) => {
    const [{ supplierName, contactId } = { supplierName: '', contactId: null }] = own
    return [...aged(own, day)].map(([currency, sums]) => ({ ...sums, currency, supplierId, supplierName, contactId }))
  })
  return {
    day,
    totals: totals.toSorted((a, b) => b.totalMinor - a.totalMinor),
    suppliers: suppliers.toSorted((a, b) => b.overdueMinor - a.overdueMinor || b.totalMinor - a.totalMinor),
  }
}

export async function release(ctx: Ctx, { id }: { id: string }): Promise<Bill> {
  const [row] = await store.lockAll(ctx, [id])
  if (!row) throw problems.billNotFound()
  if (ctx.ifMatch !== row.version) throw changedMeanwhile({ version: row.version })
  if (!row.isHeld) throw problems.billNotHeld()
  await store.release(ctx, id, ctx.actor.name)
  ctx.audit({ action: 'purchasing.bill.released', subject: subjectOf(row), before: { differences: row.differences.length } })
  await tell(ctx, row, 'released')
  return get(ctx, row)
}

/** As if it had never been written down: what it billed may be billed again. */
export async function makeVoid(ctx: Ctx, { id, reason }: VoidBill): Promise<Bill> {
  const seen = await store.find(ctx, id)
  if (!seen) throw problems.billNotFound()
  const order = seen.orderId === null ? undefined : await orders.lock(ctx, seen.orderId)
  const [row] = await store.lockAll(ctx, [id])
  if (!row) throw problems.billNotFound()
  if (row.state === 'void') return get(ctx, row)
  if (row.owedMinor < row.totalMinor) throw problems.billPaid({ number: row.number })
  const lines = await store.lines(ctx, id)
  if (order && row.kind === 'bill') await requireUncredited(ctx, order.id, row.number, lines)
  await store.makeVoid(ctx, id, reason)
  if (order) await billed(ctx, order, row.kind, lines, -1)
  ctx.audit({ action: 'purchasing.bill.voided', subject: subjectOf(row), before: auditable(row), after: { reason } })
  await tell(ctx, row, 'voided')
  return get(ctx, row)
}

async function requireUncredited(ctx: Ctx, orderId: string, number: string, lines: Bill['lines']): Promise<void> {
  const left = new Map((await lineStore.ofOrder(ctx, orderId)).map((line) => [line.id, line.billedMilli]))
  if (lines.some(({ orderLineId, quantityMilli }) => (left.get(orderLineId) ?? 0) < quantityMilli)) throw problems.billCredited({ number })
}

/** Counts what a bill says into the lines of its order, which is held, or out of them again. Credits take away. */
export async function billed(
  ctx: Ctx,
  order: orders.OrderRow,
  kind: Bill['kind'],
  lines: Bill['lines'],
  sign: 1 | -1,
): Promise<orders.OrderRow> {
  if (lines.length > 0) {
    const by = kind === 'bill' ? sign : -sign
    await lineStore.add(
      ctx,
      lines.map(({ orderLineId, quantityMilli }) => ({ id: orderLineId, billedMilli: by * quantityMilli })),
    )
  }
  const { shortBasisPoints } = await settingOf(ctx)
  const state = stateFrom(order.state, (await lineStore.ofOrder(ctx, order.id)).map(progressOf), shortBasisPoints)
  const stateSince = state === order.state ? order.stateSince : ctx.now.toISOString()
  const after = { ...order, state, stateSince, version: order.version + 1 }
  await orders.update(ctx, after)
  return after
}

export const subjectOf = ({ id, number, supplierName }: Pick<store.BillRow, 'id' | 'number' | 'supplierName'>) => ({
  kind: 'supplier-bill',
  id,
  name: `${supplierName} ${number}`,
})

export const auditable = ({ kind, number, billedOn, dueOn, totalMinor, currency, isHeld }: store.BillRow) => ({
  kind,
  number,
  billedOn,
  dueOn,
  totalMinor,
  currency,
  isHeld,
})

type What = 'recorded' | 'released' | 'voided' | 'paid'

export const tell = (ctx: Ctx, { id, supplierId, contactId }: store.BillRow, what: What): Promise<void> =>
  ctx.emit(payableChanged, { billId: id, supplierId, contactId, what, at: ctx.now.toISOString() })
