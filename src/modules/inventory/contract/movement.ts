import { z } from 'zod'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { BusinessDay, BusinessInstant, Day, Instant } from '#kernel/contract/time.ts'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { LocationKind } from '#inventory/contract/location.ts'

/** Thousandths of the unit. */
export const MoveQuantity = z.int().min(1).max(1_000_000_000_000)

/** Why something is more or less than it was. */
export const adjustmentReasons = ['found', 'lost', 'damaged', 'expired', 'stolen', 'own-use', 'sample', 'opening', 'other'] as const
export const AdjustmentReason = z.enum(adjustmentReasons)
export type AdjustmentReason = z.infer<typeof AdjustmentReason>

/** What things are moved for. Modules that move things have kinds of their own. */
export const DocumentKind = z.string().regex(/^[a-z][a-z-]{1,30}$/)
export const StockDocument = z.object({ kind: DocumentKind, id: Id })
export type StockDocument = z.infer<typeof StockDocument>

const Place = z.object({ id: Id, name: z.string(), kind: LocationKind })

/** From where to where, how much, when and for what. It is only added to: what was wrong is moved back. */
export const Movement = z.object({
  id: Id,
  variantId: Id,
  name: z.string(),
  unit: UnitCode,
  lot: z.object({ id: Id, code: z.string(), expiresOn: Day.nullable() }).nullable(),
  quantityMilli: z.int(),
  from: Place,
  to: Place,
  at: Instant,
  recordedAt: Instant,
  document: StockDocument,
  lineKey: z.string(),
  /** Of what the business owns, more (or less, below zero) by so much; `null`: for who may not know, and within the house. */
  valueMinor: z.int().nullable(),
  reversalOf: Id.nullable(),
  reason: z.string().nullable(),
  note: z.string(),
  actorName: z.string().nullable(),
})
export type Movement = z.infer<typeof Movement>

/** A lot by its code: an unknown one is made, a known one has the day on which it expires already. */
export const NamedLot = z.object({ code: z.string().trim().min(1).max(80), expiresOn: BusinessDay.nullable().default(null) })
export type NamedLot = z.output<typeof NamedLot>

/** `key`: of its line in the document; the same one is moved once. What is followed by number has a `lot` per piece. */
export const ReceiptLine = z.object({
  key: z.string().min(1).max(100),
  variantId: Id,
  quantityMilli: MoveQuantity,
  /** What all of it cost, in the currency of the organization, taxes that are got back left out; `null`: nobody knows yet. */
  paidMinor: z.int().min(0).max(1_000_000_000_000).nullable().default(null),
  lot: NamedLot.nullable().default(null),
})
export type ReceiptLine = z.output<typeof ReceiptLine>

/** What came in at a place, from a supplier unless it says something else. `at`: when it was, now if absent. */
export type Receipt = {
  document: StockDocument
  locationId: string
  from?: 'supplier' | 'customer' | 'production' | 'adjustment'
  at?: string
  note?: string
  lines: readonly (Omit<ReceiptLine, 'paidMinor' | 'lot'> & Partial<Pick<ReceiptLine, 'paidMinor' | 'lot'>>)[]
}

/** A place by its id, or by its kind where there is one of it. */
export type PlaceRef = string

export type MoveLine = {
  key: string
  variantId: string
  quantityMilli: number
  from: PlaceRef
  to: PlaceRef
  /** Which lot; absent: those that expire first. */
  lotId?: string | null
  paidMinor?: number | null
  reversalOf?: string | null
  reason?: string | null
  note?: string
}
/** Things moved for a document, all of it or nothing. */
export type Moves = { document: StockDocument; at?: string; lines: readonly MoveLine[] }

export const ListMovements = Listing.extend({
  variantId: Id.optional(),
  locationId: Id.optional(),
  documentKind: DocumentKind.optional(),
  since: BusinessInstant.optional(),
  before: BusinessInstant.optional(),
})
export type ListMovements = z.output<typeof ListMovements>
