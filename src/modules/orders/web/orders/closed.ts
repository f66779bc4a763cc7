import type { OrderState } from '#orders/contract/order-state.ts'

/** As in the contract, which would bring its schemas along. */
export const isClosed = (state: OrderState): boolean => state === 'delivered' || state === 'cancelled' || state === 'returned'
