import type { Order } from '#orders/contract/order.ts'
import type { PaymentState } from '#orders/contract/order-state.ts'

type Sums = Pick<Order, 'state' | 'totalMinor' | 'returnedMinor' | 'paidMinor' | 'refundedMinor'>

/** What is asked for of an order: nothing of one that was called off, and nothing for what came back. */
export const dueMinor = ({ state, totalMinor, returnedMinor }: Sums): number =>
  state === 'cancelled' ? 0 : Math.max(totalMinor - returnedMinor, 0)

const keptMinor = ({ paidMinor, refundedMinor }: Sums): number => paidMinor - refundedMinor

/** What is still to be paid. */
export const owedMinor = (order: Sums): number => Math.max(dueMinor(order) - keptMinor(order), 0)

/** What there is of the customer's that is not ours by now. */
export const excessMinor = (order: Sums): number => Math.max(keptMinor(order) - dueMinor(order), 0)

export function paymentStateOf(order: Sums): PaymentState {
  const kept = keptMinor(order)
  if (order.paidMinor > 0 && kept === 0) return 'refunded'
  if (kept === 0) return order.totalMinor === 0 && order.state !== 'cancelled' ? 'paid' : 'none'
  return kept >= dueMinor(order) ? 'paid' : 'partial'
}
