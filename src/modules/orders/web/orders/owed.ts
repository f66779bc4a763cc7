import type { Order, OrderCard } from '#orders/contract/order.ts'

/** What is still to be paid of it. */
export const owedMinorOf = (order: OrderCard & Partial<Pick<Order, 'returnedMinor'>>): number =>
  order.state === 'cancelled' ? 0 : Math.max(order.totalMinor - (order.returnedMinor ?? 0) - order.balanceMinor, 0)
