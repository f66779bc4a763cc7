import { sum } from '#kernel/contract/shares.ts'
import type { Ctx } from '#kernel/ctx.ts'
import { dueOn } from '#purchasing/contract/ageing.ts'
import type { Bill, RecordBill } from '#purchasing/contract/bill.ts'
import { lineMinor } from '#purchasing/contract/landed-cost.ts'
import { differencesOf } from '#purchasing/contract/matching.ts'
import type { PurchaseLine } from '#purchasing/contract/purchase-order.ts'
import { auditable, billed, get, subjectOf, tell } from '#purchasing/server/bills/bills.ts'
import * as store from '#purchasing/server/bills/bills.store.ts'
import { held } from '#purchasing/server/orders/orders.ts'
import { tell as tellOrder } from '#purchasing/server/orders/telling.ts'
import * as problems from '#purchasing/server/problems.ts'
import { settingOf } from '#purchasing/server/settings/settings.ts'
import { keepPrices } from '#purchasing/server/suppliers/items.ts'
import { required } from '#purchasing/server/suppliers/suppliers.ts'

/**
 * Writes down what a supplier asks for, beside what was ordered and what came. What differs beyond what is tolerated holds
 * it until somebody has looked.
 */
export async function record(ctx: Ctx, input: RecordBill): Promise<Bill> {
  const found = input.orderId === null ? null : await held(ctx, input.orderId, 'bill')
  if (input.lines.length > 0 && !found) throw problems.lineUnknown()
  if (found && found.row.supplierId !== input.supplierId) throw problems.billOther()
  const supplier = await required(ctx, input.supplierId)
  const due = input.dueOn ?? dueOn(input.billedOn, { days: supplier.termsDays, isFromMonthEnd: supplier.isFromMonthEnd })
  if (due < input.billedOn) throw problems.billDates()
  const lines = found ? linesOf(ctx, input, found.lines) : []
  const netMinor = lines.length > 0 ? sum(lines.map((line) => line.totalMinor)) : (input.netMinor ?? 0)
  const totalMinor = sum([netMinor, input.taxMinor, input.otherMinor])
  if (totalMinor === 0) throw problems.billEmpty()
  const differences = found && input.kind === 'bill' ? await compared(ctx, lines, found.lines) : []
  const row: store.BillRow = {
    id: ctx.newId(),
    supplierId: supplier.id,
    supplierName: supplier.name,
    contactId: supplier.contactId,
    orderId: found?.row.id ?? null,
    orderNumber: found?.row.number ?? null,
    kind: input.kind,
    number: input.number,
    billedOn: input.billedOn,
    dueOn: due,
    currency: supplier.currency,
    netMinor,
    taxMinor: input.taxMinor,
    otherMinor: input.otherMinor,
    totalMinor,
    owedMinor: totalMinor,
    state: 'open',
    differences,
    isHeld: differences.length > 0,
    note: input.note,
    at: ctx.now.toISOString(),
    byName: ctx.actor.kind === 'system' ? null : ctx.actor.name,
    releasedByName: null,
    voidReason: null,
    version: 1,
  }
  if (!(await store.insert(ctx, row, lines))) throw problems.billThere({ number: input.number })
  if (found) {
    const after = await billed(ctx, found.row, input.kind, lines, 1)
    // What they really ask for is their price from now on.
    const asked = lines.map(({ orderLineId, priceMinor }) => ({
      itemId: found.lines.find(({ id }) => id === orderLineId)?.itemId ?? null,
      priceMinor,
    }))
    if (input.kind === 'bill') await keepPrices(ctx, supplier.id, asked, { source: 'bill', sourceId: row.id })
    await tellOrder(ctx, after, 'billed', { detail: { number: row.number, totalMinor, currency: row.currency, kind: row.kind } })
  }
  ctx.audit({ action: 'purchasing.bill.recorded', subject: subjectOf(row), after: auditable(row) })
  await tell(ctx, row, 'recorded')
  return get(ctx, row)
}

function linesOf(ctx: Ctx, { lines, kind }: RecordBill, order: readonly PurchaseLine[]): Bill['lines'] {
  const seen = new Set<string>()
  return lines.map(({ orderLineId, quantityMilli, priceMinor }) => {
    const line = order.find(({ id }) => id === orderLineId)
    if (!line) throw problems.lineUnknown()
    if (seen.has(orderLineId)) throw problems.lineTwice({ name: line.name })
    seen.add(orderLineId)
    if (kind === 'credit' && quantityMilli > line.billedMilli) throw problems.creditTooLarge()
    return { id: ctx.newId(), orderLineId, name: line.name, quantityMilli, priceMinor, totalMinor: lineMinor(priceMinor, quantityMilli) }
  })
}

async function compared(ctx: Ctx, lines: Bill['lines'], order: readonly PurchaseLine[]): Promise<Bill['differences']> {
  const { billQuantityBasisPoints, billPriceBasisPoints } = await settingOf(ctx)
  const found = differencesOf(
    lines.flatMap(({ orderLineId, quantityMilli, priceMinor }) => {
      const line = order.find(({ id }) => id === orderLineId)
      return line
        ? [
            {
              lineId: line.id,
              receivedMilli: line.receivedMilli - line.returnedMilli,
              billedBeforeMilli: line.billedMilli,
              billedMilli: quantityMilli,
              orderPriceMinor: line.priceMinor,
              billPriceMinor: priceMinor,
            },
          ]
        : []
    }),
    { quantityBasisPoints: billQuantityBasisPoints, priceBasisPoints: billPriceBasisPoints },
  )
  return found.map((one) => ({ ...one, name: order.find(({ id }) => id === one.lineId)?.name ?? '' }))
}
