import * as identity from '#identity/server/public.ts'
import type { Brand } from '#identity/contract/brand.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Order, OrderLine } from '#orders/contract/order.ts'
import { customerOf, searchTextOf } from '#orders/server/orders/frame.ts'
import * as lineStore from '#orders/server/orders/lines.store.ts'
import { numbered } from '#orders/server/orders/numbering.ts'
import { whole } from '#orders/server/orders/orders.ts'
import * as store from '#orders/server/orders/orders.store.ts'
import { promisedAt, requireDestination } from '#orders/server/orders/placing.ts'
import { priced, requireDeliverable } from '#orders/server/orders/pricing.ts'
import { keepUses } from '#orders/server/orders/promotion-uses.ts'
import { sumsOf } from '#orders/server/orders/shown.ts'
import { tellStep } from '#orders/server/orders/telling.ts'
import { orderingOf, stepsOf } from '#orders/server/ordering/ordering.ts'
import { paymentStateOf } from '#orders/server/payments/payment-state.ts'
import { brandUnknown } from '#orders/server/problems.ts'

/** A draft becomes an order that somebody counts on: it costs what it costs now, and gets its number. */
export async function finished(
  ctx: Ctx,
  row: store.OrderRow,
  lines: readonly OrderLine[],
  wanted: 'received' | 'confirmed',
): Promise<Order> {
  const brand = await brandOf(ctx, row.brandId)
  const ordering = await orderingOf(ctx, row.brandId)
  const customer = await customerOf(ctx, row.contactId)
  const state = wanted === 'confirmed' && !stepsOf(ordering).isUsed('confirmed') ? 'received' : wanted
  requireDestination(row)
  const pricing = await priced(ctx, {
    ...row,
    brand,
    byHand: row.isByHand ? { feeMinor: row.deliveryMinor } : null,
    lines: lines.map(asBasketLine),
    at: ctx.now,
    again: { orderId: row.id, promised: [] },
    agreed: lines.map((line) => line.agreed),
  })
  requireDeliverable(ctx, pricing)
  const now = ctx.now.toISOString()
  const after: store.OrderRow = {
    ...row,
    ...sumsOf(pricing.quote),
    contactId: customer?.id ?? null,
    contactName: customer?.name ?? null,
    zoneId: row.isByHand ? null : (pricing.zone?.id ?? null),
    state,
    stateSince: now,
    promisedAt: promisedAt(ctx, row, pricing.zone?.minutes, ordering),
    placedAt: now,
    confirmedAt: state === 'confirmed' ? now : null,
    version: row.version + 1,
  }
  after.paymentState = paymentStateOf(after)
  await keepUses(ctx, after)
  after.number = await numbered(ctx, brand, ordering)
  await store.update(ctx, after, searchTextOf(after, customer))
  const kept = pricing.quote.lines.flatMap((line, position) => {
    const old = lines[position]
    return old ? [{ ...old, ...line, id: old.id, position }] : []
  })
  await lineStore.reprice(ctx, row.id, kept)
  await tellStep(ctx, row, after)
  return whole(ctx, after)
}

export async function brandOf(ctx: Ctx, id: string): Promise<Brand> {
  const brand = (await identity.brands(ctx)).find((one) => one.id === id)
  if (!brand) throw brandUnknown()
  return brand
}

/** A line as it would be asked for again. */
export const asBasketLine = ({ variantId, quantityMilli, modifiers, note }: OrderLine) => ({
  variantId,
  quantityMilli,
  modifierIds: modifiers.map(({ id }) => id),
  note,
})
