import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'
import { BasketLine, Door, Fulfilment, PromotionNote, QuotedLine, QuotedTax } from '#commerce/contract/quote.ts'
import { OrderState, PaymentMethod, PaymentState } from '#orders/contract/order-state.ts'

/** Where it goes. A place that was shared in a chat has coordinates; words make it findable by a person. */
export const Address = z.object({
  text: z.string().trim().max(300),
  notes: z.string().trim().max(300).default(''),
  latitude: z.number().min(-90).max(90).nullable().default(null),
  longitude: z.number().min(-180).max(180).nullable().default(null),
})
export type Address = z.infer<typeof Address>

/** What lists, the kitchen and the conversation show of an order. */
export const OrderCard = z.object({
  id: Id,
  /** `null`: a draft. */
  number: z.string().nullable(),
  brandId: Id,
  contactId: Id.nullable(),
  contactName: z.string().nullable(),
  conversationId: Id.nullable(),
  door: Door,
  state: OrderState,
  stateSince: Instant,
  paymentState: PaymentState,
  fulfilment: Fulfilment,
  address: Address.nullable(),
  zoneId: Id.nullable(),
  tableName: z.string().nullable(),
  /** `null`: as soon as it is there. */
  wantedAt: Instant.nullable(),
  promisedAt: Instant.nullable(),
  note: z.string(),
  currency: z.string(),
  totalMinor: z.int(),
  /** What was paid, less what was given back. */
  balanceMinor: z.int(),
  paymentMethod: PaymentMethod.nullable(),
  paysWithMinor: z.int().nullable(),
  assigneeId: Id.nullable(),
  driverId: Id.nullable(),
  placedAt: Instant.nullable(),
  createdAt: Instant,
  lineCount: z.int(),
  version: z.int(),
})
export type OrderCard = z.infer<typeof OrderCard>

export const OrderLine = QuotedLine.extend({
  id: Id,
  /** 0: as it was confirmed; each edit afterwards has a number of its own. */
  amendment: z.int(),
  preparedAt: Instant.nullable(),
  deliveredMilli: z.int(),
  returnedMilli: z.int(),
  /** Taken out again by an edit. */
  removedAt: Instant.nullable(),
})
export type OrderLine = z.infer<typeof OrderLine>

export const Payment = z.object({
  id: Id,
  method: PaymentMethod,
  amountMinor: z.int(),
  isRefund: z.boolean(),
  reference: z.string(),
  at: Instant,
  takenByName: z.string().nullable(),
})
export type Payment = z.infer<typeof Payment>

export const Order = OrderCard.extend({
  lines: z.array(OrderLine),
  payments: z.array(Payment),
  promotions: z.array(PromotionNote),
  couponCodes: z.array(z.string()),
  includesTax: z.boolean(),
  subtotalMinor: z.int(),
  discountMinor: z.int(),
  deliveryMinor: z.int(),
  deliveryDiscountMinor: z.int(),
  taxes: z.array(QuotedTax),
  netMinor: z.int(),
  taxMinor: z.int(),
  paidMinor: z.int(),
  refundedMinor: z.int(),
  returnedMinor: z.int(),
  cancelReason: z.string().nullable(),
  confirmedAt: Instant.nullable(),
  readyAt: Instant.nullable(),
  dispatchedAt: Instant.nullable(),
  closedAt: Instant.nullable(),
  createdByName: z.string().nullable(),
})
export type Order = z.infer<typeof Order>

/** Something that was done to an order, newest first. */
export const OrderEvent = z.object({
  id: Id,
  kind: z.enum(['state', 'edited', 'payment', 'refund', 'delivered', 'returned', 'assigned', 'told']),
  fromState: OrderState.nullable(),
  toState: OrderState.nullable(),
  at: Instant,
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type OrderEvent = z.infer<typeof OrderEvent>

/**
 * An order at a door. Prices are asked of the catalogue, never of the caller; the fee of the delivery comes from its zone.
 * Of a conversation it takes the contact and the brand. `sourceKey` names what made it at its door: the same one answers
 * the order that is there already. `draft` may be changed freely and is nobody's yet.
 */
export const PlaceOrder = z.object({
  brandId: Id.optional(),
  contactId: Id.nullable().default(null),
  conversationId: Id.nullable().default(null),
  door: Door,
  sourceKey: z.string().trim().min(1).max(200).nullable().default(null),
  state: z.enum(['draft', 'received', 'confirmed']).default('received'),
  fulfilment: Fulfilment,
  address: Address.nullable().default(null),
  zoneId: Id.nullable().default(null),
  tableName: z.string().trim().min(1).max(40).nullable().default(null),
  wantedAt: Instant.nullable().default(null),
  note: z.string().trim().max(1000).default(''),
  couponCodes: z.array(z.string().trim().toUpperCase().min(1).max(40)).max(5).default([]),
  lines: z.array(BasketLine).min(1).max(300),
  paymentMethod: PaymentMethod.nullable().default(null),
  paysWithMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
})
export type PlaceOrder = z.output<typeof PlaceOrder>

/** One step on, or back where a brand allows it. `reason` is needed to call it off. */
export const MoveOrder = z.object({ id: Id, state: OrderState, reason: z.string().trim().min(1).max(300).nullable().default(null) })
export type MoveOrder = z.output<typeof MoveOrder>

export const ListOrders = Listing.extend({
  contactId: Id.optional(),
  conversationId: Id.optional(),
  brandId: Id.optional(),
  /** Nothing more happens to closed ones; absent: both. */
  isOpen: z.stringbool().optional(),
})
export type ListOrders = z.output<typeof ListOrders>
