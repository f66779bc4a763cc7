import { z } from 'zod'
import { UnitCode } from '#commerce/contract/quantity.ts'
import { Id } from '#kernel/contract/ids.ts'
import { Listing } from '#kernel/contract/page.ts'
import { Instant } from '#kernel/contract/time.ts'

export const Amount = z.int().min(0).max(1_000_000_000_000)
export const Milli = z.int().min(1).max(1_000_000_000)
const Days = z.int().min(0).max(365)
const Currency = z.string().regex(/^[A-Z]{3}$/)

/** A supplier as lists show it. What is owed only for who may know it. */
export const SupplierCard = z.object({
  id: Id,
  contactId: Id.nullable(),
  name: z.string(),
  currency: z.string(),
  termsDays: z.int(),
  isFromMonthEnd: z.boolean(),
  leadDays: z.int().nullable(),
  leastOrderMinor: z.int().nullable(),
  note: z.string(),
  itemCount: z.int(),
  openOrderCount: z.int(),
  lastOrderAt: Instant.nullable(),
  owedMinor: z.int().nullable(),
  overdueMinor: z.int().nullable(),
  archivedAt: Instant.nullable(),
  createdAt: Instant,
  version: z.int(),
})
export type SupplierCard = z.infer<typeof SupplierCard>

/** How long their deliveries took. */
export const LeadTimeFigure = z.object({ count: z.int(), meanDays: z.number(), deviationDays: z.number() })

/** Something that they sell. */
export const SupplierItem = z.object({
  id: Id,
  supplierId: Id,
  supplierName: z.string(),
  variantId: Id,
  /** Product and variant. */
  name: z.string(),
  unit: UnitCode,
  code: z.string(),
  /** What they count it in: "caja", "kg". */
  supplyUnit: z.string(),
  /** So many thousandths of theirs are so many of ours. */
  supplyMilli: z.int(),
  stockMilli: z.int(),
  isWhole: z.boolean(),
  /** Of one of their units, without taxes. */
  priceMinor: z.int(),
  currency: z.string(),
  leastMilli: z.int(),
  leadDays: z.int().nullable(),
  isPreferred: z.boolean(),
  pricedAt: Instant,
  /** What it changed by the last time, in basis points. */
  lastChangeBasisPoints: z.int().nullable(),
  version: z.int(),
})
export type SupplierItem = z.infer<typeof SupplierItem>

export const Supplier = SupplierCard.extend({ leadTime: LeadTimeFigure.nullable() })
export type Supplier = z.infer<typeof Supplier>

export const SupplierPrice = z.object({
  at: Instant,
  priceMinor: z.int(),
  source: z.enum(['typed', 'order', 'bill']),
  sourceId: Id.nullable(),
})
export type SupplierPrice = z.infer<typeof SupplierPrice>

const terms = {
  currency: Currency,
  termsDays: Days.default(0),
  isFromMonthEnd: z.boolean().default(false),
  leadDays: Days.nullable().default(null),
  leastOrderMinor: Amount.nullable().default(null),
  note: z.string().trim().max(1000).default(''),
}

/** A contact becomes a supplier that is bought from. Currency: the organization's when absent. */
export const CreateSupplier = z.object({ ...terms, contactId: Id, currency: Currency.optional() })
export type CreateSupplier = z.output<typeof CreateSupplier>

export const UpdateSupplier = z.object({ ...terms, id: Id, isArchived: z.boolean().default(false) })
export type UpdateSupplier = z.output<typeof UpdateSupplier>

export const ListSuppliers = Listing.extend({ contactId: Id.optional(), show: z.enum(['active', 'archived', 'all']).default('active') })
export type ListSuppliers = z.output<typeof ListSuppliers>

export const ListItems = z.object({ supplierId: Id.optional(), variantId: Id.optional() })
export type ListItems = z.output<typeof ListItems>

/** Written as a whole: of a supplier and a variant there is one. A new price is kept beside the old ones. */
export const SaveItem = z.object({
  supplierId: Id,
  variantId: Id,
  code: z.string().trim().max(60).default(''),
  supplyUnit: z.string().trim().min(1).max(30),
  supplyMilli: Milli.default(1000),
  stockMilli: Milli,
  isWhole: z.boolean().default(true),
  priceMinor: Amount,
  leastMilli: z.int().min(0).max(1_000_000_000).default(0),
  leadDays: Days.nullable().default(null),
  isPreferred: z.boolean().default(false),
})
export type SaveItem = z.output<typeof SaveItem>
