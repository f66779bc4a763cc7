import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessInstant, Instant } from '#kernel/contract/time.ts'
import { QuantityMilli } from '#commerce/contract/quantity.ts'
import { BasketLine, Door, Fulfilment, PromotionNote, Quote, QuotedLine, QuotedTax } from '#commerce/contract/quote.ts'
import { OrderState, PaymentMethod, PaymentState } from '#orders/contract/order-state.ts'
import { Covering } from '#orders/contract/zone.ts'

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
  /** Agreed on beforehand, all of the line: the catalogue has no say in it. `reason` is where it comes from. */
  agreed: z.object({ totalMinor: z.int(), includesTax: z.boolean(), reason: z.string() }).optional(),
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

const ByHand = z.object({ feeMinor: z.int().min(0).max(1_000_000_000_000) })

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
  /** Though no zone reaches there, or it is less than the zone asks for: the fee, said by who may deliver anywhere. */
  byHand: ByHand.nullable().default(null),
  tableName: z.string().trim().min(1).max(40).nullable().default(null),
  wantedAt: BusinessInstant.nullable().default(null),
  note: z.string().trim().max(1000).default(''),
  couponCodes: z.array(z.string().trim().toUpperCase().min(1).max(40)).max(5).default([]),
  lines: z.array(BasketLine).min(1).max(300),
  paymentMethod: PaymentMethod.nullable().default(null),
  paysWithMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
  /** What somebody was shown: an order that comes to something else (a coupon that ended, a new price) is not taken. */
  expectedTotalMinor: z.int().min(0).max(1_000_000_000_000_000).optional(),
})
export type PlaceOrder = z.output<typeof PlaceOrder>

/** One step on, or back where a brand allows it. `reason` is needed to call it off. */
export const MoveOrder = z.object({ id: Id, state: OrderState, reason: z.string().trim().min(1).max(300).nullable().default(null) })
export type MoveOrder = z.output<typeof MoveOrder>

/** A line as it should be from now on. With the `id` of one that is there it is the same one, which keeps what was done to it. */
export const EditLine = BasketLine.extend({ id: Id.optional() })
export type EditLine = z.output<typeof EditLine>

/** Only what changes; `lines` are all that there should be. It is priced again as a whole. */
export const EditOrder = z.object({
  id: Id,
  contactId: Id.nullable().optional(),
  fulfilment: Fulfilment.optional(),
  address: Address.nullable().optional(),
  zoneId: Id.nullable().optional(),
  byHand: ByHand.nullable().optional(),
  tableName: z.string().trim().min(1).max(40).nullable().optional(),
  wantedAt: BusinessInstant.nullable().optional(),
  note: z.string().trim().max(1000).optional(),
  couponCodes: z.array(z.string().trim().toUpperCase().min(1).max(40)).max(5).optional(),
  lines: z.array(EditLine).min(1).max(300).optional(),
  paymentMethod: PaymentMethod.nullable().optional(),
  paysWithMinor: z.int().min(0).max(1_000_000_000_000).nullable().optional(),
})
export type EditOrder = z.output<typeof EditOrder>

const SomeLines = z
  .array(z.object({ lineId: Id, quantityMilli: QuantityMilli }))
  .min(1)
  .max(300)

/** What of it was handed over by now, beside what had been before. */
export const HandOver = z.object({ id: Id, lines: SomeLines })
export type HandOver = z.output<typeof HandOver>

/** What came back. What it is worth is what was paid for it, as its line was split. */
export const TakeBack = z.object({ id: Id, lines: SomeLines, reason: z.string().trim().min(1).max(300) })
export type TakeBack = z.output<typeof TakeBack>

/** Who sees to it and who brings it; absent: as it is. */
export const AssignOrder = z.object({ id: Id, assigneeId: Id.nullable().optional(), driverId: Id.nullable().optional() })
export type AssignOrder = z.output<typeof AssignOrder>

/** `tenderedMinor`: the notes that were handed over, of which change is given back. */
export const RecordPayment = z.object({
  id: Id,
  method: PaymentMethod,
  amountMinor: z.int().min(1).max(1_000_000_000_000),
  tenderedMinor: z.int().min(1).max(1_000_000_000_000).nullable().default(null),
  reference: z.string().trim().max(120).default(''),
})
export type RecordPayment = z.output<typeof RecordPayment>

export const RecordRefund = z.object({
  id: Id,
  method: PaymentMethod,
  amountMinor: z.int().min(1).max(1_000_000_000_000),
  reference: z.string().trim().max(120).default(''),
  reason: z.string().trim().min(1).max(300),
})
export type RecordRefund = z.output<typeof RecordRefund>

/** What is asked before an order is made: the same that would be placed, and no source. */
export const QuoteOrder = PlaceOrder.pick({
  brandId: true,
  contactId: true,
  conversationId: true,
  door: true,
  fulfilment: true,
  address: true,
  zoneId: true,
  byHand: true,
  wantedAt: true,
  couponCodes: true,
  lines: true,
})
export type QuoteOrder = z.output<typeof QuoteOrder>

/** What it comes to, and what stands between it and the door of the customer, if anything. */
export const QuotedOrder = z.object({
  quote: Quote,
  covering: Covering.nullable(),
  /** `below_minimum`: of the zone. `outside`, `unsure`: as in Covering. */
  trouble: z.enum(['outside', 'unsure', 'below_minimum']).nullable(),
  promisedAt: Instant,
})
export type QuotedOrder = z.infer<typeof QuotedOrder>

/** What an edit would make of an order: the same thing asked for in the same way counts as one line of the difference. */
export const EditPreview = QuotedOrder.extend({
  difference: z.array(
    z.object({
      name: z.string(),
      modifiers: z.array(z.string()),
      note: z.string(),
      fromMilli: z.int(),
      toMilli: z.int(),
      fromMinor: z.int(),
      toMinor: z.int(),
    }),
  ),
  currency: z.string(),
  fromTotalMinor: z.int(),
  toTotalMinor: z.int(),
})
export type EditPreview = z.infer<typeof EditPreview>

/** Everything that is open, and what was closed since the day began. `isCut`: there is more, and the newest are here. */
export const OrderBoard = z.object({ cards: z.array(OrderCard), since: Instant, isCut: z.boolean() })
export type OrderBoard = z.infer<typeof OrderBoard>

/** A day of the organization, per currency: what was placed and not called off, and what of it is still to be paid. */
export const OrderTotals = z.object({
  day: z.string(),
  openCount: z.int(),
  rows: z.array(z.object({ currency: z.string(), count: z.int(), totalMinor: z.int(), owedMinor: z.int() })),
})
export type OrderTotals = z.infer<typeof OrderTotals>

export const ListOrders = Listing.extend({
  contactId: Id.optional(),
  conversationId: Id.optional(),
  brandId: Id.optional(),
  /** Nothing more happens to closed ones; absent: both. */
  isOpen: z.stringbool().optional(),
})
export type ListOrders = z.output<typeof ListOrders>
