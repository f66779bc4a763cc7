import { permission } from '#kernel/contract/declare.ts'

export const canReadOrders = permission('orders.read-orders')
/** Take an order, and change what is in it. */
export const canTakeOrders = permission('orders.take-orders')
/** Confirm, prepare, hand over: every step but calling it off. */
export const canMoveOrders = permission('orders.move-orders')
export const canCancelOrders = permission('orders.cancel-orders')
/** Money that came in. What goes back needs `refund-payments`. */
export const canRecordPayments = permission('orders.record-payments')
export const canRefundPayments = permission('orders.refund-payments')
/** Bring something where no zone reaches, for a fee said by hand, or less than the zone asks for. */
export const canDeliverAnywhere = permission('orders.deliver-anywhere')
/** Steps, delivery zones, stations of the kitchen, doors. */
export const canManageOrdering = permission('orders.manage-ordering')
