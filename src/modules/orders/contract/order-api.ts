import { z } from 'zod'
import { endpoint } from '#kernel/contract/declare.ts'
import { Id } from '#kernel/contract/ids.ts'
import { pageOf } from '#kernel/contract/page.ts'
import {
  AssignOrder,
  EditOrder,
  EditPreview,
  HandOver,
  ListOrders,
  MoveOrder,
  Order,
  OrderBoard,
  OrderCard,
  OrderEvent,
  OrderTotals,
  PlaceOrder,
  QuotedOrder,
  QuoteOrder,
  RecordPayment,
  RecordRefund,
  TakeBack,
} from '#orders/contract/order.ts'
import { canMoveOrders, canReadOrders, canRecordPayments, canRefundPayments, canTakeOrders } from '#orders/contract/permissions.ts'

const One = z.object({ id: Id })
const OfBrand = z.object({ brandId: Id.optional() })
const bodyLimit = 512 * 1024

export const listOrders = endpoint({
  method: 'GET',
  path: '/orders',
  permission: canReadOrders,
  input: ListOrders,
  output: pageOf(OrderCard),
})
export const getOrderBoard = endpoint({
  method: 'GET',
  path: '/order-board',
  permission: canReadOrders,
  input: OfBrand,
  output: OrderBoard,
})
export const getOrderTotals = endpoint({
  method: 'GET',
  path: '/order-totals',
  permission: canReadOrders,
  input: OfBrand,
  output: OrderTotals,
})
export const getOrder = endpoint({ method: 'GET', path: '/orders/:id', permission: canReadOrders, input: One, output: Order })
/** Everything that was done to it, newest first. */
export const listOrderEvents = endpoint({
  method: 'GET',
  path: '/orders/:id/events',
  permission: canReadOrders,
  input: One,
  output: z.object({ items: z.array(OrderEvent) }),
})
/** What an order would come to. Nothing is kept. */
export const quoteOrder = endpoint({
  method: 'POST',
  path: '/order-quotes',
  permission: canTakeOrders,
  input: QuoteOrder,
  output: QuotedOrder,
  bodyLimit,
})
export const placeOrder = endpoint({
  method: 'POST',
  path: '/orders',
  permission: canTakeOrders,
  input: PlaceOrder,
  output: Order,
  bodyLimit,
})
/** Of two who edit one order the second is told, and nothing of either is lost. */
export const editOrder = endpoint({
  method: 'PATCH',
  path: '/orders/:id',
  permission: canTakeOrders,
  input: EditOrder,
  output: Order,
  versioned: true,
  bodyLimit,
})
/** What an edit would come to, and what would be other. Nothing is kept. */
export const previewOrderEdit = endpoint({
  method: 'POST',
  path: '/orders/:id/edit-previews',
  permission: canTakeOrders,
  input: EditOrder,
  output: EditPreview,
  bodyLimit,
})
/** One step on, or back. Calling it off also needs `orders.cancel-orders`. */
export const moveOrder = endpoint({ method: 'PUT', path: '/orders/:id/state', permission: canMoveOrders, input: MoveOrder, output: Order })
export const assignOrder = endpoint({
  method: 'PUT',
  path: '/orders/:id/people',
  permission: canMoveOrders,
  input: AssignOrder,
  output: Order,
})
/** Part of it, or the rest: with the last of it the order is delivered. */
export const handOver = endpoint({
  method: 'POST',
  path: '/orders/:id/deliveries',
  permission: canMoveOrders,
  input: HandOver,
  output: Order,
  bodyLimit,
})
/** With the last of it the order is returned. Money is given back by itself (`recordRefund`). */
export const takeBack = endpoint({
  method: 'POST',
  path: '/orders/:id/returns',
  permission: canRefundPayments,
  input: TakeBack,
  output: Order,
  bodyLimit,
})
export const recordPayment = endpoint({
  method: 'POST',
  path: '/orders/:id/payments',
  permission: canRecordPayments,
  input: RecordPayment,
  output: Order,
})
export const recordRefund = endpoint({
  method: 'POST',
  path: '/orders/:id/refunds',
  permission: canRefundPayments,
  input: RecordRefund,
  output: Order,
})
