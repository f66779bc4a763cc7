import { z } from 'zod'

/** What an order can be, whatever a brand calls it. A draft has no number and nobody prepares it. */
export const orderStates = [
  'draft',
  'received',
  'confirmed',
  'preparing',
  'ready',
  'on_the_way',
  'delivered',
  'cancelled',
  'returned',
] as const
export const OrderState = z.enum(orderStates)
export type OrderState = z.infer<typeof OrderState>

/** What is paid of it, which says nothing about how far it is. */
export const PaymentState = z.enum(['none', 'partial', 'paid', 'refunded'])
export type PaymentState = z.infer<typeof PaymentState>

/** What of it is taken from the shelf. */
export const StockState = z.enum(['none', 'reserved', 'issued', 'returned'])
export type StockState = z.infer<typeof StockState>

export const PaymentMethod = z.enum(['cash', 'card', 'transfer', 'other'])
export type PaymentMethod = z.infer<typeof PaymentMethod>

/** Nothing more happens to it by itself. */
export const isClosed = (state: OrderState): boolean => state === 'delivered' || state === 'cancelled' || state === 'returned'
