import type { Ctx } from '#kernel/ctx.ts'
import { orderPaid } from '#orders/contract/order-events.ts'
import type { Order, RecordPayment, RecordRefund } from '#orders/contract/order.ts'
import * as history from '#orders/server/orders/history.store.ts'
import { whole } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { amountInWords } from '#kernel/i18n/in-words.ts'
import { cardOf } from '#orders/server/orders/shown.ts'
import { subjectOf, tellChange } from '#orders/server/orders/telling.ts'
import { owedMinor, paymentStateOf } from '#orders/server/payments/payment-state.ts'
import * as payments from '#orders/server/payments/payments.store.ts'
import { nothingToPay, orderNotFound, overpaid, paymentTooEarly, refundTooLarge, tenderedTooLittle } from '#orders/server/problems.ts'

/** Money that somebody took by hand: never more than is owed. Of notes that are worth more, change is given back. */
export async function record(ctx: Ctx, { id, method, amountMinor, tenderedMinor, reference }: RecordPayment): Promise<Order> {
  const before = await store.lock(ctx, id)
  if (!before) throw orderNotFound()
  if (before.state === 'draft') throw paymentTooEarly()
  const owed = owedMinor(before)
  if (owed === 0) throw nothingToPay()
  if (amountMinor > owed) throw overpaid({ left: amountInWords(ctx, owed, before.currency) })
  if (tenderedMinor !== null && tenderedMinor < amountMinor) throw tenderedTooLittle()
  const payment = { id: ctx.newId(), method, amountMinor, isRefund: false, reference }
  await payments.insert(ctx, id, payment)
  const after = { ...before, paidMinor: before.paidMinor + amountMinor }
  const change = tenderedMinor === null ? {} : { tenderedMinor, changeMinor: tenderedMinor - amountMinor }
  const detail = { method, amountMinor, currency: before.currency, reference, ...change }
  await history.add(ctx, id, { kind: 'payment', detail })
  ctx.audit({ action: 'orders.payment.recorded', subject: subjectOf(before), after: detail })
  return settle(ctx, after)
}

/** Money that was given back: never more than what there is of the customer's. */
export async function refund(ctx: Ctx, { id, method, amountMinor, reference, reason }: RecordRefund): Promise<Order> {
  const before = await store.lock(ctx, id)
  if (!before) throw orderNotFound()
  const kept = before.paidMinor - before.refundedMinor
  if (amountMinor > kept) throw refundTooLarge({ left: amountInWords(ctx, kept, before.currency) })
  await payments.insert(ctx, id, { id: ctx.newId(), method, amountMinor, isRefund: true, reference })
  const after = { ...before, refundedMinor: before.refundedMinor + amountMinor }
  const detail = { method, amountMinor, currency: before.currency, reference }
  await history.add(ctx, id, { kind: 'refund', reason, detail })
  ctx.audit({ action: 'orders.refund.recorded', subject: subjectOf(before), after: { ...detail, reason } })
  return settle(ctx, after)
}

async function settle(ctx: Ctx, changed: store.OrderRow): Promise<Order> {
  const after: store.OrderRow = {
    ...changed,
    paymentState: paymentStateOf(changed),
    balanceMinor: changed.paidMinor - changed.refundedMinor,
    version: changed.version + 1,
  }
  const isPaidNow = after.paymentState === 'paid' && after.paidMinor > 0 && after.paidAt === null
  if (isPaidNow) after.paidAt = ctx.now.toISOString()
  await store.update(ctx, after)
  await tellChange(ctx, after)
  if (isPaidNow)
    await ctx.emit(orderPaid, {
      card: cardOf(after),
      paidMinor: after.paidMinor - after.refundedMinor,
      at: ctx.now.toISOString(),
      contactId: after.contactId,
    })
  return whole(ctx, after)
}
