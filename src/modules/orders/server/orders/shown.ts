import { canReadCosts } from '#commerce/contract/permissions.ts'
import type { Quote } from '#commerce/contract/quote.ts'
import type { Ctx } from '#kernel/ctx.ts'
import type { Order, OrderCard, OrderLine, Payment } from '#orders/contract/order.ts'
import type { OrderRow } from '#orders/server/orders/orders.store.ts'

/** An order as whoever asks may see it: costs are for who may know them. */
export function shown(ctx: Ctx, row: OrderRow, lines: readonly OrderLine[], payments: readonly Payment[]): Order {
  const { priceListId: _list, amendment: _amendment, isByHand: _byHand, paidAt: _paid, ...order } = row
  const seesCosts = ctx.can(canReadCosts)
  return { ...order, lines: lines.map((line) => (seesCosts ? line : { ...line, costMinor: null })), payments: [...payments] }
}

export const cardOf = (row: OrderRow): OrderCard => ({
  id: row.id,
  number: row.number,
  brandId: row.brandId,
  contactId: row.contactId,
  contactName: row.contactName,
  conversationId: row.conversationId,
  door: row.door,
  state: row.state,
  stateSince: row.stateSince,
  paymentState: row.paymentState,
  fulfilment: row.fulfilment,
  address: row.address,
  zoneId: row.zoneId,
  tableName: row.tableName,
  wantedAt: row.wantedAt,
  promisedAt: row.promisedAt,
  note: row.note,
  currency: row.currency,
  totalMinor: row.totalMinor,
  balanceMinor: row.paidMinor - row.refundedMinor,
  paymentMethod: row.paymentMethod,
  paysWithMinor: row.paysWithMinor,
  assigneeId: row.assigneeId,
  driverId: row.driverId,
  placedAt: row.placedAt,
  createdAt: row.createdAt,
  lineCount: row.lineCount,
  version: row.version,
})

/** The sums of a quote, as an order keeps them. */
export const sumsOf = (quote: Quote) => ({
  currency: quote.currency,
  includesTax: quote.includesTax,
  priceListId: quote.priceListId,
  promotions: quote.promotions,
  subtotalMinor: quote.subtotalMinor,
  discountMinor: quote.discountMinor,
  deliveryMinor: quote.deliveryMinor,
  deliveryDiscountMinor: quote.deliveryDiscountMinor,
  taxes: quote.taxes,
  netMinor: quote.netMinor,
  taxMinor: quote.taxMinor,
  totalMinor: quote.totalMinor,
})
