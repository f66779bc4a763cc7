import { live, serve, type Live, type Route, type Topic, type Viewer } from '#kernel/module.ts'
import * as api from '#orders/contract/order-api.ts'
import * as events from '#orders/contract/order-events.ts'
import type { OrderCard } from '#orders/contract/order.ts'
import { canReadOrders } from '#orders/contract/permissions.ts'
import * as editing from '#orders/server/orders/editing.ts'
import * as handing from '#orders/server/orders/handing-over.ts'
import * as moving from '#orders/server/orders/moving.ts'
import * as orders from '#orders/server/orders/orders.ts'
import * as people from '#orders/server/orders/people.ts'
import * as placing from '#orders/server/orders/placing.ts'
import * as takingBack from '#orders/server/orders/taking-back.ts'
import * as payments from '#orders/server/payments/payments.ts'

export const orderRoutes: readonly Route[] = [
  serve(api.listOrders, orders.list),
  serve(api.getOrderBoard, orders.board),
  serve(api.getOrderTotals, orders.totals),
  serve(api.getOrder, orders.get),
  serve(api.listOrderEvents, orders.events),
  serve(api.quoteOrder, placing.quoteFor),
  serve(api.placeOrder, placing.place),
  serve(api.editOrder, editing.edit),
  serve(api.previewOrderEdit, editing.preview),
  serve(api.moveOrder, moving.move),
  serve(api.assignOrder, people.assign),
  serve(api.handOver, handing.handOver),
  serve(api.takeBack, takingBack.takeBack),
  serve(api.recordPayment, payments.record),
  serve(api.recordRefund, payments.refund),
]

const board = 'orders.board'
const order = 'orders.order'
const conversation = 'orders.conversation'

export const orderTopics: readonly Topic[] = [board, order, conversation].map((prefix) => ({
  prefix,
  mayWatch: (ctx) => Promise.resolve(ctx.can(canReadOrders)),
}))

/** The board, its own record, the conversation that it came out of, the record of who it is for. */
const topicsOf = ({ id, conversationId, contactId }: OrderCard): string[] => [
  board,
  `${order}:${id}`,
  ...(conversationId ? [`${conversation}:${conversationId}`] : []),
  ...(contactId ? [`crm.contact:${contactId}`] : []),
]

const mayRead = (viewer: Viewer): boolean => viewer.permissions.has(canReadOrders.code)

/** A step is told once: what it also is (placed, delivered, called off) goes with it. */
export const orderLives: readonly Live[] = [
  live(
    events.orderMoved,
    ({ card }) => topicsOf(card),
    (viewer, step) => (mayRead(viewer) ? step : null),
  ),
  live(
    events.orderChanged,
    ({ card }) => topicsOf(card),
    (viewer, { card }) => (mayRead(viewer) ? { card } : null),
  ),
]
