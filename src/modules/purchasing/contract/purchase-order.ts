import { z } from 'zod'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessDay, Day, Instant } from '#kernel/contract/time.ts'
import { ApprovalState, PurchaseState } from '#purchasing/contract/purchase-state.ts'
import { Amount, Milli } from '#purchasing/contract/supplier.ts'

export const PurchaseCard = z.object({
  id: Id,
  /** `null`: a draft. */
  number: z.string().nullable(),
  brandId: Id,
  supplierId: Id,
  supplierName: z.string(),
  contactId: Id.nullable(),
  state: PurchaseState,
  stateSince: Instant,
  approval: ApprovalState,
  currency: z.string(),
  totalMinor: z.int(),
  lineCount: z.int(),
  /** Thousandths of what was ordered that came, over all lines by value. */
  receivedShare: z.int(),
  expectedOn: Day.nullable(),
  sentAt: Instant.nullable(),
  createdAt: Instant,
  createdByName: z.string().nullable(),
  closedAt: Instant.nullable(),
  version: z.int(),
})
export type PurchaseCard = z.infer<typeof PurchaseCard>

/** Quantities are thousandths of the supplier's unit; `receivedMilli` is all that came, `returnedMilli` what of it went back. */
export const PurchaseLine = z.object({
  id: Id,
  variantId: Id,
  itemId: Id.nullable(),
  name: z.string(),
  code: z.string(),
  unit: UnitCode,
  supplyUnit: z.string(),
  supplyMilli: z.int(),
  stockMilli: z.int(),
  quantityMilli: z.int(),
  priceMinor: z.int(),
  totalMinor: z.int(),
  receivedMilli: z.int(),
  returnedMilli: z.int(),
  billedMilli: z.int(),
})
export type PurchaseLine = z.infer<typeof PurchaseLine>

export const purchaseEventKinds = [
  'created',
  'edited',
  'approved',
  'refused',
  'sent',
  'received',
  'returned',
  'landed',
  'costed',
  'billed',
  'closed',
  'cancelled',
] as const
export const PurchaseEvent = z.object({
  id: Id,
  kind: z.enum(purchaseEventKinds),
  at: Instant,
  actorName: z.string().nullable(),
  reason: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()),
})
export type PurchaseEvent = z.infer<typeof PurchaseEvent>

export const PurchaseOrder = PurchaseCard.extend({
  lines: z.array(PurchaseLine),
  events: z.array(PurchaseEvent),
  locationId: Id.nullable(),
  note: z.string(),
  approvalByName: z.string().nullable(),
  sentVia: z.enum(['whatsapp', 'mail', 'hand']).nullable(),
  conversationId: Id.nullable(),
  /** How far the message or the mail got: `queued`, `sent`, `delivered`, `read`, `failed`. */
  sentState: z.string().nullable(),
  firstReceivedAt: Instant.nullable(),
  receivedAt: Instant.nullable(),
  closeReason: z.string().nullable(),
  /** What the asker may do to it now. */
  actions: z.array(z.string()),
})
export type PurchaseOrder = z.infer<typeof PurchaseOrder>

/** Without a price: what the supplier asks for it by now. Without a pack: as the supplier sells it. */
export const WriteLine = z.object({ variantId: Id, quantityMilli: Milli, priceMinor: Amount.optional() })
export type WriteLine = z.output<typeof WriteLine>
const Lines = z.array(WriteLine).max(500)
const note = z.string().trim().max(1000)

export const CreatePurchase = z.object({
  brandId: Id.optional(),
  supplierId: Id,
  locationId: Id.nullable().default(null),
  expectedOn: BusinessDay.nullable().default(null),
  note: note.default(''),
  lines: Lines.default([]),
})
export type CreatePurchase = z.output<typeof CreatePurchase>

/** Only what changes; `lines` are all that there should be. What was approved has to be approved again. */
export const EditPurchase = z.object({
  id: Id,
  locationId: Id.nullable().optional(),
  expectedOn: BusinessDay.nullable().optional(),
  note: note.optional(),
  lines: Lines.optional(),
})
export type EditPurchase = z.output<typeof EditPurchase>

export const DecidePurchase = z.object({
  id: Id,
  decision: z.enum(['approved', 'refused']),
  reason: z.string().trim().max(300).default(''),
})
export type DecidePurchase = z.output<typeof DecidePurchase>

/** `hand`: it was told otherwise, or goes as the downloaded paper. Outside of the window of WhatsApp the template of the settings goes instead of `text`. */
export const SendPurchase = z.object({
  id: Id,
  via: z.enum(['whatsapp', 'mail', 'hand']),
  channelId: Id.optional(),
  text: z.string().trim().max(1000).default(''),
})
export type SendPurchase = z.output<typeof SendPurchase>

export const ClosePurchase = z.object({ id: Id, reason: z.string().trim().min(1).max(300) })
export type ClosePurchase = z.output<typeof ClosePurchase>

export const ListPurchases = Listing.extend({ supplierId: Id.optional(), contactId: Id.optional(), isOpen: z.stringbool().optional() })
export type ListPurchases = z.output<typeof ListPurchases>

/** Something that runs out, how much of it is worth ordering, and of whom. `offer` is `null` where nobody sells it yet. */
export const Suggestion = z.object({
  variantId: Id,
  name: z.string(),
  unit: UnitCode,
  availableMilli: z.int(),
  incomingMilli: z.int(),
  /** From here on it is worth ordering, up to there. */
  reorderMilli: z.int(),
  mostMilli: z.int(),
  offer: z
    .object({
      itemId: Id,
      supplierId: Id,
      supplierName: z.string(),
      supplyUnit: z.string(),
      supplyMilli: z.int(),
      stockMilli: z.int(),
      quantityMilli: z.int(),
      priceMinor: z.int(),
      totalMinor: z.int(),
      currency: z.string(),
      leadDays: z.int().nullable(),
    })
    .nullable(),
})
export type Suggestion = z.infer<typeof Suggestion>

/** One draft for each supplier of these; absent: of everything that runs out. */
export const OrderSuggested = z.object({ variantIds: z.array(Id).min(1).max(500).optional(), brandId: Id.optional() })
export type OrderSuggested = z.output<typeof OrderSuggested>
